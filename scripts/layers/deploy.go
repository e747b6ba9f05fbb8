package layers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"slipway/scripts/engine"
)

// Deploy updates the named layers, all without names, each as soon as what it reads of
// the others is known. Nothing is changed when a layer's configuration is refused or a
// layer that it needs is not deployed.
func (r *Runner) Deploy(ctx context.Context, names ...string) (Report, error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return Report{}, err
	}
	if err := errors.Join(r.Check(ctx, names...), r.supplied(ctx, plan)); err != nil {
		return Report{}, err
	}
	report, err := r.flow(ctx, plan, "deploy", r.Command("deploy", names...), r.deploy)
	return r.stale(ctx, report, err)
}

// Check collects the faults of every named layer's configuration, all without names.
func (r *Runner) Check(ctx context.Context, names ...string) error {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return err
	}
	var faults []error
	for _, l := range plan {
		if l.Check != nil {
			faults = append(faults, l.Check(ctx))
		}
	}
	return errors.Join(faults...)
}

// supplied makes sure that what the plan needs and does not deploy is deployed.
func (r *Runner) supplied(ctx context.Context, plan Plan) error {
	var faults []error
	for _, need := range r.Plan.needs(plan) {
		state, err := need.Stack.State(ctx)
		if err != nil {
			return err
		}
		if len(state.Resources) == 0 {
			faults = append(faults, &Hint{
				Problem: fmt.Sprintf("%s needs the outputs of %s, which is not deployed in %s", plan[0].Name, need.Name, r.Env),
				Command: r.Command("deploy", need.Name),
			})
		}
	}
	return errors.Join(faults...)
}

// deploy updates one layer, and calls final when its outputs are.
func (r *Runner) deploy(ctx context.Context, l Layer, final func()) (Outcome, error) {
	if err := ensure(ctx, l); err != nil {
		return Outcome{}, err
	}
	if l.Before != nil {
		if err := l.Before(ctx); err != nil {
			return Outcome{}, err
		}
	}
	watch := r.watch(l)
	o, err := done(l.Stack.Up(ctx, func(e engine.Event) {
		if e.Kind == engine.Final {
			final()
		}
		watch(e)
	}))
	if err == nil && l.After != nil {
		err = l.After(ctx)
	}
	return o, err
}

func ensure(ctx context.Context, l Layer) error {
	exists, err := l.Stack.Exists(ctx)
	if err != nil || exists {
		return err
	}
	return l.Stack.Create(ctx)
}

// stale adds to a report the layers that the run has not deployed and that have not taken
// what earlier ones changed. After a failure only what can be read is told.
func (r *Runner) stale(ctx context.Context, report Report, err error) (Report, error) {
	for _, l := range r.Plan {
		if l.Behind == nil || report.has(l.Name, Done) {
			continue
		}
		outputs, unread := l.Behind(context.WithoutCancel(ctx))
		if unread != nil && err == nil {
			return report, unread
		}
		if len(outputs) > 0 {
			report.Stale = append(report.Stale, Stale{Layer: l.Name, Outputs: outputs})
		}
	}
	return report, err
}

func (r Report) has(layer string, status Status) bool {
	return slices.ContainsFunc(r.Outcomes, func(o Outcome) bool { return o.Layer == layer && o.Status == status })
}
