package layers

import (
	"context"
	"fmt"
)

// Destroy deletes the resources of the named layers, all without names, and
// removes their stacks, last layer first. A layer stays as long as the state of
// a dependent holds resources.
func (r *Runner) Destroy(ctx context.Context, names ...string) (Report, error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return Report{}, err
	}
	return r.each(ctx, plan.backward(), "destroy", r.Command("destroy", names...), func(
		ctx context.Context, l Layer,
	) (Outcome, error) {
		if err := r.free(ctx, l); err != nil {
			return Outcome{}, err
		}
		exists, err := l.Stack.Exists(ctx)
		if err != nil || !exists {
			return Outcome{Status: Absent}, err
		}
		o, err := done(l.Stack.Destroy(ctx, r.watch(l)))
		if err != nil {
			return o, err
		}
		return o, l.Stack.Remove(ctx)
	})
}

// Free is an error if a layer that is not among the named ones, all without names, still
// stands on one that is.
func (r *Runner) Free(ctx context.Context, names ...string) error {
	plan, err := r.Plan.pick(names)
	if err != nil || len(names) == 0 {
		return err
	}
	for _, l := range plan {
		if err := r.free(ctx, l); err != nil {
			return fmt.Errorf("destroy %s: %w", l.Name, err)
		}
	}
	return nil
}

// free refuses while a dependent still holds resources: they were made from
// this layer's outputs and would be left without what they stand on.
func (r *Runner) free(ctx context.Context, l Layer) error {
	for _, d := range r.Plan.dependents(l.Name).backward() {
		state, err := d.Stack.State(ctx)
		if err != nil {
			return err
		}
		if n := len(state.Resources); n > 0 {
			return &Hint{
				Problem: fmt.Sprintf("%s still holds %d resources in %s that depend on it", d.Name, n, r.Env),
				Command: r.Command("destroy", d.Name),
			}
		}
	}
	return nil
}

// Held counts the resources that each named layer's state holds, all without names.
func (r *Runner) Held(ctx context.Context, names ...string) (map[string]int, error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return nil, err
	}
	held := map[string]int{}
	for _, l := range plan {
		state, err := l.Stack.State(ctx)
		if err != nil {
			return nil, err
		}
		for _, resource := range state.Resources {
			if resource.Custom {
				held[l.Name]++
			}
		}
	}
	return held, nil
}
