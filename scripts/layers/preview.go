package layers

import (
	"context"
	"errors"

	"slipway/scripts/engine"
)

// Preview says what deploying the named layers would do, all without names.
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
	discard, err := draft(ctx, append(r.Plan.needs(plan), plan...))
	defer func() {
		for _, d := range discard {
			err = errors.Join(err, d(context.WithoutCancel(ctx)))
		}
	}()
	if err != nil {
		return Report{}, err
	}
	var losses []Loss
	report, err = r.beside(ctx, plan, verb, func(ctx context.Context, l Layer, t *turn) (Outcome, error) {
		return done(l.Stack.Preview(ctx, t.hear(r.losing(watch(l), &losses))))
	})
	report.Losses = losses
	return report, err
}

// draft drafts the stacks that are not there and returns what takes the drafts back.
func draft(ctx context.Context, plan Plan) ([]func(context.Context) error, error) {
	var discard []func(context.Context) error
	for _, l := range plan {
		d, err := l.Stack.Draft(ctx)
		if err != nil {
			return discard, err
		}
		discard = append(discard, d)
	}
	return discard, nil
}
