package asl_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestARedriveGoesOnWhereTheExecutionEnded(t *testing.T) {
	t.Parallel()
	calls := 0
	clock := asl.NewSkippingClock(start)
	e := machine(t, chain).Execution(map[string]any{"n": 1}, asl.Options{
		Tasks: counting(&calls, answer(1)),
		Clock: clock,
		Abort: func(p asl.Point) bool {
			return p == asl.Point{
				State:  "C",
				Moment: asl.AfterCall,
			}
		},
	})
	_, err := e.Run(context.Background())
	require.ErrorIs(t, err, asl.ErrAborted)
	e.Abort = nil
	got, err := e.Redrive(context.Background())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"n": 1, "a": 1, "c": 1}, got)
	assert.Equal(t, 3, calls, "the call whose answer was lost is made again, no other")
	assert.Equal(t, start.Add(10*time.Second), clock.Now(), "the wait is over")
	assert.Equal(t, asl.StatusSucceeded, e.Ended().Status)
}

func TestARedriveCountsRetriesAndTimeAnew(t *testing.T) {
	t.Parallel()
	m, err := asl.Parse([]byte(`{"StartAt": "A", "TimeoutSeconds": 10, "States": {
		"A": {` + call + `, "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 4, "MaxAttempts": 1}], "Next": "B"},
		"B": {"Type": "Pass", "End": true, "Parameters": {"count.$": "$$.Execution.RedriveCount",
			"redriven.$": "$$.Execution.RedriveTime", "started.$": "$$.Execution.StartTime"}}}}`))
	require.NoError(t, err)
	clock := asl.NewSkippingClock(start)
	e := m.Execution(nil, asl.Options{Tasks: failing(busy(), busy(), busy(), busy(), busy()), Clock: clock})
	_, err = e.Run(context.Background())
	require.EqualError(t, err, "Busy")
	assert.Equal(t, asl.StatusFailed, e.Ended().Status)
	require.NoError(t, clock.Sleep(context.Background(), time.Hour))
	_, err = e.Redrive(context.Background())
	require.EqualError(t, err, "Busy")
	got, err := e.Redrive(context.Background())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{
		"count":    2,
		"redriven": "2026-03-01T13:00:08.000Z",
		"started":  "2026-03-01T12:00:00.000Z",
	}, got)
}

func TestARedriveIsRejectedWhereAWSRejectsIt(t *testing.T) {
	t.Parallel()
	clock := asl.NewSkippingClock(start)
	none := asl.Options{Tasks: always(busy()), Clock: clock}
	once := machine(t, `{"A": {`+call+`, "End": true}}`).Execution(nil, none)
	_, err := once.Redrive(context.Background())
	require.EqualError(t, err, "redrive execution: it has not ended")
	_, err = once.Run(context.Background())
	require.EqualError(t, err, "Busy")
	_, err = once.Run(context.Background())
	require.EqualError(t, err, "run execution: it has started already; Redrive continues one that ended")

	done := machine(t, `{"A": {"Type": "Succeed"}}`).Execution(nil, none)
	_, err = done.Run(context.Background())
	require.NoError(t, err)
	_, err = done.Redrive(context.Background())
	require.EqualError(t, err, "redrive execution: it has succeeded")

	full := machine(t, `{"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Default": "A", "Choices": `+
		`[{"Variable": "$", "IsString": true, "Next": "C"}]}, "C": {"Type": "Succeed"}}`).Execution(nil, none)
	_, err = full.Run(context.Background())
	require.EqualError(t, err, "States.Runtime: The execution has more than 25000 events.")
	_, err = full.Redrive(context.Background())
	require.EqualError(t, err, "redrive execution: it has 25002 events, and only fewer than 24999 allow it")

	require.NoError(t, clock.Sleep(context.Background(), 14*24*time.Hour+time.Second))
	_, err = once.Redrive(context.Background())
	require.EqualError(t, err, "redrive execution: it ended more than 14 days ago")
}
