package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
)

func TestChooseService(t *testing.T) {
	t.Parallel()
	one := contract.DecodeDelivery(map[string]any{"api.pipelineName": "p", "historyTable": "t"})
	two := contract.DecodeDelivery(map[string]any{"api.pipelineName": "p", "cart.pipelineName": "q"})
	t.Run("takes the only service if none is asked for", func(t *testing.T) {
		t.Parallel()
		chosen, err := chooseService(one, "dev", "")
		require.NoError(t, err)
		assert.Equal(t, "api", chosen)
	})
	t.Run("takes the service asked for", func(t *testing.T) {
		t.Parallel()
		chosen, err := chooseService(two, "dev", "cart")
		require.NoError(t, err)
		assert.Equal(t, "cart", chosen)
	})
	t.Run("names the services there are if none can be taken", func(t *testing.T) {
		t.Parallel()
		_, err := chooseService(two, "dev", "")
		assert.EqualError(t, err, "SERVICE is missing: dev has more than one service; deployed there: api, cart")
		_, err = chooseService(one, "dev", "cart")
		assert.EqualError(t, err, `SERVICE is "cart", which has no pipeline in dev; deployed there: api`)
		_, err = chooseService(two, "dev", "crat")
		assert.EqualError(t, err,
			`SERVICE is "crat", which has no pipeline in dev; deployed there: api, cart; did you mean cart?`)
	})
}
