package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

func TestAnArchitectureReachesProductionWithAnImageForIt(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	function := "lambda-api-" + s.env
	runsOn := func(t *testing.T, token, key string) any {
		t.Helper()
		r, _, err := s.store.Get(s.account, token, key)
		require.NoError(t, err)
		return r.Outputs["architectures"].([]any)[0]
	}
	live := func(t *testing.T) any {
		t.Helper()
		return runsOn(t, localaws.FunctionVersionType, function+"/"+s.production(t, "api").Alias)
	}
	latest := func(t *testing.T) any {
		t.Helper()
		return runsOn(t, "aws:lambda/function:Function", function)
	}
	require.Zero(t, s.run(t, "push", "--commit", first).Code)
	one := s.production(t, "api")

	s.Configure(t, "compute", s.env, "slipway-compute:architecture: arm64")
	r := s.run(t, "deploy-all")
	require.Zero(t, r.Code, r.Err)
	assert.Equal(t, one, s.production(t, "api"), "a deployment leaves the code alone")
	assert.Equal(t, "x86_64", latest(t))

	r = s.run(t, "push", "--commit", first)
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err+r.Out, "is for linux/amd64, and the service's architecture is that of linux/arm64: "+
		"build it anew: `make rebuild SERVICE=api`")

	r = s.run(t, "push", "--commit", second)
	require.Zero(t, r.Code, r.Err)
	whole(t, s.production(t, "api"))
	assert.Equal(t, "arm64", live(t))
	assert.Equal(t, "arm64", latest(t))

	r = s.run(t, "rollback")
	require.Zero(t, r.Code, r.Err)
	assert.Equal(t, one.Live, s.production(t, "api").Live)
	assert.Equal(t, "x86_64", live(t))
	assert.Equal(t, "x86_64", latest(t), "with the image that is live comes the architecture that it is for")
}
