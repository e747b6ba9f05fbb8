package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/events"
	"slipway/scripts/localaws/sqs"
)

// starting is what the machine that starts pipelines calls: CodePipeline, and the queue
// for starts that cannot be made.
type starting struct {
	recording
	run *run
	by  string // ARN of the machine's role, as it calls
}

// runStarter runs the deployed machine that starts pipelines.
func (r *run) runStarter(ctx context.Context, arn, by string, input []byte) (any, error) {
	machine, err := r.env.View.Machine(arn, by)
	if err != nil {
		return nil, err
	}
	if owner := account.OwnerOf(arn); owner != r.account {
		return r.startThere(ctx, owner, arn, by, input)
	}
	var asked struct{ Bus string } // of the rules, instead of a start
	if err := json.Unmarshal(input, &asked); err != nil {
		return nil, fmt.Errorf("read what %s is started with: %w", machine.Name, err)
	}
	calls := recording{tables: r.behind(machine, nil), kept: func() {
		if asked.Bus != "" {
			r.untaken = true
			return
		}
		r.unstarted++
	}}
	return r.runExpress(ctx, machine, input, starting{
		recording: calls,
		run:       r,
		by:        sessionOf(machine),
	})
}

// startThere runs the starter of another account, whose pipelines are there as well.
func (r *run) startThere(ctx context.Context, owner, arn, by string, input []byte) (any, error) {
	there := *r
	there.account, there.unstarted = owner, 0
	output, err := there.runStarter(ctx, arn, by, input)
	r.starts, r.known = there.starts, there.known
	return output, err
}

// Call performs one of the machine's calls.
func (s starting) Call(_ context.Context, resource, role string, parameters any) (any, error) {
	if events.Lists(resource) {
		return events.List(s.run.env.View, s.run.account, resource, parameters)
	}
	switch resource {
	case sqs.Resource:
		return sqs.Send(s.send, parameters)
	case codepipeline.ExecutionsResource:
		p, _ := parameters.(map[string]any)
		name, _ := p["PipelineName"].(string)
		all, err := s.run.executions(name)
		if err != nil {
			return nil, err
		}
		return codepipeline.Executions(all, parameters)
	case codepipeline.StartResource:
		if s.run.fault == "start" {
			return nil, &asl.Error{Name: codepipeline.TooMany, Cause: "FAULT=start"}
		}
		asked, err := codepipeline.StartOf(parameters)
		if err != nil {
			return nil, err
		}
		id, err := s.run.begins(asked, s.by)
		return map[string]any{"PipelineExecutionId": id}, err
	}
	return nil, fmt.Errorf("the simulated pipeline has no %s here", resource)
}

// executions are those of a pipeline, the oldest first.
func (r *run) executions(pipeline string) (all []codepipeline.Execution, err error) {
	if _, err := r.env.View.Pipeline(r.account, pipeline); err != nil {
		return nil, &asl.Error{Name: "CodePipeline.PipelineNotFoundException", Cause: err.Error()}
	}
	_, err = r.env.View.Store.Document(r.account, codepipeline.Kind, pipeline, &all)
	return all, err
}

// begins has an execution begin, unless one was asked for with the same token: then it is
// that one.
func (r *run) begins(asked codepipeline.Start, by string) (string, error) {
	all, err := r.executions(asked.Pipeline)
	if err != nil {
		return "", err
	}
	if i := slices.IndexFunc(all, func(e codepipeline.Execution) bool {
		return e.Token != "" && e.Token == asked.Token
	}); i >= 0 {
		r.known = all[i].ID
		return r.known, nil
	}
	return r.enters(asked, trigger{"StartPipelineExecution", by})
}

// enters adds an execution to those of the pipeline.
func (r *run) enters(asked codepipeline.Start, by trigger) (string, error) {
	all, err := r.executions(asked.Pipeline)
	if err != nil {
		return "", err
	}
	pipeline, err := r.env.View.Pipeline(r.account, asked.Pipeline)
	if err != nil {
		return "", err
	}
	if err := codepipeline.Admit(all, pipeline.ExecutionMode); err != nil {
		return "", err
	}
	id, err := newID(r.env.Random)
	if err != nil {
		return "", err
	}
	r.starts = append(r.starts, start{
		id:        id,
		pipeline:  asked.Pipeline,
		commit:    asked.Commit,
		trigger:   by,
		variables: asked.Variables,
	})
	return id, r.keep(asked.Pipeline, append(all, codepipeline.Execution{
		ID:      id,
		Token:   asked.Token,
		Commit:  asked.Commit,
		By:      by.Detail,
		Started: r.clock.Now(),
		Status:  codepipeline.InProgress,
	}))
}

// keep keeps the executions of a pipeline.
func (r *run) keep(pipeline string, all []codepipeline.Execution) error {
	return r.env.View.Store.PutDocument(r.account, codepipeline.Kind, pipeline, all)
}
