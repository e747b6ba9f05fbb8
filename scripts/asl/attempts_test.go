package asl_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestEachRetrierCountsItsOwnAttempts(t *testing.T) {
	t.Parallel()
	m := machine(t, `{
		"A": {`+call+`, "Retry": [
			{"ErrorEquals": ["Busy"], "MaxAttempts": 1},
			{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2, "IntervalSeconds": 5, "BackoffRate": 1}], "End": true}}`)
	other := &asl.Error{Name: "Other"}
	cases := map[string]struct {
		fails []error
		want  string
		took  time.Duration
	}{
		"both in turn": {[]error{busy(), other, other}, "", 11 * time.Second},
		"the first is used up, and the second is not asked": {[]error{busy(), busy()}, "Busy", time.Second},
		"the second is used up":                             {[]error{other, other, other}, "Other", 10 * time.Second},
		"the first still has its own":                       {[]error{other, other, busy()}, "", 11 * time.Second},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := asl.NewSkippingClock(start)
			_, err := m.Run(context.Background(), nil, asl.Options{Tasks: failing(c.fails...), Clock: clock})
			if c.want == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, c.want)
			}
			assert.Equal(t, c.took, clock.Now().Sub(start))
		})
	}
}

func TestRetriesAreCountedInTheContextObjectAndStartAnewInTheNextState(t *testing.T) {
	t.Parallel()
	m := machine(t, `{
		"A": {`+call+`, "Parameters": {"n.$": "$$.State.RetryCount"}, "Retry": [{"ErrorEquals": ["Busy"]}], "Next": "B"},
		"B": {`+call+`, "Parameters": {"n.$": "$$.State.RetryCount"}, "End": true}}`)
	var seen []string
	_, err := m.Run(context.Background(), nil, asl.Options{
		Clock: asl.NewSkippingClock(start),
		Tasks: tasks(func(_ context.Context, _, _ string, parameters any) (any, error) {
			if seen = append(seen, encode(t, parameters)); len(seen) < 3 {
				return nil, busy()
			}
			return nil, nil
		}),
	})
	require.NoError(t, err)
	assert.Equal(t, `{"n":0} {"n":1} {"n":2} {"n":0}`, strings.Join(seen, " "))
}
