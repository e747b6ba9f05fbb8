package localpipeline

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localpipeline/github"
)

// execution is one run of the pipeline.
type execution struct {
	run      *run
	id       string
	pipeline account.Pipeline
	started  start
	push     github.Push
	exported variables
	actions  []codepipeline.Action // as CodePipeline lists them, the oldest first
	source   string                // folder of the source artifact
	scratch  string
	// answer is what was said to the approval that it waited for; nil if nothing was.
	answer *answer
	// asked says that the approval that it goes on with has begun.
	asked bool
	// attempt counts the tries of the execution, from 1; retried are when its stages were
	// tried again.
	attempt int
	retried map[string]time.Time
}

type answer struct {
	approve bool
	summary string
	by      string // ARN of who gave it
}

// result is how an action ended, as CodePipeline reports it.
type result struct {
	exported map[string]string
	id       string // the external execution's: a commit, a build, a state machine's execution
	summary  string
	by       string // ARN of who decided it; empty for CodePipeline itself
	failed   bool
	at       int // which action of the stage failed
}

func newID(random io.Reader) (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make execution id: %w", err)
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	t := hex.EncodeToString(b)
	return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:], nil
}

// execute runs the stages in the order the deployed pipeline has them.
func (r *run) execute(ctx context.Context, pipeline account.Pipeline, s start, push github.Push) error {
	e := &execution{
		run:      r,
		id:       s.id,
		pipeline: pipeline,
		started:  s,
		attempt:  1,
		push:     push,
		exported: variables{"codepipeline": {"PipelineExecutionId": s.id}, "variables": s.given(pipeline)},
	}
	r.print("Pipeline", "%s starts, execution %s", pipeline.Name, s.id)
	if err := e.report(ctx, "Pipeline", "STARTED", account.Stage{}, nil, result{}); err != nil {
		return err
	}
	return e.goOn(ctx, pipeline.Stages)
}

// goOn takes the execution through stages, to its end or to where it waits.
func (e *execution) goOn(ctx context.Context, stages []account.Stage) error {
	scratch, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	e.scratch = scratch
	err = e.runStages(ctx, stages)
	if errors.Is(err, errWaits) {
		return e.run.missing()
	}
	var failed *FailedError
	if err != nil && !errors.As(err, &failed) {
		return err
	}
	e.run.message = e.push.Message
	return errors.Join(e.ends(failed), e.finish(ctx, failed), e.run.promote(ctx), err)
}

func (e *execution) runStages(ctx context.Context, stages []account.Stage) error {
	for _, stage := range stages {
		if why, err := e.keptOut(stage); err != nil {
			return err
		} else if why != "" {
			return e.waitFor(ctx, stage, why)
		}
		ended, err := e.tries(ctx, stage)
		if err != nil {
			return err
		}
		if ended.failed {
			return &FailedError{
				Pipeline: e.pipeline.Name,
				Stage:    stage.Name,
				Reason:   ended.summary,
			}
		}
	}
	return e.report(ctx, "Pipeline", "SUCCEEDED", account.Stage{}, nil, result{})
}

// stage runs the actions of one stage, from one of them on; it begins by a state of its own.
func (e *execution) stage(ctx context.Context, stage account.Stage, from int, begins string) (result, error) {
	if !e.asked {
		if err := e.report(ctx, "Stage", begins, stage, nil, result{}); err != nil {
			return result{}, err
		}
	}
	for i, action := range stage.Actions[from:] {
		if !e.asked {
			e.run.asks = e
			if err := e.report(ctx, "Action", "STARTED", stage, &action, result{}); err != nil {
				return result{}, err
			}
		}
		e.asked = false
		ended, err := e.act(ctx, stage, action)
		if errors.Is(err, errWaits) {
			return result{}, err
		}
		if err != nil {
			return result{}, fmt.Errorf("%s: %w", stage.Name, err)
		}
		state := "SUCCEEDED"
		if ended.failed {
			state = "FAILED"
		}
		if err := e.report(ctx, "Action", state, stage, &action, ended); err != nil {
			return result{}, err
		}
		if ended.failed {
			ended.at = from + i
			return ended, e.report(ctx, "Stage", state, stage, nil, ended)
		}
		if action.Namespace != "" {
			e.exported[action.Namespace] = ended.exported
		}
	}
	return result{}, e.report(ctx, "Stage", "SUCCEEDED", stage, nil, result{})
}

// act does what the action's provider does, with its configuration resolved.
func (e *execution) act(ctx context.Context, stage account.Stage, action account.Action) (result, error) {
	configuration := map[string]string{}
	for key, value := range action.Configuration {
		resolved, err := e.exported.resolve(value)
		if err != nil {
			return result{failed: true, summary: err.Error()}, nil
		}
		configuration[key] = resolved
	}
	switch action.Provider {
	case "CodeStarSourceConnection":
		return e.fetch(ctx, stage, configuration)
	case "CodeBuild":
		return e.build(ctx, stage, configuration)
	case "Manual":
		return e.approve(ctx, stage, configuration)
	case "StepFunctions":
		return e.release(ctx, stage, configuration)
	}
	return result{}, fmt.Errorf("the simulated pipeline has no action of provider %s", action.Provider)
}
