package realaws_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// scale adds two services and takes one away again. What belongs to a service
// that stays must not be touched.
func scale(t *testing.T, h *harness.Env, env string) {
	file := filepath.Join(h.Root, "stacks", contract.FoundationLayer, "Pulumi."+env+".yaml")
	settings, err := os.ReadFile(file)
	require.NoError(t, err)
	are := func(services string) {
		text := string(settings) + indented([]string{"slipway-foundation:services: " + services})
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	own := func(service string) []string {
		var urns []string
		for _, r := range h.Deployed(t, env) {
			if strings.Contains(r.Name(), "-"+service) || strings.HasPrefix(r.Name(), service+"-") {
				urns = append(urns, r.URN+" "+r.ID)
			}
		}
		slices.Sort(urns)
		return urns
	}
	before := own("api")
	require.NotEmpty(t, before)

	are("[api, cart, checkout]")
	three := summary(t, h.Must(t, "deploy-all", "--env", env))
	for layer, c := range three {
		assert.Zero(t, c.replaced+c.deleted, "%s %+v", layer, c)
		assert.NotZero(t, c.created, layer)
	}
	unchanged(t, h.Must(t, "deploy-all", "--env", env))
	assert.Equal(t, before, own("api"))

	are("[api, checkout]")
	states, account := stateFiles(t, h), held(t, env)
	refused := h.Run(t, "deploy-all", "--env", env)
	assert.Equal(t, 1, refused.Code)
	assert.Contains(t, refused.Err, "would take away cart;")
	assert.Contains(t, refused.Err, "ALLOW=cart`")
	assert.Equal(t, states, stateFiles(t, h))
	assert.Equal(t, account, held(t, env))
	h.Set("ALLOW", "cart")
	two := summary(t, h.Must(t, "deploy-all", "--env", env))
	for layer, c := range two {
		assert.Zero(t, c.created+c.replaced, "%s %+v", layer, c)
		assert.NotZero(t, c.deleted, layer)
	}
	assert.Equal(t, before, own("api"))
	assert.Empty(t, own("cart"))
	assert.NotEmpty(t, own("checkout"))
}
