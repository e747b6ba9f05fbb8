package doctor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"slipway/scripts/engine"
)

// Stack is the state of a layer.
type Stack interface {
	Whole(context.Context) error
	Lost(context.Context) (*engine.Copy, error)
	Free(context.Context) error
	State(context.Context) (engine.State, error)
	Outputs(context.Context) (map[string]any, error)
}

// Stacks are the states of an environment's layers. A state is read once: it is large.
type Stacks struct {
	Env    string
	Layers []string
	Of     func(layer string) Stack
	read   map[string]engine.State
}

// state is what a layer's stack holds.
func (s *Stacks) state(ctx context.Context, layer string) (engine.State, error) {
	if state, known := s.read[layer]; known {
		return state, nil
	}
	state, err := s.Of(layer).State(ctx)
	if err != nil {
		return state, err
	}
	if s.read == nil {
		s.read = map[string]engine.State{}
	}
	s.read[layer] = state
	return state, nil
}

// held counts what a state holds in AWS.
func held(state engine.State) int {
	n := 0
	for _, r := range state.Resources {
		if r.Custom {
			n++
		}
	}
	return n
}

func (s *Stacks) recovers() string { return "make recover ENV=" + s.Env }

// Whole looks whether each state can be read, and is there if it ever was.
func (s *Stacks) Whole(ctx context.Context) ([]Finding, error) {
	var found []Finding
	for _, layer := range s.Layers {
		stack := s.Of(layer)
		err := stack.Whole(ctx)
		var damaged *engine.DamagedError
		if errors.As(err, &damaged) {
			found = append(found, Finding{
				Mark: Fails,
				Says: OneLine(damaged.Error()),
				Mend: s.recovers(),
			})
			continue
		}
		if err != nil {
			return found, err
		}
		state, err := s.state(ctx, layer)
		if err != nil {
			return found, err
		}
		if held(state) > 0 {
			continue
		}
		lost, err := stack.Lost(ctx)
		if err != nil {
			return found, err
		}
		if lost != nil {
			found = append(found, Finding{
				Mark: Fails,
				Says: fmt.Sprintf("the state of %s is lost; a copy of %s holds %s", layer,
					lost.Saved.Format(time.RFC3339), count(lost.Resources, "resource")),
				Mend: s.recovers(),
			})
		}
	}
	return orWell(found, "every layer's can be read"), nil
}

// Lock looks whether anybody holds the lock of a layer, and whether they still work.
func (s *Stacks) Lock(ctx context.Context) ([]Finding, error) {
	var found []Finding
	for _, layer := range s.Layers {
		err := s.Of(layer).Free(ctx)
		var locked *engine.LockedError
		switch {
		case err == nil:
		case !errors.As(err, &locked):
			return found, err
		case locked.Alive:
			found = append(found, Finding{Mark: Warns, Says: locked.Error() + ", which is still at work: wait for its end"})
		default:
			found = append(found, Finding{
				Mark: Fails,
				Says: locked.Error(),
				Mend: s.recovers(),
			})
		}
	}
	return orWell(found, "nobody holds one"), nil
}

// Pending looks for operations that nobody saw the end of.
func (s *Stacks) Pending(ctx context.Context) ([]Finding, error) {
	var found []Finding
	for _, layer := range s.Layers {
		state, err := s.state(ctx, layer)
		if err != nil {
			return found, err
		}
		if state.Pending == 0 || s.atWork(ctx, layer) {
			continue
		}
		found = append(found, Finding{
			Mark: Fails,
			Says: fmt.Sprintf("a run on %s was cut off: it is not known whether %s of it happened", layer,
				count(state.Pending, "operation")),
			Mend: s.recovers(),
		})
	}
	return orWell(found, "every operation has ended"), nil
}

// atWork tells whether a run holds the layer's lock: pending operations are then its own.
func (s *Stacks) atWork(ctx context.Context, layer string) bool {
	var locked *engine.LockedError
	return errors.As(s.Of(layer).Free(ctx), &locked) && locked.Alive
}
