package asl_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestNothingCatchesATerminalError(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		states string
		tasks  asl.Tasks
		want   string
	}{
		"a path of the parameters": {`{"A": {` + call + `, "Parameters": {"x.$": "$.x"}, "Catch": [{"ErrorEquals": ` +
			`["States.ALL"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(1), "States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"a path of the selector": {`{"A": {` + call + `, "ResultSelector": {"x.$": "$.x"}, "Catch": [{"ErrorEquals": ` +
			`["States.ALL"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(map[string]any{}), "States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"a path of the role": {`{"A": {` + call + `, "Credentials": {"RoleArn.$": "$.x"}, "Catch": [{"ErrorEquals": ` +
			`["States.ALL"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(1), "States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"a result too large": {`{"A": {` + call + `, "ResultPath": null, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": ` +
			`"B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(strings.Repeat("x", 300_000)), "States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB."},
		"a result placed into a text": {`{"A": {` + call + `, "ResultPath": "$.text.r", "Catch": ` +
			`[{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`, answer(1),
			"States.ResultPathMatchFailure: The state 'A' cannot put a result at $.text.r: what is there is no object."},
		"an output that grows too large": {`{"A": {` + call + `, "ResultPath": "$.r", "Catch": ` +
			`[{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(strings.Repeat("x", 200_000)),
			"States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB."},
		"an error of the runtime, by its name": {`{"A": {` + call + `, "Parameters": {"x.$": "$.x"}, "Retry": ` +
			`[{"ErrorEquals": ["States.Runtime"]}], "Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "B"}], ` +
			`"End": true}, "B": {"Type": "Succeed"}}`, answer(1),
			"States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"an output path of a caught task": {`{"A": {` + call + `, "OutputPath": "$.x", "Catch": ` +
			`[{"ErrorEquals": ["States.Runtime"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(map[string]any{}), "States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"a result too large, as a failed task": {`{"A": {` + call + `, "ResultPath": null, "Catch": ` +
			`[{"ErrorEquals": ["States.TaskFailed"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			answer(strings.Repeat("x", 300_000)), "States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB."},
		"a cause too large": {`{"A": {` + call + `, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": true}, ` +
			`"B": {"Type": "Succeed"}}`, failing(&asl.Error{
			Name:  "X",
			Cause: strings.Repeat("x", 300_000),
		}), "States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB."},
		"no catcher for the error": {
			`{"A": {` + call + `, "Catch": [{"ErrorEquals": ["Other"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}`,
			failing(&asl.Error{Name: "X"}),
			"X",
		},
		"attempts without end": {
			`{"A": {` + call +
				`, "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 9999, "MaxDelaySeconds": 1}], "End": true}}`,
			tasks(func(context.Context, string, string, any) (any, error) { return nil, busy() }),
			"States.Runtime: The execution has more than 25000 events.",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := machine(t, c.states).Run(context.Background(), map[string]any{"text": strings.Repeat("x", 99_999)},
				asl.Options{Tasks: c.tasks, Clock: asl.NewSkippingClock(start)})
			require.EqualError(t, err, c.want)
		})
	}
}

func TestTaskFailedMatchesEveryErrorButATimeout(t *testing.T) {
	t.Parallel()
	m := machine(t, `{"A": {`+call+`, "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1}], "End": true}}`)
	_, err := m.Run(context.Background(), nil, asl.Options{
		Tasks: failing(&asl.Error{Name: "X"}),
		Clock: asl.NewSkippingClock(start),
	})
	require.NoError(t, err)
	_, err = m.Run(context.Background(), nil, asl.Options{
		Tasks: failing(&asl.Error{Name: asl.Timeout}),
		Clock: asl.NewSkippingClock(start),
	})
	require.EqualError(t, err, "States.Timeout")
}
