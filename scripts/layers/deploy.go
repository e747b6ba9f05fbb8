package layers

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// Deploy updates the named layers, all without names. Nothing is changed when
// a layer's configuration is refused or a layer that it needs is not deployed.
func (r *Runner) Deploy(ctx context.Context, names ...string) (Report, error) {
	plan, err := r.Plan.pick(names)
	if err != nil {
		return Report{}, err
	}
	if err := errors.Join(r.Check(ctx, names...), r.supplied(ctx, plan)); err != nil {
		return Report{}, err
	}
	changed := map[string]bool{}
	report, err := r.each(ctx, plan, "deploy", r.Command("deploy", names...), func(
		ctx context.Context, l Layer,
	) (Outcome, error) {
		differs, o, err := r.deploy(ctx, l)
		changed[l.Name] = differs
		return o, err
	})
	if err == nil {
		report.Stale, err = r.stale(ctx, plan, changed)
	}
	return report, err
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

// deploy updates one layer and tells whether its outputs changed.
func (r *Runner) deploy(ctx context.Context, l Layer) (bool, Outcome, error) {
	if err := ensure(ctx, l); err != nil {
		return false, Outcome{}, err
	}
	before, err := l.Stack.Outputs(ctx)
	if err != nil {
		return false, Outcome{}, err
	}
	if l.Before != nil {
		if err := l.Before(ctx); err != nil {
			return false, Outcome{}, err
		}
	}
	o, err := done(l.Stack.Up(ctx, r.watch(l)))
	if err != nil {
		return false, o, err
	}
	after, err := l.Stack.Outputs(ctx)
	if err != nil {
		return false, o, err
	}
	if l.After != nil {
		if err := l.After(ctx); err != nil {
			return true, o, err
		}
	}
	return len(before) > 0 && !maps.EqualFunc(before, after, reflect.DeepEqual), o, nil
}

func ensure(ctx context.Context, l Layer) error {
	exists, err := l.Stack.Exists(ctx)
	if err != nil || exists {
		return err
	}
	return l.Stack.Create(ctx)
}

// stale names the deployed layers, outside the plan, that read what changed.
func (r *Runner) stale(ctx context.Context, plan Plan, changed map[string]bool) ([]string, error) {
	var stale []string
	for _, l := range r.Plan {
		reads := slices.ContainsFunc(l.Needs, func(need string) bool { return changed[need] })
		if !reads || plan.has(l.Name) {
			continue
		}
		state, err := l.Stack.State(ctx)
		if err != nil {
			return nil, err
		}
		if len(state.Resources) > 0 {
			stale = append(stale, l.Name)
		}
	}
	return stale, nil
}
