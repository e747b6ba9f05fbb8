package asl_test

import (
	"context"
	"testing"
	"time"

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

func TestADefinitionsTimeoutEndsTheExecution(t *testing.T) {
	t.Parallel()
	clock := asl.NewSkippingClock(start)
	slow := tasks(func(ctx context.Context, _, _ string, _ any) (any, error) {
		return nil, clock.Sleep(ctx, 20*time.Second)
	})
	for name, c := range map[string]struct {
		states string
		state  string
		tasks  asl.Tasks
		took   time.Duration
	}{
		"in a wait": {`{"A": {"Type": "Wait", "Seconds": 60, "End": true}}`,
			"A", nil, 15 * time.Second},
		"in a call, whose answer is lost": {chain, "A", slow, 20 * time.Second},
		"before a retry": {
			`{"A": {` + call + `, "End": true, "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60}]}}`,
			"A", always(busy()), 15 * time.Second,
		},
		"in a later state": {
			`{"A": {"Type": "Wait", "Seconds": 10, "Next": "B"}, "B": {"Type": "Wait", "Seconds": 5, "End": true}}`,
			"B", nil, 15 * time.Second,
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := asl.Parse([]byte(`{"StartAt": "A", "TimeoutSeconds": 15, "States": ` + c.states + `}`))
			require.NoError(t, err)
			began, last := clock.Now(), asl.Event{}
			e := m.Execution(map[string]any{}, asl.Options{
				Tasks:   c.tasks,
				Clock:   clock,
				Observe: func(e asl.Event) { last = e },
			})
			_, err = e.Run(context.Background())
			require.ErrorIs(t, err, asl.ErrTimedOut)
			require.EqualError(t, err, "execution timed out in state "+c.state+": States.Timeout")
			var named *asl.Error
			require.ErrorAs(t, err, &named)
			assert.Equal(t, c.took, clock.Now().Sub(began))
			assert.Equal(t, asl.TimedOut, last.Kind)
			assert.Equal(t, asl.StatusTimedOut, e.Ended().Status)
		})
	}
}

func TestATimeoutIsNotForAnExecutionThatIsFaster(t *testing.T) {
	t.Parallel()
	m, err := asl.Parse([]byte(`{"StartAt": "A", "TimeoutSeconds": 11, "States": ` + chain + `}`))
	require.NoError(t, err)
	e := m.Execution(map[string]any{}, asl.Options{Tasks: answer(1), Clock: asl.NewSkippingClock(start)})
	got, err := e.Run(context.Background())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"a": 1, "c": 1}, got)
	assert.Equal(t, asl.Ended{
		Status: asl.StatusSucceeded,
		State:  "C",
		Input:  map[string]any{"a": 1},
		At:     start.Add(10 * time.Second),
	}, e.Ended())
}

func TestATaskThatTakesTooLongByTheClockHasTimedOut(t *testing.T) {
	t.Parallel()
	m := machine(t, `{"A": {`+call+`, "TimeoutSeconds": 5, "End": true}}`)
	for took, want := range map[time.Duration]string{5 * time.Second: "", 6 * time.Second: "States.Timeout"} {
		clock := asl.NewSkippingClock(start)
		_, err := m.Run(context.Background(), nil, asl.Options{
			Clock: clock,
			Tasks: tasks(func(ctx context.Context, _, _ string, _ any) (any, error) { return 1, clock.Sleep(ctx, took) }),
		})
		if want == "" {
			require.NoError(t, err)
			continue
		}
		require.EqualError(t, err, want)
		require.NotErrorIs(t, err, asl.ErrTimedOut)
	}
}

func TestASleepIsCutShortByTheContextBeforeTheTimeout(t *testing.T) {
	t.Parallel()
	m, err := asl.Parse([]byte(
		`{"StartAt": "A", "TimeoutSeconds": 5, "States": {"A": {"Type": "Wait", "Seconds": 9, "End": true}}}`))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	e := m.Execution(nil, asl.Options{Clock: asl.NewSkippingClock(start), Observe: func(asl.Event) { cancel() }})
	_, err = e.Run(ctx)
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, asl.StatusAborted, e.Ended().Status)
}
