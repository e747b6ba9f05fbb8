package environment_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/environment"
)

func TestConfigured(t *testing.T) {
	t.Parallel()
	t.Run("lists what has a stack file, and local", func(t *testing.T) {
		t.Parallel()
		root := checkout(t, map[string]string{
			"stacks/foundation/Pulumi.dev.yaml":    "config: {}\n",
			"stacks/compute/Pulumi.dev.yaml":       "config: {}\n",
			"stacks/delivery/Pulumi.pr-42.yaml":    "config: {}\n",
			"stacks/delivery/Pulumi.prod.yaml.bak": "config: {}\n",
		})
		assert.Equal(t, []string{"dev", "local", "pr-42"}, environment.Configured(root))
	})
	t.Run("lists local in a folder that is no checkout", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{"local"}, environment.Configured(t.TempDir()))
	})
}

func TestServices(t *testing.T) {
	t.Parallel()
	for config, want := range map[string][]string{
		"":                                     {"api"},
		"slipway-foundation:services: [b, a]":  {"a", "b"},
		`slipway-foundation:services: '["c"]'`: {"c"},
		"slipway-foundation:services: {order-api: {memory: 2048}, cart: }": {"cart", "order-api"},
		"services: [c]":                  {"c"},
		"slipway-foundation:services: 3": nil,
		"slipway-foundation:services: [": nil,
	} {
		t.Run("are read from "+config, func(t *testing.T) {
			t.Parallel()
			root := checkout(t, map[string]string{"stacks/foundation/Pulumi.dev.yaml": "config:\n  " + config + "\n"})
			assert.Equal(t, want, environment.Services(root, "dev"))
		})
	}
	t.Run("are the default one without a stack file", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{"api"}, environment.Services(checkout(t, nil), "pr-42"))
	})
}
