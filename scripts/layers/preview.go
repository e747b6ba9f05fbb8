package layers

import (
	"context"
	"errors"

	"slipway/scripts/engine"
)

// Preview says what deploying the named layers would do, all without names.
// Stacks that it has to create are removed again, whatever happens.
func (r *Runner) Preview(ctx context.Context, names ...string) (Report, error) {
	return r.preview(ctx, "preview", r.watch, names)
}

// preview previews the named layers and collects what would be taken away.
func (r *Runner) preview(
	ctx context.Context, verb string, watch func(Layer) func(engine.Event), names []string,
) (report Report, err error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return Report{}, err
	}
	if err := r.Check(ctx, names...); err != nil {
		return Report{}, err
	}
	created, err := createMissing(ctx, append(r.Plan.needs(plan), plan...))
	defer func() {
		for _, l := range created {
			err = errors.Join(err, l.Stack.Remove(context.WithoutCancel(ctx)))
		}
	}()
	if err != nil {
		return Report{}, err
	}
	var losses []Loss
	report, err = r.each(ctx, plan, verb, "", func(ctx context.Context, l Layer) (Outcome, error) {
		return done(l.Stack.Preview(ctx, r.losing(watch(l), &losses)))
	})
	report.Losses = losses
	return report, err
}

// createMissing creates the stacks that are not there and returns their layers.
func createMissing(ctx context.Context, plan Plan) (Plan, error) {
	var created Plan
	for _, l := range plan {
		exists, err := l.Stack.Exists(ctx)
		if err != nil {
			return created, err
		}
		if exists {
			continue
		}
		if err := l.Stack.Create(ctx); err != nil {
			return created, err
		}
		created = append(created, l)
	}
	return created, nil
}
