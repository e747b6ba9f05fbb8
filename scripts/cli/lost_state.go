package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/caller"
	"slipway/scripts/localaws"
	"slipway/scripts/remains"
	"slipway/shared/awsaccount"
	"slipway/shared/contract"
)

// kept stops a run on a layer whose state is lost: it would be taken for one that was
// never deployed, and be made a second time, or be left when the rest is destroyed. Its
// copies, the layers that stand on it and what AWS holds tell the two apart.
func (s *session) kept(ctx context.Context) error {
	held, err := s.runner.Held(ctx)
	if err != nil {
		return err
	}
	var things []remains.Thing
	looked := false
	for _, layer := range contract.Layers() {
		if held[layer.Name] > 0 {
			continue
		}
		copied, err := s.stacks[layer.Name].Lost(ctx)
		if err != nil {
			return err
		}
		if !looked {
			if things, _, err = s.things(ctx); err != nil {
				return err
			}
			looked = true
		}
		var signs []string
		for _, later := range contract.Layers() {
			if n := held[later.Name]; n > 0 && slices.Contains(later.Needs, layer.Name) {
				signs = append(signs, fmt.Sprintf("%s has %d resources, and is never deployed without it", later.Name, n))
			}
		}
		if there := remains.Of(things, layer.Name); len(there) > 0 && !s.adopting {
			signs = append(signs, fmt.Sprintf("AWS holds %s, which no state knows", remains.List(there)))
		}
		switch {
		case copied != nil:
			signs = append(signs, fmt.Sprintf("a copy of %s holds %d resources", copied.Saved.Format(time.RFC3339),
				copied.Resources))
			return s.lostError(layer.Name, signs, fmt.Sprintf("`make recover ENV=%s` puts the last copy in its place",
				s.env.Name))
		case len(signs) > 0 && !s.adopting:
			return s.lostError(layer.Name, signs, s.adoptWay())
		}
	}
	return nil
}

func (s *session) lostError(layer string, signs []string, way string) error {
	return fmt.Errorf("the state of %s in %s is lost, so nothing was changed: %s. %s", layer, s.env.Name,
		strings.Join(signs, "; "), way)
}

// adoptWay is how to go on without a copy of the state.
func (s *session) adoptWay() string {
	way := fmt.Sprintf("If you have a copy elsewhere, put it back with `pulumi stack import`. "+
		"Without one `make deploy-all "+
		"ENV=%s ADOPT=1` takes what is there into the state as it is, and makes only what is missing; "+
		"`make destroy-all ENV=%s` removes it after that", s.env.Name, s.env.Name)
	if !s.env.Simulated {
		way += ". If it is not yours, choose another ENV"
	}
	return way
}

// things is what AWS holds of the environment.
func (s *session) things(ctx context.Context) ([]remains.Thing, []remains.Unseen, error) {
	if s.aws != nil {
		shared, err := s.shared(ctx)
		if err != nil {
			return nil, nil, err
		}
		return remains.Simulated{
			Store:   localaws.Open(s.env.AWSDir),
			Env:     s.env.Name,
			Named:   shared.Names,
			Account: s.simulatedAccount(),
			Target:  shared.Target.Account,
		}.Things(ctx)
	}
	real, err := s.remains(ctx)
	if err != nil || s.whose == nil {
		return nil, nil, err
	}
	return real.Things(ctx)
}

// remains looks at the real accounts.
func (s *session) remains(ctx context.Context) (remains.AWS, error) {
	shared, err := s.shared(ctx)
	if err != nil || s.whose == nil {
		return remains.AWS{}, err
	}
	own, err := s.loadAWS(ctx, shared)
	if err != nil {
		return remains.AWS{}, err
	}
	target := own
	if account, role := s.target(shared, toDeploy); account != "" {
		target = caller.Assume(own, role, awsaccount.SessionName(shared))
	}
	return remains.AWS{
		Own:     own,
		Target:  target,
		Account: s.whose.Account,
		Names:   shared.Names,
	}, nil
}

// left reports what AWS still holds of layers that have been destroyed.
func (s *session) left(ctx context.Context, names []string) error {
	var unseen []remains.Unseen
	look := func(ctx context.Context) (things []remains.Thing, err error) {
		things, unseen, err = s.things(ctx)
		return remains.Of(things, names...), err
	}
	there, err := look(ctx)
	if s.aws == nil && err == nil && len(there) > 0 { // the simulated AWS forgets at once
		there, err = remains.Settled(ctx, look, asl.SystemClock{}.Sleep)
	}
	if err != nil {
		return err
	}
	for _, u := range unseen {
		if len(names) == 0 || slices.Contains(names, u.Layer) {
			s.Console.Line("Whether AWS still holds %s is not known: %v", u.ID, u.Why)
		}
	}
	if len(there) > 0 {
		return fmt.Errorf("all that the state held is destroyed, but AWS still holds, under the names of %s: %s. No state "+
			"knows it: `make deploy-all ENV=%s ADOPT=1` takes it into the state, and then `make destroy-all ENV=%s` removes it",
			s.env.Name, remains.List(there), s.env.Name, s.env.Name)
	}
	return nil
}
