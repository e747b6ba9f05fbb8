package cli_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAddService(t *testing.T) {
	t.Parallel()
	const file = "stacks/foundation/Pulumi.qa.yaml"
	settled := func(t *testing.T, services string) *desk {
		d := newDesk(t)
		d.file(t, file, "config:\n  # who\n  slipway-foundation:emails: [ops@acme.test]\n"+services)
		d.file(t, "stacks/delivery/Pulumi.qa.yaml", "config:\n  slipway-delivery:repository: acme/shop\n")
		return d
	}
	t.Run("adds it where the services are, and says what to type next", func(t *testing.T) {
		t.Parallel()
		d := settled(t, "  slipway-foundation:services:\n    - api # the first\n")
		d.set = map[string]string{"ENV": "qa", "SERVICE": "cart"}
		require.Zero(t, d.run(t.Context(), "add-service"), d.err.String())
		assert.Equal(t, "config:\n  # who\n  slipway-foundation:emails: [ops@acme.test]\n"+
			"  slipway-foundation:services:\n    - api # the first\n    - cart\n", d.text(file))
		assert.Contains(t, d.err.String(), "cart is a service of qa now, in "+file+".\n\nNext:\n  make preview-all ENV=qa ")

		d.set["SERVICE"], d.set["SET"] = "shop", "path=services/shop/ memory=2048"
		require.Zero(t, d.run(t.Context(), "add-service"), d.err.String())
		assert.Contains(t, d.text(file), "\n    api: {} # the first\n    cart: {}\n"+
			"    shop: {memory: 2048, path: services/shop/}\n")
	})
	t.Run("leads to a deployment in the simulated environment", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.file(t, "stacks/foundation/Pulumi.local.yaml", "# local\n")
		require.Zero(t, d.run(t.Context(), "add-service", "--env", "local", "--service", "cart"), d.err.String())
		assert.Contains(t, d.err.String(), "make push ENV=local SERVICE=cart")
		assert.Equal(t, "# local\nconfig:\n  slipway-foundation:services: [api, cart]\n",
			d.text("stacks/foundation/Pulumi.local.yaml"))
	})
	for name, c := range map[string]struct {
		services string
		words    []string
		want     string
	}{
		"no name of a service": {"", []string{"--service", "Cart"}, `slipway-foundation:services is "Cart": 1 to 20 `},
		"one that is there":    {"", []string{"--service", "api"}, "error: api is one of the services already\n"},
		"names that collide": {"", []string{"--service", "webhook"},
			`both slipway's own "webhook" and service "webhook" would have it`},
		"a setting that no service has": {
			"", []string{"--service", "cart", "--set", "memry=3"}, "no such setting of a service; did you mean memory?",
		},
		"a value that breaks a rule": {
			"", []string{"--service", "cart", "--set", "memory=3"}, `.cart.memory is "3": a whole number from 128 to 10240`,
		},
		"a setting without a value": {"", []string{"--service", "cart", "--set", "memory"},
			`SET is "memory": settings as name=`},
		"a value that is no YAML": {"", []string{"--service", "cart", "--set", "smoke={"}, "error: smoke={: yaml: "},
		"no name":                 {"", nil, "SERVICE is missing: the new service's name"},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			d := settled(t, c.services)
			before := d.text(file)
			assert.NotZero(t, d.run(t.Context(), append([]string{"add-service", "--env", "qa"}, c.words...)...))
			assert.Contains(t, d.err.String(), c.want)
			assert.Equal(t, before, d.text(file))
		})
	}
	t.Run("names the environment that lacks it, if images are promoted", func(t *testing.T) {
		t.Parallel()
		d := settled(t, "")
		d.file(t, "stacks/delivery/Pulumi.qa.yaml", "config:\n  slipway-delivery:promoteFrom: dev\n")
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config: {}\n")
		assert.Equal(t, 1, d.run(t.Context(), "add-service", "--env", "qa", "--service", "cart"))
		assert.Contains(t, d.err.String(), "it lacks cart: `make add-service ENV=dev SERVICE=cart` adds one")
		require.Zero(t, d.run(t.Context(), "add-service", "--env", "dev", "--service", "cart"), d.err.String())
		assert.Contains(t, d.err.String(), "To mend before a deployment: slipway-foundation:emails")
		require.Zero(t, d.run(t.Context(), "add-service", "--env", "qa", "--service", "cart"), d.err.String())
	})
	t.Run("sends to init where there are no settings", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		assert.Equal(t, 2, d.run(t.Context(), "add-service", "--env", "qa", "--service", "cart"))
		assert.Contains(t, d.err.String(), "qa has no settings yet: `make init ENV=qa` writes them")
	})
}
