package layers

import "context"

// Withdraw updates the named layers backward, so that what is no longer wanted goes
// before what it stands on: a pipeline before the function that it releases.
func (r *Runner) Withdraw(ctx context.Context, name string, more ...string) (Report, error) {
	plan, err := r.Plan.pick(append(more, name))
	if err != nil {
		return Report{}, err
	}
	deploy := func(ctx context.Context, l Layer) (Outcome, error) { return r.deploy(ctx, l, func() {}) }
	report, err := r.each(ctx, plan.backward(), "deploy", r.Command("deploy"), deploy)
	if err == nil {
		return report, nil
	}
	return r.stale(ctx, report, err)
}

// After adds what an earlier run did with the same layers.
func (r Report) After(earlier Report) Report {
	for _, before := range earlier.Outcomes {
		for i := range r.Outcomes {
			if o := &r.Outcomes[i]; o.Layer == before.Layer {
				o.Result = o.Result.After(before.Result)
			}
		}
	}
	return r
}
