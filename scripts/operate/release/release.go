// Package release finds the image that a person wants in production, starts the
// service's release machine on it, and follows the machine to its end.
//
// What must not be here: how an image gets production. That is the machine's.
package release

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// Input is what makes a release machine put a version back (package statemachines).
func Input(deployment, actor string, to Image) map[string]any {
	input := map[string]any{"deploymentId": deployment, "rollbackTo": to.Version, "actor": actor}
	if to.Commit != "" {
		input["commit"] = to.Commit
	}
	return input
}

// ForwardInput is what makes a release machine release an image, on purpose if a reason is
// given to override what stands against it.
func ForwardInput(deployment, actor, override string, image Image) map[string]any {
	input := map[string]any{
		"deploymentId": deployment,
		"commit":       image.Commit,
		"digest":       image.Digest,
		"actor":        actor,
	}
	if override != "" {
		input["override"] = override
	}
	return input
}

// SettingsInput is what makes a release machine release the settings that no traffic reaches
// yet, with the image that is live.
func SettingsInput(deployment, actor, override string, live Image) map[string]any {
	input := ForwardInput(deployment, actor, override, live)
	input["settings"] = "yes"
	return input
}

// Machines is the part of the Step Functions API that is used here.
type Machines interface {
	StartExecution(context.Context, *sfn.StartExecutionInput, ...func(*sfn.Options)) (*sfn.StartExecutionOutput, error)
	DescribeExecution(
		context.Context, *sfn.DescribeExecutionInput, ...func(*sfn.Options),
	) (*sfn.DescribeExecutionOutput, error)
	GetExecutionHistory(
		context.Context, *sfn.GetExecutionHistoryInput, ...func(*sfn.Options),
	) (*sfn.GetExecutionHistoryOutput, error)
}

// Execution is one execution of a release machine that a person starts.
type Execution struct {
	API Machines
	// Machine is the release machine's ARN, Name the execution's.
	Machine, Name string
	Input         map[string]any
	// Tell hears each state that is entered.
	Print func(format string, args ...any)
	// Wait lets time pass between two requests; it ends early with the context.
	Wait func(context.Context, time.Duration) error
}

// every is the time between two requests.
const every = 3 * time.Second

// FailedError is an execution that did not do what was asked.
type FailedError struct{ Execution, Status, Reason string }

// Error says how it ended.
func (e *FailedError) Error() string {
	return fmt.Sprintf("%s ended as %s: %s", e.Execution, e.Status, e.Reason)
}

// Run starts the machine and waits for its end. When the context ends first the
// execution goes on, and the error says where.
func (r Execution) Run(ctx context.Context) error {
	input, err := json.Marshal(r.Input)
	if err != nil {
		return fmt.Errorf("encode input of %s: %w", nameOf(r.Machine), err)
	}
	started, err := r.API.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: &r.Machine,
		Name:            &r.Name,
		Input:           aws.String(string(input)),
	})
	if err != nil {
		return fmt.Errorf("start %s: %w", nameOf(r.Machine), err)
	}
	execution := aws.ToString(started.ExecutionArn)
	r.Print("%s runs as %s", nameOf(r.Machine), r.Name)
	seen := int64(0)
	for {
		state, err := r.API.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &execution})
		if err == nil {
			err = r.follow(ctx, execution, &seen)
		}
		if err == nil && state.Status == types.ExecutionStatusRunning {
			if err = r.Wait(ctx, every); err == nil {
				continue
			}
		}
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("stopped following %s, which goes on: %w", execution, ctx.Err())
		case err != nil:
			return fmt.Errorf("follow %s: %w", execution, err)
		case state.Status == types.ExecutionStatusSucceeded:
			return nil
		}
		return &FailedError{
			Execution: nameOf(r.Machine),
			Status:    string(state.Status),
			Reason:    aws.ToString(state.Error) + ": " + aws.ToString(state.Cause),
		}
	}
}

// follow prints the states entered since the last request.
func (r Execution) follow(ctx context.Context, execution string, seen *int64) error {
	input := &sfn.GetExecutionHistoryInput{ExecutionArn: &execution, IncludeExecutionData: aws.Bool(false)}
	for {
		out, err := r.API.GetExecutionHistory(ctx, input)
		if err != nil {
			return err
		}
		for _, event := range out.Events {
			if event.Id <= *seen {
				continue
			}
			*seen = event.Id
			if entered := event.StateEnteredEventDetails; entered != nil &&
				event.Type == types.HistoryEventTypeTaskStateEntered {
				r.Print("%s", aws.ToString(entered.Name))
			}
		}
		if input.NextToken = out.NextToken; out.NextToken == nil {
			return nil
		}
	}
}

func nameOf(arn string) string { return arn[strings.LastIndex(arn, ":")+1:] }
