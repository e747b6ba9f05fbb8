package asl_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestTheObserverIsToldEachStepInOrder(t *testing.T) {
	t.Parallel()
	m := machine(t, `{
		"A": {`+call+
		`, "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1}],
		"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": true},
		"B": {"Type": "Wait", "Seconds": 5, "Next": "C"},
		"C": {"Type": "Fail", "Error": "E", "Cause": "c"}}`)
	var events []asl.Event
	clock := asl.NewSkippingClock(start)
	slept := time.Duration(0)
	clock.OnSleep = func(d time.Duration) { slept += d }
	_, err := m.Run(context.Background(), nil, asl.Options{
		Tasks:   failing(busy(), busy()),
		Clock:   clock,
		Observe: func(e asl.Event) { events = append(events, e) },
	})
	require.EqualError(t, err, "E: c")
	busy := &asl.Error{Name: "Busy"}
	second := func(n int) time.Time { return start.Add(time.Duration(n) * time.Second) }
	assert.Equal(t, []asl.Event{
		{
			At:    start,
			Kind:  asl.Entered,
			State: "A",
			Type:  "Task",
		},
		{
			At:      start,
			Kind:    asl.Retrying,
			State:   "A",
			Type:    "Task",
			Attempt: 1,
			Wait:    time.Second,
			Error:   busy,
		},
		{
			At:      second(1),
			Kind:    asl.Caught,
			State:   "A",
			Type:    "Task",
			Attempt: 2,
			Next:    "B",
			Error:   busy,
		},
		{
			At:    second(1),
			Kind:  asl.Entered,
			State: "B",
			Type:  "Wait",
		},
		{
			At:    second(1),
			Kind:  asl.Waiting,
			State: "B",
			Type:  "Wait",
			Wait:  5 * time.Second,
		},
		{
			At:    second(6),
			Kind:  asl.Entered,
			State: "C",
			Type:  "Fail",
		},
		{
			At:    second(6),
			Kind:  asl.Failed,
			State: "C",
			Type:  "Fail",
			Error: &asl.Error{
				Name:  "E",
				Cause: "c",
			},
		},
	}, events)
	assert.Equal(t, 6*time.Second, slept)
}

func TestTheObserverIsToldOfTheEnd(t *testing.T) {
	t.Parallel()
	var last asl.Event
	_, err := machine(t, `{"A": {"Type": "Succeed"}}`).Run(context.Background(), nil, asl.Options{
		Clock: asl.NewSkippingClock(start), Observe: func(e asl.Event) { last = e },
	})
	require.NoError(t, err)
	assert.Equal(t, asl.Event{
		At:    start,
		Kind:  asl.Succeeded,
		State: "A",
		Type:  "Succeed",
	}, last)
}

func TestTheSystemClockWaits(t *testing.T) {
	t.Parallel()
	clock := asl.SystemClock{}
	before := clock.Now()
	require.NoError(t, clock.Sleep(context.Background(), time.Millisecond))
	assert.True(t, clock.Now().After(before))
}

func TestASkippingClockObeysItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	clock := asl.NewSkippingClock(start)
	require.ErrorIs(t, clock.Sleep(ctx, time.Hour), context.Canceled)
	assert.Equal(t, start, clock.Now())
}
