package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A deployment publishes a version with new settings; a release takes it into
// production as any other, with the image that is live.
func TestSettingsThatWaitAreReleased(t *testing.T) {
	t.Parallel()
	for layout, owner := range map[string]string{"one account": tooling, "two accounts": targetAccount} {
		t.Run("in "+layout, func(t *testing.T) {
			t.Parallel()
			var settings []string
			if owner != tooling {
				settings = append(settings, `slipway-LAYER:targetAccount: "`+owner+`"`)
			}
			s := build(t, "local", owner, settings, nil)
			release := func(t *testing.T) string {
				t.Helper()
				r := s.run(t, "release", "--service", "api")
				require.Zero(t, r.Code, r.Err)
				return r.Err + r.Out
			}
			deploy := func(t *testing.T, lines ...string) {
				t.Helper()
				s.Configure(t, "compute", s.env, lines...)
				r := s.run(t, "deploy-all")
				require.Zero(t, r.Code, r.Err)
			}
			deploy(t, "slipway-compute:memory: 2048")
			r := s.run(t, "release", "--service", "api")
			assert.Equal(t, 1, r.Code)
			assert.Contains(t, r.Err, "error: release settings of api: the placeholder is live, which no release checks; push "+
				"to api, its first release takes the settings along\n")
			r = s.run(t, "push", "--service", "api")
			require.Zero(t, r.Code, r.Err)
			pushed := s.production(t, "api")
			assert.Contains(t, release(t), "api: no settings wait; version "+pushed.Alias+", which is live, has those that are "+
				"deployed. To release an image of the history again, name it with DIGEST=, COMMIT= or VERSION=.\n")

			deploy(t, "slipway-compute:memory: 512", "slipway-compute:timeout: 20")
			assert.Equal(t, pushed.Alias, s.production(t, "api").Alias)
			talk := release(t)
			assert.Contains(t, talk, "Goes out: memory, timeout, with the same image.\n")
			assert.Contains(t, talk, "The image that is live, with settings that were deployed and reached no traffic yet.")
			after := s.production(t, "api")
			whole(t, after)
			assert.NotEqual(t, pushed.Alias, after.Alias)
			assert.Equal(t, pushed.Live, after.Live, "the image is the same")
			assert.Contains(t, release(t), "api: no settings wait; version "+after.Alias)
		})
	}
}
