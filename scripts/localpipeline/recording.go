package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/dynamodb"
	"slipway/scripts/localaws/sqs"
	"slipway/scripts/localaws/store"
)

// actionsOf is the kind of document that a pipeline execution's actions are.
const actionsOf = "pipeline-actions"

// recording is what the recorder calls: the table, the queue for what cannot be
// written, and CodePipeline's list of actions.
type recording struct {
	tables
	// broken is the fault of the table; nil for none.
	broken error
	// kept is called with each message that was sent.
	kept func()
}

// Call performs one of the recorder's calls.
func (r recording) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	switch {
	case resource == sqs.Resource:
		return sqs.Send(r.send, parameters)
	case resource == codepipeline.Resource:
		return r.list(parameters)
	case r.broken != nil && dynamodb.Serves(resource):
		return nil, r.broken
	}
	return r.tables.Call(ctx, resource, role, parameters)
}

func (r recording) send(url, body string, attributes map[string]string) error {
	err := r.tables.kept.SendMessage(r.account, url, store.Message{Body: body, Attributes: attributes})
	if errors.Is(err, store.ErrNoQueue) {
		return sqs.ErrNoQueue
	}
	if err == nil {
		r.kept()
	}
	return err
}

func (r recording) list(parameters any) (any, error) {
	var asked struct {
		Filter struct{ PipelineExecutionID string }
	}
	text, err := json.Marshal(parameters)
	if err == nil {
		err = json.Unmarshal(text, &asked)
	}
	var actions []codepipeline.Action
	if err == nil {
		_, err = r.tables.kept.Document(r.account, actionsOf, asked.Filter.PipelineExecutionID, &actions)
	}
	if err != nil {
		return nil, err
	}
	return codepipeline.List(actions, parameters)
}

// runRecorder runs the deployed recorder once and answers its output.
func (r *run) runRecorder(ctx context.Context, arn, by string, input []byte) (any, error) {
	machine, err := r.env.View.Machine(arn, by)
	if err != nil {
		return nil, err
	}
	calls := recording{tables: r.behind(machine, nil), kept: func() { r.unwritten++ }}
	if r.fault == "history" {
		calls.broken = &asl.Error{Name: "DynamoDB.InternalServerError", Cause: "FAULT=history"}
	}
	return r.runExpress(ctx, machine, input, calls)
}

// runExpress runs a deployed machine of which nothing is kept but its log.
func (r *run) runExpress(
	ctx context.Context, machine account.Machine, input []byte, calls asl.Tasks,
) (any, error) {
	parsed, err := asl.Parse([]byte(machine.Definition))
	if err != nil {
		return nil, fmt.Errorf("read state machine %s: %w", machine.Name, err)
	}
	var event any
	if err := json.Unmarshal(input, &event); err != nil {
		return nil, fmt.Errorf("read input of %s: %w", machine.Name, err)
	}
	output, err := parsed.Run(ctx, event, asl.Options{
		Tasks:       calls,
		Clock:       asl.NewSkippingClock(r.clock.Now()), // nothing waits for it
		MachineID:   machine.Arn,
		ExecutionID: strings.Replace(machine.Arn, ":stateMachine:", ":express:", 1) + ":simulated",
	})
	if err != nil {
		return nil, fmt.Errorf("run state machine %s: %w", machine.Name, err)
	}
	return output, nil
}

// note keeps what CodePipeline lists of an action: who answered an approval is nowhere
// else.
func (e *execution) note(action account.Action, stage, state, by string) (string, error) {
	status := map[string]string{"STARTED": "InProgress", "SUCCEEDED": "Succeeded", "FAILED": "Failed"}[state]
	if state == "STARTED" {
		id, err := newID(e.run.env.Random)
		if err != nil {
			return "", err
		}
		e.actions = append(e.actions, codepipeline.Action{
			Pipeline:  e.pipeline.Name,
			Execution: e.id,
			ID:        id,
			Stage:     stage,
			Name:      action.Name,
			Category:  action.Category,
		})
	}
	last := &e.actions[len(e.actions)-1]
	last.Status, last.UpdatedBy = status, by
	return last.ID, e.run.env.View.Store.PutDocument(e.run.account, actionsOf, e.id, e.actions)
}
