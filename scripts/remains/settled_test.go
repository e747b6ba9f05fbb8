package remains_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/remains"
)

func TestSettled(t *testing.T) {
	t.Parallel()
	bucket := []remains.Thing{{ID: "s3-artifacts"}}
	for says, c := range map[string]struct {
		stays, looks int // how often the bucket is shown, and how often it is looked for
		left         []remains.Thing
	}{
		"nothing is there":               {0, 1, nil},
		"what is shown late is gone":     {5, 6, nil},
		"what is shown every time stays": {6, 6, bucket},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			looked, waited := 0, time.Duration(0)
			left, err := remains.Settled(t.Context(), func(context.Context) ([]remains.Thing, error) {
				if looked++; looked <= c.stays {
					return bucket, nil
				}
				return nil, nil
			}, func(_ context.Context, d time.Duration) error {
				waited += d
				return nil
			})
			require.NoError(t, err)
			assert.Equal(t, c.left, left)
			assert.Equal(t, c.looks, looked)
			assert.Equal(t, time.Duration(c.looks-1)*5*time.Second, waited)
		})
	}
	failed := errors.New("no")
	_, err := remains.Settled(t.Context(), func(context.Context) ([]remains.Thing, error) { return nil, failed }, nil)
	require.ErrorIs(t, err, failed)
	_, err = remains.Settled(t.Context(), func(context.Context) ([]remains.Thing, error) { return bucket, nil },
		func(context.Context, time.Duration) error { return failed })
	require.ErrorIs(t, err, failed)
}
