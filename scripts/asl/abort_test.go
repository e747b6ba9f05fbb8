package asl_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// chain is a task that can be retried and caught, a wait and a task.
const chain = `{
	"A": {` + call + `, "ResultPath": "$.a", "Next": "B", "Retry": [{"ErrorEquals": ["Busy"]}],
		"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]},
	"B": {"Type": "Wait", "Seconds": 10, "Next": "C"},
	"C": {` + call + `, "ResultPath": "$.c", "End": true}}`

// counting counts the calls that a service did, and hands them on.
func counting(calls *int, service asl.Tasks) tasks {
	return func(ctx context.Context, resource, role string, parameters any) (any, error) {
		*calls++
		return service.Call(ctx, resource, role, parameters)
	}
}

func TestAnExecutionCanBeAbortedAtEachPoint(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		at    asl.Point
		tasks asl.Tasks
		calls int
		input string
	}{
		"before the first state": {asl.Point{State: "A", Moment: asl.BeforeState}, answer(1), 0, `{}`},
		"after a call":           {asl.Point{State: "A", Moment: asl.AfterCall}, answer(1), 1, `{}`},
		"after a call that failed, past its catcher": {
			asl.Point{
				State:  "A",
				Moment: asl.AfterCall,
			}, always(&asl.Error{Name: "X"}), 1, `{}`,
		},
		"before a retry":    {asl.Point{State: "A", Moment: asl.InWait}, failing(busy()), 1, `{}`},
		"before a wait":     {asl.Point{State: "B", Moment: asl.BeforeState}, answer(1), 1, `{"a":1}`},
		"in a wait":         {asl.Point{State: "B", Moment: asl.InWait}, answer(1), 1, `{"a":1}`},
		"before a task":     {asl.Point{State: "C", Moment: asl.BeforeState}, answer(1), 1, `{"a":1}`},
		"after a last call": {asl.Point{State: "C", Moment: asl.AfterCall}, answer(1), 2, `{"a":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls, last := 0, asl.Event{}
			e := machine(t, chain).Execution(map[string]any{}, asl.Options{
				Tasks:   counting(&calls, c.tasks),
				Clock:   asl.NewSkippingClock(start),
				Abort:   func(p asl.Point) bool { return p == c.at },
				Observe: func(e asl.Event) { last = e },
			})
			_, err := e.Run(context.Background())
			require.ErrorIs(t, err, asl.ErrAborted)
			require.EqualError(t, err, "execution aborted in state "+c.at.State)
			assert.Equal(t, c.calls, calls)
			assert.Equal(t, asl.Aborted, last.Kind)
			assert.Equal(t, asl.StatusAborted, e.Ended().Status)
			assert.Equal(t, c.at.State, e.Ended().State)
			assert.Equal(t, c.input, encode(t, e.Ended().Input))
		})
	}
}
