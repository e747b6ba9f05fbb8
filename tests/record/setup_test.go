// Package record_test executes the recorder against a model of the services behind it:
// every kind of event, each delivered more than once, and a fault at every call.
// Whatever happens, an event is in the history, or in the queue, or the recorder fails.
package record_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/services"
	"slipway/scripts/localaws/sqs"
	"slipway/stacks/delivery/statemachines"
)

// queueURL is the queue that the recorder is rendered with.
const queueURL = "https://sqs.us-east-1.amazonaws.com/123456789012/queue-deadletters-dev"

// message is what was sent to the queue.
type message struct {
	body       string
	attributes map[string]string
}

// bench is the recorder with everything it calls.
type bench struct {
	*services.Model
	clock *asl.SkippingClock
	kept  []message
	// actions are what CodePipeline lists, from the lag-th call on.
	actions []codepipeline.Action
	lag     int
	// asked counts the calls to CodePipeline.
	asked int
	// fails are errors for the calls to a resource, one for each call until none is left.
	fails map[string][]error
	// output and took are of the last execution.
	output any
	took   time.Duration
}

func newBench() *bench {
	clock := asl.NewSkippingClock(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	return &bench{
		Model: &services.Model{Clock: clock},
		clock: clock,
		fails: map[string][]error{},
	}
}

const putItem = "arn:aws:states:::dynamodb:putItem"

// Call is asl.Tasks.
func (b *bench) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	if left := b.fails[resource]; len(left) > 0 {
		b.fails[resource] = left[1:]
		var hangs hung
		if errors.As(left[0], &hangs) {
			_ = b.clock.Sleep(ctx, hangs.time)
			return nil, &asl.Error{Name: "States.Timeout"}
		}
		return nil, left[0]
	}
	switch resource {
	case sqs.Resource:
		return sqs.Send(func(url, body string, attributes map[string]string) error {
			if url != queueURL {
				return sqs.ErrNoQueue
			}
			b.kept = append(b.kept, message{body, attributes})
			return nil
		}, parameters)
	case codepipeline.Resource:
		if b.asked++; b.asked <= b.lag {
			return codepipeline.List(nil, parameters)
		}
		return codepipeline.List(b.actions, parameters)
	}
	return b.Model.Call(ctx, resource, role, parameters)
}

// record runs the recorder on an input.
func (b *bench) record(t *testing.T, text string) error {
	t.Helper()
	rendered, err := statemachines.Recorder(statemachines.RecorderSettings{
		Environment:      "dev",
		HistoryTableName: "table-deployments-dev",
		DeadLetterURL:    queueURL,
	})
	require.NoError(t, err)
	machine, err := asl.Parse(rendered)
	require.NoError(t, err)
	var input any
	require.NoError(t, json.Unmarshal([]byte(text), &input))
	begun := b.clock.Now()
	output, err := machine.Run(t.Context(), input, asl.Options{
		Tasks:       b,
		Clock:       b.clock,
		ExecutionID: "arn:aws:states:us-east-1:123456789012:express:sfn-recorder-dev:one",
	})
	b.output, b.took = output, b.clock.Now().Sub(begun)
	return err
}

// hung is a call that is not answered until its state's time is over.
type hung struct{ time time.Duration }

func (hung) Error() string { return "no answer" }

// left are the resources whose faults did not all happen.
func left(b *bench) []string {
	var all []string
	for resource, faults := range b.fails {
		if len(faults) > 0 {
			all = append(all, resource)
		}
	}
	return all
}

// again are as many of an error.
func again(times int, err error) []error {
	all := make([]error, times)
	for i := range all {
		all[i] = err
	}
	return all
}
