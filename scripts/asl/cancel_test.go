package asl_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

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
