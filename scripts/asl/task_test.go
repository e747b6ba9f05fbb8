package asl_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// caught is a task that goes on after any error, with what was caught.
const caught = `{
	"A": {` + call + `, "TimeoutSeconds": 30, "End": true,
		"Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 3, "MaxDelaySeconds": 10}],
		"Catch": [
			{"ErrorEquals": ["Mine"], "ResultPath": null, "Next": "B"},
			{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "B"}
		]},
	"B": {"Type": "Pass", "End": true}}`

func busy() error { return &asl.Error{Name: "Busy"} }

func TestATaskIsRetriedThenCaught(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		tasks asl.Tasks
		want  string
		took  time.Duration
	}{
		"success":    {failing(), `"done"`, 0},
		"busy twice": {failing(busy(), busy()), `"done"`, 8 * time.Second},
		"busy too often": {failing(busy(), busy(), busy(), busy()),
			`{"a":1,"e":{"Cause":"","Error":"Busy"}}`, 18 * time.Second},
		"an error with a name": {failing(&asl.Error{
			Name:  "X",
			Cause: "why",
		}), `{"a":1,"e":{"Cause":"why","Error":"X"}}`, 0},
		"an error the catcher drops": {failing(&asl.Error{Name: "Mine"}), `{"a":1}`, 0},
		"an error without a name": {failing(errors.New("broken")),
			`{"a":1,"e":{"Cause":"broken","Error":"States.TaskFailed"}}`, 0},
		"a wrapped error with a name": {failing(errors.Join(&asl.Error{Name: "X"})),
			`{"a":1,"e":{"Cause":"","Error":"X"}}`, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := asl.NewSkippingClock(start)
			got, err := machine(t, caught).Run(context.Background(), map[string]any{"a": 1}, asl.Options{
				Tasks: c.tasks,
				Clock: clock,
			})
			require.NoError(t, err)
			assert.Equal(t, c.want, encode(t, got))
			assert.Equal(t, c.took, clock.Now().Sub(start))
		})
	}
}

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

func TestATaskIsGivenItsParametersItsRoleAndItsTime(t *testing.T) {
	t.Parallel()
	m := machine(t,
		`{"A": {`+call+`, "TimeoutSeconds": 1, "Credentials": {"RoleArn": "arn:aws:iam::1:role/r"}, "Parameters": `+
			`{"Name.$": "$.n"}, "End": true}}`)
	_, err := m.Run(context.Background(), map[string]any{"n": "live"}, asl.Options{
		Tasks: tasks(func(ctx context.Context, resource, role string, parameters any) (any, error) {
			assert.Equal(t, "arn:aws:states:::aws-sdk:lambda:getAlias", resource)
			assert.Equal(t, "arn:aws:iam::1:role/r", role)
			assert.Equal(t, map[string]any{"Name": "live"}, parameters)
			<-ctx.Done()
			return nil, ctx.Err()
		}),
	})
	require.EqualError(t, err, "States.Timeout")
}

func TestAnExecutionStopsWhereItIsWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	m := machine(t, caught)
	_, err := m.Run(ctx, nil, asl.Options{Tasks: tasks(func(context.Context, string, string, any) (any, error) {
		cancel()
		return nil, errors.New("torn off")
	})})
	require.EqualError(t, err, "stop in state A: context canceled")

	_, err = m.Run(ctx, nil, asl.Options{Tasks: failing()})
	require.EqualError(t, err, "stop before state A: context canceled")
	require.ErrorIs(t, err, context.Canceled)
}

func TestAWaitOrARetryIsCutShortWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	for name, states := range map[string]string{
		"a wait":  `{"A": {"Type": "Wait", "Seconds": 3600, "End": true}}`,
		"a retry": `{"A": {` + call + `, "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3600}], "End": true}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(context.Background())
			_, err := machine(t, states).Run(ctx, nil, asl.Options{Tasks: failing(busy()), Observe: func(e asl.Event) {
				if e.Kind == asl.Waiting || e.Kind == asl.Retrying {
					cancel()
				}
			}})
			require.ErrorIs(t, err, context.Canceled)
		})
	}
}

func TestJitterShortensADelay(t *testing.T) {
	t.Parallel()
	m := machine(t,
		`{"A": {`+call+
			`, "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "JitterStrategy": "FULL"}], "End": true}}`)
	waits := map[time.Duration]bool{}
	for number := range uint64(20) {
		clock := asl.NewSkippingClock(start)
		_, err := m.Run(context.Background(), nil, asl.Options{
			Tasks:  failing(busy()),
			Clock:  clock,
			Random: rand.New(rand.NewPCG(1, number)),
		})
		require.NoError(t, err)
		took := clock.Now().Sub(start)
		assert.LessOrEqual(t, took, 100*time.Second)
		waits[took] = true
	}
	assert.Greater(t, len(waits), 10)
}
