package layers

import (
	"context"
	"slices"

	"slipway/scripts/engine"
)

// Loss is a resource that holds data or serves traffic, and that a deployment would
// delete or replace, or one with which something else ends when it is updated.
type Loss struct {
	Op   string // delete, replace or update
	Name string // as AWS knows it
	What string // in words: what goes with it
	// Group is what a person allows to go: a whole service, or the resource's name.
	Group string
}

// Losses plans the deployment of the named layers, all without names, and returns what
// it would take away. Nothing is planned if the layers hold nothing yet.
func (r *Runner) Losses(ctx context.Context, names ...string) (Report, error) {
	held, err := r.Held(ctx, names...)
	if err != nil {
		return Report{}, err
	}
	if len(held) == 0 {
		return Report{}, nil
	}
	return r.Planned(ctx, names...)
}

// Planned is Preview without a word of what it would do.
func (r *Runner) Planned(ctx context.Context, names ...string) (Report, error) {
	quiet := func(Layer) func(engine.Event) { return func(engine.Event) {} }
	return r.preview(ctx, "plan", quiet, names)
}

// losing passes events on and collects what they take away.
func (r *Runner) losing(watch func(engine.Event), losses *[]Loss) func(engine.Event) {
	return func(e engine.Event) {
		watch(e)
		if r.Loses == nil || e.Kind != engine.Started || !slices.Contains([]string{"delete", "replace", "update"}, e.Op) {
			return
		}
		if loss, ok := r.Loses(e); ok && !slices.Contains(*losses, loss) {
			*losses = append(*losses, loss)
		}
	}
}
