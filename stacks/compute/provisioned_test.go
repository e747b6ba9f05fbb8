package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/compute"
)

func TestProvisionedConcurrency(t *testing.T) { // R5
	t.Parallel()
	t.Run("is in the description, so that its change is a version that a release takes out", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, values{"services": `{"api": {"provisionedConcurrency": 5}, "cart": {}}`})
		api := rec.Get(t, "lambda/function:Function", "function-api-function").Inputs
		assert.Equal(t, "Service api of slipway, 5 environments kept ready", api["description"])
		cart := rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs
		assert.Equal(t, "Service cart of slipway", cart["description"])
	})
	t.Run("leaves room for the version before and for other calls", func(t *testing.T) {
		t.Parallel()
		_, err := compute.LoadConfig(values{"provisionedConcurrency": "25"})
		require.EqualError(t, err, `slipway-compute:services.api.provisionedConcurrency is "25": less than half of `+
			"reservedConcurrency, which is 50: a release keeps two versions ready for a while")
		c, err := compute.LoadConfig(values{"provisionedConcurrency": "24"})
		require.NoError(t, err)
		assert.Equal(t, 24, c.Provisioned)
		_, err = compute.LoadConfig(values{"provisionedConcurrency": "300", "reservedConcurrency": "-1"})
		require.NoError(t, err, "what no function reserves is the account's")
	})
}
