package asl_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// waits are the delays before each retry of a task that stays busy until its retrier
// gives up, and how often it was called.
func waits(t *testing.T, retrier string, random *rand.Rand) ([]time.Duration, int) {
	t.Helper()
	m := machine(t, `{"A": {`+call+`, "Retry": [{"ErrorEquals": ["Busy"]`+retrier+`}], "End": true}}`)
	var delays []time.Duration
	calls := 0
	_, err := m.Run(context.Background(), nil, asl.Options{
		Tasks: tasks(func(context.Context, string, string, any) (any, error) {
			calls++
			return nil, busy()
		}),
		Clock:  asl.NewSkippingClock(start),
		Random: random,
		Observe: func(e asl.Event) {
			if e.Kind == asl.Retrying {
				delays = append(delays, e.Wait)
			}
		},
	})
	require.EqualError(t, err, "Busy")
	return delays, calls
}

func TestADelayGrowsByItsRate(t *testing.T) {
	t.Parallel()
	second := time.Second
	cases := map[string]struct {
		retrier string
		want    []time.Duration
	}{
		"the defaults: a second, doubled, three attempts": {``, []time.Duration{second, 2 * second, 4 * second}},
		"a rate of one stays":                             {`, "BackoffRate": 1`, []time.Duration{second, second, second}},
		"a rate between whole numbers": {
			`, "BackoffRate": 1.5`,
			[]time.Duration{second, 1500 * time.Millisecond, 2250 * time.Millisecond},
		},
		"an interval": {
			`, "IntervalSeconds": 10, "MaxAttempts": 2`,
			[]time.Duration{10 * second, 20 * second},
		},
		"a bound": {
			`, "IntervalSeconds": 3, "MaxDelaySeconds": 5`,
			[]time.Duration{3 * second, 5 * second, 5 * second},
		},
		"a bound below the interval": {
			`, "IntervalSeconds": 9, "MaxDelaySeconds": 5, "MaxAttempts": 1`,
			[]time.Duration{5 * second},
		},
		"no attempts":                {`, "MaxAttempts": 0`, nil},
		"jitter without a generator": {`, "JitterStrategy": "FULL", "MaxAttempts": 1`, []time.Duration{second}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, calls := waits(t, c.retrier, nil)
			assert.Equal(t, c.want, got)
			assert.Equal(t, len(c.want)+1, calls)
		})
	}
}

// A delay that no number holds must not come out negative: it would pass its bound.
func TestADelayThatOutgrowsEveryNumberStaysAtItsBound(t *testing.T) {
	t.Parallel()
	got, _ := waits(t, `, "BackoffRate": 1000, "MaxAttempts": 200, "MaxDelaySeconds": 60`, nil)
	require.Len(t, got, 200)
	assert.Equal(t, []time.Duration{time.Second, time.Minute, time.Minute}, got[:3])
	assert.Equal(t, time.Minute, got[199])

	got, _ = waits(t, `, "BackoffRate": 1000, "MaxAttempts": 5`, nil)
	assert.Equal(t, time.Duration(math.MaxInt64-1), got[4])
}

func TestJitterDrawsUpToTheDelay(t *testing.T) {
	t.Parallel()
	got, _ := waits(t, `, "JitterStrategy": "FULL", "BackoffRate": 1, "IntervalSeconds": 8, "MaxAttempts": 500`,
		rand.New(rand.NewPCG(7, 7)))
	require.Len(t, got, 500)
	var sum time.Duration
	for _, d := range got {
		require.GreaterOrEqual(t, d, time.Duration(0))
		require.LessOrEqual(t, d, 8*time.Second)
		sum += d
	}
	assert.InDelta(t, 4, (sum / 500).Seconds(), 0.5, "about half of the delay on average")

	huge, _ := waits(t, `, "JitterStrategy": "FULL", "BackoffRate": 1000, "MaxAttempts": 9`, rand.New(rand.NewPCG(7, 7)))
	require.Len(t, huge, 9, "a delay at the end of time can be drawn from")
}
