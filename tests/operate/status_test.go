package operate_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// divide gives another version a share of the calls, as a canary does that nobody ends.
func (s *site) divide(t *testing.T, service, version string, share float64) {
	t.Helper()
	arn := "arn:aws:lambda:us-east-1:" + s.account + ":function:lambda-" + service + "-" + s.env + ":live"
	alias, found, err := s.store.Get(s.account, "aws:lambda/alias:Alias", arn)
	require.NoError(t, err)
	require.True(t, found)
	alias.Outputs["routingConfig"] = map[string]any{"additionalVersionWeights": map[string]any{version: share}}
	require.NoError(t, s.store.Put(alias))
}

func TestACanaryThatNobodyEndsIsSeenAndEnded(t *testing.T) {
	t.Parallel()
	const target = "222222222222" // a function in another account is seen as well
	s := build(t, "staging", target, []string{`slipway-LAYER:targetAccount: "` + target + `"`}, nil)
	require.Zero(t, s.run(t, "push", "--commit", first).Code)
	require.Equal(t, 1, s.run(t, "push", "--commit", second, "--fault", "errors").Code)
	before := s.production(t, "api")
	require.Equal(t, "2", before.Alias)
	r := s.run(t, "status")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Out, "\napi      2        "+before.Live[:19]+"  FAILED    Deploy  -\n")
	assert.NotContains(t, r.Out, "divided")

	s.divide(t, "api", "3", 0.1)
	r = s.run(t, "status")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Out, "\napi      2+3      "+before.Live[:19])
	assert.Contains(t, r.Out, "\napi: traffic is divided: version 2 (90 %), version 3 (10 %); the last release began at ")
	assert.Contains(t, r.Out, "\napi: no release is running, so nothing ends that: "+
		"`make rollback ENV=staging SERVICE=api` moves all of it to version 2, TO= to another\n")
	r = s.run(t, "status", "--json")
	require.Zero(t, r.Code, r.Err)
	harness.Conforms(t, "status.schema.json", r.Out)
	var report struct {
		Services []struct{ Weights map[string]float64 }
	}
	require.NoError(t, json.Unmarshal([]byte(r.Out), &report))
	assert.Equal(t, map[string]float64{"3": 0.1}, report.Services[0].Weights)

	assert.Contains(t, r.Out, `"status": "AVAILABLE"`)
	s.Set("SLIPWAY_LOCAL_PEOPLE", "away")
	r = s.run(t, "status")
	s.Set("SLIPWAY_LOCAL_PEOPLE", "")
	assert.Contains(t, r.Out, "\nstaging: the connection to GitHub is PENDING, so no pipeline can read it: ")
	assert.Contains(t, r.Out, "\nstaging: nobody is told of deployments\nstaging: not told yet: ")

	r = s.run(t, "rollback")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, "\nWarning: traffic is divided: version 2 (90 %), version 3 (10 %). "+
		"All of it goes to the version that the alias is on; to go further back, name a version with TO=\n")
	assert.NotContains(t, r.Err, "live already")
	whole(t, s.production(t, "api"))
	assert.Equal(t, before, s.production(t, "api"))
	assert.NotContains(t, s.run(t, "status").Out, "divided")
}
