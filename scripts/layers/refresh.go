package layers

import "context"

// Refresh makes the state of the named layers what is really there, all
// without names. Layers that are not deployed are passed over.
func (r *Runner) Refresh(ctx context.Context, names ...string) (Report, error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return Report{}, err
	}
	return r.each(ctx, plan, "refresh", r.Command("refresh", names...), func(
		ctx context.Context, l Layer,
	) (Outcome, error) {
		exists, err := l.Stack.Exists(ctx)
		if err != nil || !exists {
			return Outcome{Status: Absent}, err
		}
		return done(l.Stack.Refresh(ctx, r.watch(l)))
	})
}

// Compare says where the states of the named layers, all without names, differ from what
// is really there. Layers that are not deployed are passed over.
func (r *Runner) Compare(ctx context.Context, names ...string) (Report, error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return Report{}, err
	}
	return r.each(ctx, plan, "compare", "", func(ctx context.Context, l Layer) (Outcome, error) {
		exists, err := l.Stack.Exists(ctx)
		if err != nil || !exists {
			return Outcome{Status: Absent}, err
		}
		return done(l.Stack.Compare(ctx, r.watch(l)))
	})
}

// Outputs reads the outputs of every layer that is deployed.
func (r *Runner) Outputs(ctx context.Context) (map[string]map[string]any, error) {
	all := map[string]map[string]any{}
	for _, l := range r.Plan {
		outputs, err := l.Stack.Outputs(ctx)
		if err != nil {
			return nil, err
		}
		if len(outputs) > 0 {
			all[l.Name] = outputs
		}
	}
	return all, nil
}
