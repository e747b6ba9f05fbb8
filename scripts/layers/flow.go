package layers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"slipway/scripts/engine"
)

// course is the way of one layer through a deployment.
type course struct {
	Layer
	ctx     context.Context // ends when a layer that it needs has failed, or a person stops the run
	stop    context.CancelCauseFunc
	once    sync.Once
	final   chan struct{} // closed when the layer's outputs are final, or it has ended
	outcome Outcome
	err     error
}

// open lets the layers that read the outputs begin.
func (c *course) open() { c.once.Do(func() { close(c.final) }) }

// errNeeded is why a layer is stopped that could go on by itself.
var errNeeded = errors.New("a layer that it needs has failed")

// flow takes each layer as soon as the outputs of those that it needs are final. They may
// still be at work on what nobody waits for. With a failure, the layers that need
// the failed one are stopped, and what is under way there finishes.
func (r *Runner) flow(
	ctx context.Context, plan Plan, verb, resume string,
	do func(_ context.Context, _ Layer, final func()) (Outcome, error),
) (Report, error) {
	courses := make([]*course, len(plan))
	for i, l := range plan {
		c := &course{Layer: l, final: make(chan struct{})}
		c.ctx, c.stop = context.WithCancelCause(ctx)
		defer c.stop(nil)
		courses[i] = c
	}
	var running sync.WaitGroup
	for _, c := range courses {
		running.Go(func() {
			defer c.open()
			for _, need := range courses {
				if slices.Contains(c.Needs, need.Name) {
					<-need.final
				}
			}
			c.outcome, c.err = r.take(c, verb, func() (Outcome, error) { return do(c.ctx, c.Layer, c.open) })
			if c.outcome.Status == Done {
				return
			}
			for _, dependent := range courses {
				if slices.Contains(dependent.Needs, c.Name) {
					dependent.stop(errNeeded)
				}
			}
		})
	}
	running.Wait()
	return r.arrived(ctx, courses, resume)
}

// take does what is to be done with the layer, unless it is stopped before it begins.
func (r *Runner) take(c *course, verb string, do func() (Outcome, error)) (Outcome, error) {
	o := Outcome{
		Layer:  c.Name,
		Verb:   verb,
		Status: Waiting,
	}
	if c.ctx.Err() != nil {
		return o, nil
	}
	r.tell(func(w Watcher) { w.Begin(c.Name, verb) })
	did, err := do()
	o.Result, o.Status = did.Result, Done
	if err != nil {
		o.Status = Failed
		if errors.Is(context.Cause(c.ctx), errNeeded) && stopped(err) {
			o.Status, err = Stopped, nil
		}
	}
	r.tell(func(w Watcher) { w.End(o) })
	return o, err
}

// stopped tells whether the error is no other than that it was stopped, and nothing was lost.
func stopped(err error) bool {
	var failed *engine.Error
	if errors.As(err, &failed) {
		return failed.Canceled && !failed.Terminated && !failed.Unsaved
	}
	return errors.Is(err, context.Canceled)
}

// arrived sums up.
func (r *Runner) arrived(ctx context.Context, courses []*course, resume string) (Report, error) {
	var report Report
	var faults []error
	hinted := false
	for _, c := range courses {
		report.Outcomes = append(report.Outcomes, c.outcome)
		if c.err != nil {
			err := r.Mending(c.err)
			var hint *Hint
			hinted = hinted || errors.As(err, &hint) // a hint names its own command
			faults = append(faults, fmt.Errorf("%s %s: %w", c.outcome.Verb, c.Name, err))
		}
	}
	if last := courses[len(courses)-1]; len(faults) == 0 && last.outcome.Status == Waiting {
		faults = append(faults, fmt.Errorf("%s %s: %w", last.outcome.Verb, last.Name, ctx.Err())) // a person stopped it
	}
	if len(faults) > 0 && !hinted {
		report.Resume = resume
	}
	return report, errors.Join(faults...)
}
