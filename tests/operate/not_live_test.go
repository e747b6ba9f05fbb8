package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A setting of a function is in the version that is published with it, and traffic
// stays on the version before it until the next release: whoever deploys is told.
func TestADeploymentSaysWhichSettingsAreNotLive(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, services("[api, cart]"), nil)
	const waits = " is not live. Traffic stays on the version that was published before it. "
	deploy := func(t *testing.T, lines ...string) string {
		t.Helper()
		s.Configure(t, "compute", s.env, lines...)
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
		return r.Err
	}
	t.Run("of the services whose functions changed", func(t *testing.T) {
		before := s.production(t, "cart")
		talk := deploy(t, `slipway-compute:variables: {"cart": {"MODE": "fast"}}`)
		assert.Contains(t, talk, "cart: the change of variables, the key of its variables"+waits+
			"`make release ENV=local SERVICE=cart` releases it with the image that is live; so does the next push.\n")
		assert.NotContains(t, talk, "api: the change of")
		assert.Equal(t, before.Alias, s.production(t, "cart").Alias)
	})
	t.Run("which status shows until a release", func(t *testing.T) {
		assert.Contains(t, s.run(t, "status").Out, "\ncart: deployed and not live: variables, the key of its variables; "+
			"`make release ENV=local SERVICE=cart` releases it\n")
	})
	t.Run("even if the run fails later", func(t *testing.T) {
		s.Configure(t, "compute", s.env, "slipway-compute:memory: 2048")
		s.Set("SLIPWAY_LOCAL_FAIL", "aws:codedeploy/deploymentGroup:DeploymentGroup:update")
		s.Configure(t, "delivery", s.env, "slipway-delivery:release: canary-10")
		r := s.run(t, "deploy-all")
		s.Set("SLIPWAY_LOCAL_FAIL", "")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "api: the change of memory"+waits)
	})
	t.Run("and nothing of what is live at once", func(t *testing.T) {
		talk := deploy(t, "slipway-compute:memory: 2048", "slipway-compute:reservedConcurrency: 7")
		assert.Contains(t, talk, "compute     2 updated")
		assert.NotContains(t, talk, waits)
	})
	t.Run("a release takes them into production", func(t *testing.T) {
		r := s.run(t, "push", "--service", "cart")
		require.Zero(t, r.Code, r.Err)
		p := s.production(t, "cart")
		whole(t, p)
		assert.Equal(t, "4", p.Alias, "after the versions with the variables and with the memory")
		assert.NotContains(t, s.run(t, "status").Out, "cart: deployed and not live")
	})
}
