package realaws_test

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/doctor"
	"slipway/tests/harness"
)

// ills are the checks that do not say that all is well, with what each says first.
func ills(t *testing.T, h *harness.Env, env string) map[string]doctor.Finding {
	t.Helper()
	r := h.Run(t, "doctor", "--env", env, "--json")
	var report doctor.Report
	require.NoError(t, json.Unmarshal([]byte(r.Out), &report), r.Err)
	found := map[string]doctor.Finding{}
	for _, c := range report.Checks {
		for _, f := range c.Findings {
			if f.Mark != doctor.OK {
				found[c.Name] = f
				break
			}
		}
	}
	delete(found, "provider") // which may be running already, and not be installed
	delete(found, "alarms")   // the emulator does not know the protocol in which they are asked for
	return found
}

// examined is what the doctor says of an environment that the real provider made: that
// nobody has completed the connection yet, and no more, until somebody deletes something.
func examined(t *testing.T, h *harness.Env, env string) {
	found := ills(t, h, env)
	assert.Contains(t, found["connection"].Says, " is PENDING, so no pipeline can read GitHub")
	assert.Len(t, found, 1, "%v", found)

	dashboard := harness.Of(h.Deployed(t, env), "cloudwatch/dashboard:Dashboard")[0]
	inAccount(t, h, env).cloudwatch(t, url.Values{
		"Action":                  {"DeleteDashboards"},
		"DashboardNames.member.1": {dashboard.ID},
	})
	found = ills(t, h, env)
	assert.Len(t, found, 2, "%v", found)
	assert.Contains(t, found["drift"].Says, "delivery: gone overview-dashboard (Dashboard)")
	require.Equal(t, "make refresh-all ENV="+env, found["drift"].Mend)
	h.Must(t, "refresh-all", "--env", env)
	assert.Equal(t, 1, summary(t, h.Must(t, "deploy-all", "--env", env))["delivery"].created)
	assert.NotContains(t, ills(t, h, env), "drift")
}
