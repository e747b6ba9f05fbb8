package named_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/named"
)

func TestSimulated(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	require.NoError(t, store.Put(localaws.Resource{
		Account: account,
		Type:    "aws:sqs/queue:Queue",
		ID:      "orders",
		Outputs: map[string]any{"arn": orders, "visibilityTimeoutSeconds": 30.0},
	}))
	s := named.Simulated{
		Store:   store,
		Account: account,
		Absent:  []string{"shop/none"},
	}
	assert.Equal(t, map[string]named.State{
		"shop/db":   {There: true, Visible: -1},
		"shop/none": {Visible: -1},
	}, s.Look(t.Context(), named.Secret, []string{"shop/db", "shop/none"}))
	assert.Equal(t, map[string]named.State{
		orders:             {There: true, Visible: 30},
		orders + "-theirs": {There: true, Visible: -1},
	}, s.Look(t.Context(), named.Queue, []string{orders, orders + "-theirs"}), "queues of others are as they should be")
}
