package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// R6: what is changed past the releases is in the history, if the account has a trail.
func TestSettingsThatAreDeployedAreInTheHistory(t *testing.T) {
	t.Parallel()
	changes := func(t *testing.T, s *site, account string) []string {
		t.Helper()
		var found []string
		for _, row := range s.rows(t, "--all") {
			if row["eventType"] == "CHANGE" {
				assert.Equal(t, "arn:aws:iam::"+account+":user/simulated", row["actor"])
				found = append(found, row["action"]+" "+row["version"])
			}
		}
		return found
	}
	deploy := func(t *testing.T, s *site, memory string) {
		t.Helper()
		s.Configure(t, "compute", s.env, "slipway-compute:memory: "+memory)
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
	}
	for layout, c := range map[string]struct {
		owner    string
		settings []string
	}{
		"one account":  {owner: tooling},
		"two accounts": {owner: "222222222222", settings: []string{`slipway-LAYER:targetAccount: "222222222222"`}},
	} {
		t.Run(layout, func(t *testing.T) {
			t.Parallel()
			s := build(t, "local", c.owner, c.settings, nil)
			deploy(t, s, "1536")
			assert.Empty(t, changes(t, s, c.owner), "an account has no trail until somebody makes one")
			s.Set("SLIPWAY_LOCAL_TRAIL", "1")
			require.Zero(t, s.run(t, "push").Code)
			assert.Empty(t, changes(t, s, c.owner), "a release is no change past the releases")
			deploy(t, s, "2048")
			made := []string{"UpdateFunctionConfiguration20150331v2 $LATEST", "PublishVersion20150331 4"}
			assert.Equal(t, made, changes(t, s, c.owner))
			r := s.run(t, "history")
			assert.Contains(t, r.Out, "change PublishVersion")
			assert.Contains(t, r.Out, "  A version was published, 4, with other settings or by hand. "+
				"Calls go to it when a release takes it.\n")
			deploy(t, s, "2048")
			assert.Len(t, changes(t, s, c.owner), 2, "nothing was changed")
			s.Set("SLIPWAY_LOCAL_TRAIL", "yes")
			r = s.run(t, "history")
			assert.Contains(t, r.Err, "SLIPWAY_LOCAL_TRAIL=yes: want 1 or 0")
		})
	}
}
