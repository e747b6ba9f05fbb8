package localpipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/operate/queue"
)

// Queue is what waits in the pipelines of a simulated environment. Nothing runs in one
// but within a command.
type Queue struct{ Environment }

// UnderWay lists the executions that wait, the latest first.
func (q Queue) UnderWay(_ context.Context, pipeline string) ([]queue.Execution, error) {
	r, err := q.of(pipeline)
	if err != nil {
		return nil, err
	}
	kept, err := r.executions(pipeline)
	if err != nil {
		return nil, err
	}
	var all []queue.Execution
	for _, e := range slices.Backward(kept) {
		if e.Waiting == nil {
			continue
		}
		one := queue.Execution{
			ID:      e.ID,
			Commit:  e.Commit,
			Message: e.Waiting.Message,
			Started: e.Started,
			Stage:   e.Waiting.Stage,
			Waits:   !e.Waiting.Asks,
			Asks:    e.Waiting.Asks,
		}
		if one.Asks {
			one.Asked = e.Waiting.Since
		}
		all = append(all, one)
	}
	return all, nil
}

// of begins a run in which nobody sits at a terminal.
func (q Queue) of(pipeline string) (*run, error) {
	for service, p := range q.Outputs.Services {
		if p.Name == pipeline {
			r, err := q.begin(service, "")
			if err == nil {
				r.unattended = true
			}
			return r, err
		}
	}
	return nil, fmt.Errorf("%s has no pipeline %s: run `make deploy-all ENV=%s`", q.Name, pipeline, q.Name)
}

// find finds an execution that waits, as it goes on.
func (q Queue) find(pipeline, id string) (*execution, *codepipeline.Waiting, error) {
	r, err := q.of(pipeline)
	if err != nil {
		return nil, nil, err
	}
	all, err := r.executions(pipeline)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(all, func(e codepipeline.Execution) bool { return e.ID == id && e.Waiting != nil })
	if i < 0 {
		return nil, nil, fmt.Errorf("execution %s of %s does not wait any more", id, pipeline)
	}
	deployed, err := q.View.Pipeline(r.account, pipeline)
	if err != nil {
		return nil, nil, err
	}
	e, err := r.again(deployed, all[i])
	return e, all[i].Waiting, err
}

// Variables are those that the execution was started with.
func (q Queue) Variables(_ context.Context, pipeline string, e queue.Execution) (map[string]string, error) {
	going, _, err := q.find(pipeline, e.ID)
	if err != nil {
		return nil, err
	}
	return queue.Given(going.exported["variables"]), nil
}

// Evidence is what the approval shows.
func (q Queue) Evidence(_ context.Context, pipeline string, e queue.Execution) (string, error) {
	_, waiting, err := q.find(pipeline, e.ID)
	if err != nil {
		return "", err
	}
	return waiting.Shown, nil
}

// Answer takes the execution from its approval to its end, and those that waited for the
// stage into it.
func (q Queue) Answer(ctx context.Context, pipeline string, e queue.Execution, approve bool, summary string) error {
	going, waiting, err := q.find(pipeline, e.ID)
	if err != nil {
		return err
	}
	going.answer, going.asked = &answer{
		approve: approve,
		summary: summary,
		by:      going.run.person(),
	}, true
	err = going.goOn(ctx, from(going.pipeline, waiting.Stage))
	var failed *FailedError
	if !approve && errors.As(err, &failed) {
		err = nil // as it was asked to
	}
	return errors.Join(err, going.run.next(ctx, going.pipeline, waiting.Stage))
}

// from are the stages from the named one on.
func from(pipeline account.Pipeline, stage string) []account.Stage {
	return pipeline.Stages[max(0,
		slices.IndexFunc(pipeline.Stages, func(s account.Stage) bool { return s.Name == stage })):]
}

// next takes the executions that wait for the stage into it, one after the other, for as
// long as it is free: one that goes through leaves it to the one behind.
func (r *run) next(ctx context.Context, pipeline account.Pipeline, stage string) error {
	var failures []error
	for {
		going, err := r.first(pipeline, stage)
		if err != nil || going == nil {
			return errors.Join(append(failures, err)...)
		}
		r.print(stage, "the stage is free: execution %s goes on", going.id)
		err = going.goOn(ctx, from(pipeline, stage))
		var failed *FailedError
		if err != nil && !errors.As(err, &failed) {
			return errors.Join(append(failures, err)...)
		}
		failures = append(failures, err)
	}
}

// first is the execution that gets into the stage next; nil for none, or if the stage is
// taken or closed.
func (r *run) first(pipeline account.Pipeline, stage string) (*execution, error) {
	all, err := r.executions(pipeline.Name)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(e codepipeline.Execution) bool { return e.Waiting != nil && e.Waiting.Stage == stage })
	if i < 0 {
		return nil, nil
	}
	going, err := r.again(pipeline, all[i])
	if err != nil {
		return nil, err
	}
	why, err := going.keptOut(account.Stage{Name: stage})
	if err != nil || why != "" || all[i].Waiting.Asks {
		return nil, err
	}
	return going, nil
}

// Stop ends an execution that waits.
func (q Queue) Stop(ctx context.Context, pipeline string, e queue.Execution, reason string) error {
	stopped, waiting, err := q.find(pipeline, e.ID)
	if err != nil {
		return err
	}
	stopped.run.print("Pipeline", "execution %s is stopped: %s", e.ID, reason)
	return errors.Join(
		stopped.report(ctx, "Pipeline", "STOPPED", account.Stage{}, nil, result{summary: reason}),
		stopped.change(func(kept *codepipeline.Execution) { kept.Status, kept.Waiting = "Stopped", nil }),
		stopped.run.next(ctx, stopped.pipeline, waiting.Stage),
	)
}

// Start starts the pipeline and takes it to where it waits.
func (q Queue) Start(ctx context.Context, pipeline, commit string, variables map[string]string) (string, error) {
	r, err := q.of(pipeline)
	if err != nil {
		return "", err
	}
	return r.startBy(ctx, commit, variables)
}
