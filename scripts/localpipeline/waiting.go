package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localpipeline/github"
	"slipway/shared/contract"
)

// errWaits is an execution that waits: the command ends, and it does not.
var errWaits = errors.New("the execution waits")

// held is what an execution goes on with.
type held struct {
	Commit   string
	Trigger  trigger
	Push     github.Push
	Exported variables
	Actions  []codepipeline.Action
	Attempt  int
}

// isTaken reports whether another execution has the stage: one with an approval that
// nobody has answered keeps it, in either execution mode (CodePipeline user guide,
// concepts-how-it-works-executions).
func (e *execution) isTaken(stage account.Stage) (bool, error) {
	all, err := e.run.executions(e.pipeline.Name)
	return slices.ContainsFunc(all, func(other codepipeline.Execution) bool {
		return other.ID != e.id && other.Waiting != nil && other.Waiting.Asks && other.Waiting.Stage == stage.Name
	}), err
}

// keptOut is why the execution may not get into the stage now, "" if it may.
func (e *execution) keptOut(stage account.Stage) (string, error) {
	taken, err := e.isTaken(stage)
	if err == nil && taken {
		return "another execution waits there for its approval; this one waits for the stage", nil
	}
	if err != nil {
		return "", err
	}
	closed, err := e.isClosed(stage)
	if err != nil || !closed {
		return "", err
	}
	return fmt.Sprintf("the pipeline is frozen: `make thaw ENV=%s SERVICE=%s` lets it go on", e.run.env.Name,
		e.run.service), nil
}

// isClosed reports whether a freeze keeps executions out of the stage.
func (e *execution) isClosed(stage account.Stage) (bool, error) {
	freeze, err := e.run.frozen(e.pipeline.Name)
	return freeze != nil && stage.Name == contract.DeployStage, err
}

// waitFor has the execution wait until it may get into the stage. Unless the pipeline
// queues, it takes the place of those that wait there.
func (e *execution) waitFor(ctx context.Context, stage account.Stage, why string) error {
	if e.pipeline.ExecutionMode == "SUPERSEDED" {
		if err := e.supersede(ctx, stage.Name); err != nil {
			return err
		}
	}
	e.run.print(stage.Name, "%s", why)
	return e.wait(codepipeline.Waiting{Stage: stage.Name})
}

// waitForAnswer has the execution wait for a person.
func (e *execution) waitForAnswer(stage account.Stage, shown string) error {
	e.run.print(stage.Name, "nobody answers: `make approve|reject ENV=%s SERVICE=%s`", e.run.env.Name, e.run.service)
	return e.wait(codepipeline.Waiting{
		Stage: stage.Name,
		Asks:  true,
		Shown: shown,
	})
}

// wait keeps what the execution goes on with.
func (e *execution) wait(w codepipeline.Waiting) error {
	text, err := json.Marshal(held{
		Commit:   e.started.commit,
		Trigger:  e.started.trigger,
		Push:     e.push,
		Exported: e.exported,
		Actions:  e.actions,
		Attempt:  e.attempt,
	})
	if err != nil {
		return fmt.Errorf("keep execution %s: %w", e.id, err)
	}
	w.Message, w.Held, w.Since = e.push.Message, text, e.run.clock.Now()
	if err := e.change(func(kept *codepipeline.Execution) {
		kept.Commit, kept.Waiting = e.exported["Source"]["CommitId"], &w
	}); err != nil {
		return err
	}
	return errWaits
}

// supersede ends the executions that wait for the stage.
func (e *execution) supersede(ctx context.Context, stage string) error {
	all, err := e.run.executions(e.pipeline.Name)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID == e.id || other.Waiting == nil || other.Waiting.Asks || other.Waiting.Stage != stage {
			continue
		}
		superseded, err := e.run.again(e.pipeline, other)
		if err != nil {
			return err
		}
		e.run.print(stage, "execution %s, which waited for the stage, is superseded", other.ID)
		if err := errors.Join(
			superseded.report(ctx, "Pipeline", "SUPERSEDED", account.Stage{}, nil, result{}),
			superseded.change(func(kept *codepipeline.Execution) { kept.Status, kept.Waiting = "Superseded", nil }),
		); err != nil {
			return err
		}
	}
	return nil
}

// again is an execution that waited.
func (r *run) again(pipeline account.Pipeline, kept codepipeline.Execution) (*execution, error) {
	var h held
	if err := json.Unmarshal(kept.Waiting.Held, &h); err != nil {
		return nil, fmt.Errorf("read execution %s: %w", kept.ID, err)
	}
	return &execution{
		run:      r,
		id:       kept.ID,
		pipeline: pipeline,
		push:     h.Push,
		exported: h.Exported,
		actions:  h.Actions,
		attempt:  h.Attempt,
		started: start{
			id:       kept.ID,
			pipeline: pipeline.Name,
			commit:   h.Commit,
			trigger:  h.Trigger,
		},
	}, nil
}

// ends keeps how the execution ended.
func (e *execution) ends(failed *FailedError) error {
	return e.change(func(kept *codepipeline.Execution) {
		kept.Status, kept.Waiting = "Succeeded", nil
		if failed != nil {
			kept.Status = "Failed"
		}
	})
}

// change changes what is kept of the execution.
func (e *execution) change(to func(*codepipeline.Execution)) error {
	all, err := e.run.executions(e.pipeline.Name)
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].ID == e.id {
			to(&all[i])
		}
	}
	return e.run.keep(e.pipeline.Name, all)
}
