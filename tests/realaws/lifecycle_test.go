package realaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// settings are those that a real environment needs, and with changed one more in each
// layer.
func settings(services string, changed bool) map[string][]string {
	own := map[string][]string{
		"foundation": {"slipway-foundation:services: " + services, `slipway-foundation:emails: ["ops@acme.test"]`},
		"compute":    {"slipway-compute:services: " + services},
		"delivery": {
			"slipway-delivery:services: " + services,
			"slipway-delivery:repository: acme/shop",
			"slipway-delivery:bakeMinutes: 0", // the emulator's time is the clock's
		},
	}
	if changed {
		own["foundation"][1] = `slipway-foundation:emails: ["ops@acme.test", "shop@acme.test"]`
		own["compute"] = append(own["compute"], "slipway-compute:memory: 2048")
		own["delivery"] = append(own["delivery"], "slipway-delivery:scanSeverity: HIGH")
	}
	return own
}

func configure(t *testing.T, h *harness.Env, env, services string, changed bool) {
	t.Helper()
	h.ConfigureAll(t, env, nil, settings(services, changed))
}

func emulated(t *testing.T, vars map[string]string) *harness.Env {
	t.Helper()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "real", "PULUMI_CONFIG_PASSPHRASE": "correct horse"})
	for name, value := range vars {
		h.Set(name, value)
	}
	return h
}

func lifecycle(t *testing.T) {
	const env = "one"
	h := emulated(t, nil)
	configure(t, h, env, "[api]", false)
	beside := deployBeside(t, "two", env)

	step := func(name string, run func(t *testing.T)) {
		t.Helper()
		require.True(t, t.Run(name, run), "the next steps stand on this one")
	}
	step("deploy-all creates every resource", func(t *testing.T) {
		table := summary(t, h.Must(t, "deploy-all", "--env", env))
		total := 0
		for _, layer := range contract.LayerNames() {
			require.NotZero(t, table[layer].created, layer)
			total += table[layer].created
		}
		t.Logf("%d resources created through the real provider", total)
	})
	step("the simulated AWS answers, plans and rejects the same", func(t *testing.T) { sameAsSimulated(t, h, env) })
	step("doctor names what is left to do, and what is broken", func(t *testing.T) { examined(t, h, env) })
	step("a second deploy-all changes nothing", func(t *testing.T) {
		unchanged(t, h.Must(t, "deploy-all", "--env", env))
	})
	step("refresh-all finds everything as it was made", func(t *testing.T) {
		unchanged(t, h.Must(t, "refresh-all", "--env", env))
	})
	step("a release moves the alias and is recorded", func(t *testing.T) { release(t, h, env) })
	step("a release of an image that is not there changes nothing and is recorded",
		func(t *testing.T) { releaseNothing(t, h, env) })
	step("a push starts its pipeline, once", func(t *testing.T) { starts(t, inAccount(t, h, env)) })
	step("after releases a deploy-all leaves what they moved", func(t *testing.T) {
		unchanged(t, h.Must(t, "deploy-all", "--env", env))
	})
	step("a deployment takes nothing back that a release moved", func(t *testing.T) { keepsReleases(t, h, env) })
	step("one property in each layer is updated in place", func(t *testing.T) {
		configure(t, h, env, "[api]", true)
		table := summary(t, h.Must(t, "deploy-all", "--env", env))
		assert.Equal(t, changes{
			created:   1,
			unchanged: table["foundation"].unchanged,
		}, table["foundation"], "the second subscription")
		assert.Equal(t, changes{updated: 1, unchanged: table["compute"].unchanged}, table["compute"], "the function")
		assert.Equal(t, changes{updated: 2, unchanged: table["delivery"].unchanged}, table["delivery"],
			"the build project, and the test project, which runs the image with the function's memory")
	})
	step("a second environment stands beside the first, with its state in a bucket",
		func(t *testing.T) { beside.check(t, h, env) })
	step("states that are lost are taken over from what is there", func(t *testing.T) { adopted(t, h, env) })
	step("destroy-all leaves nothing", func(t *testing.T) {
		table := summary(t, h.Must(t, "destroy-all", "--env", env, "--allow", env))
		for _, layer := range contract.LayerNames() {
			assert.NotZero(t, table[layer].deleted, layer)
		}
		assert.Empty(t, h.Deployed(t, env))
		beside.destroy(t)
	})
}
