package operate_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/resources"
	"slipway/tests/harness"
)

// A release changes what the layers declare: the function's code and where the alias
// sends traffic. The layers ignore those inputs, so the state keeps what the first
// deployment wrote. The provider's update calls send ignored inputs too: an update
// of any other input must not bring the old values back.
func TestNoDeploymentTakesBackWhatReleasesMoved(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, map[string][]string{
		"compute": {`slipway-compute:variables: {"api": {"MODE": "fast"}}`},
	})
	for _, commit := range []string{first, second} {
		r := s.run(t, "push", "--commit", commit)
		require.Zero(t, r.Code, r.Err)
	}
	s.shareTraffic(t, "api", "2")
	released := s.production(t, "api")
	require.Equal(t, "3", released.Alias)
	require.True(t, released.Split)

	kinds := map[string]int{}
	for _, r := range s.Deployed(t, s.env) {
		if len(r.Ignored) == 0 {
			continue
		}
		kind, known := resources.Find(r.Type)
		require.True(t, known, r.Type)
		for _, input := range inputsOf(r) {
			if slices.Contains(kind.Replace, input) {
				continue // not an update
			}
			kinds[r.Type]++
			t.Run(r.Type+" "+input, func(t *testing.T) {
				before := s.production(t, "api")
				s.Earlier(t, s.env, r, input)
				talk := s.Must(t, "deploy-all", "--env", s.env).Err
				after := s.production(t, "api")
				after.Versions = before.Versions // a changed setting publishes one
				assert.Equal(t, before, after)
				assert.Equal(t, !slices.Contains(r.Ignored, input), strings.Contains(talk, "1 updated"), talk)
			})
		}
	}
	assert.Equal(t, []string{"aws:lambda/alias:Alias", "aws:lambda/function:Function"},
		slices.Sorted(maps.Keys(kinds)), "%v", kinds)
}

// inputsOf are the names of the program's inputs, and of those that it ignores.
func inputsOf(r harness.Resource) []string {
	names := map[string]bool{}
	for name := range r.Inputs {
		names[name] = !strings.HasPrefix(name, "__")
	}
	for _, name := range r.Ignored {
		names[name] = true
	}
	maps.DeleteFunc(names, func(_ string, own bool) bool { return !own })
	return slices.Sorted(maps.Keys(names))
}

// shareTraffic leaves a service in the middle of a release: a tenth of the traffic
// goes to another version.
func (s *site) shareTraffic(t *testing.T, service, version string) {
	t.Helper()
	function := "lambda-" + service + "-" + s.env
	alias, found, err := s.store.Get(s.account, "aws:lambda/alias:Alias",
		"arn:aws:lambda:us-east-1:"+s.account+":function:"+function+":live")
	require.NoError(t, err)
	require.True(t, found)
	alias.Outputs["routingConfig"] = map[string]any{"additionalVersionWeights": map[string]any{version: 0.1}}
	require.NoError(t, s.store.Put(alias))
}
