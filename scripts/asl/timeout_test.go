package asl_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

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
