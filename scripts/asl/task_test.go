package asl_test

import (
	"context"
	"errors"
	"math/rand/v2"
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
