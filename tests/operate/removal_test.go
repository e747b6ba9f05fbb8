package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/shared/contract"
)

// two is an environment with the services api and cart.
func two(t *testing.T) *site {
	t.Helper()
	return build(t, "local", tooling, services("[api, cart]"), nil)
}

func services(list string) []string { return []string{"slipway-LAYER:services: " + list} }

// has tells what the simulated AWS has of a service.
func (s *site) has(t *testing.T, service string) (images, function, pipeline bool) {
	t.Helper()
	there := func(token, key string) bool {
		_, found, err := s.store.Get(s.account, token, key)
		require.NoError(t, err)
		return found
	}
	return len(s.tags(t, service)) > 0 && there("aws:ecr/repository:Repository", "ecr-"+service+"-"+s.env),
		there("aws:lambda/function:Function", "lambda-"+service+"-"+s.env),
		there("aws:codepipeline/pipeline:Pipeline", "pipeline-"+service+"-"+s.env)
}

func (s *site) whole(t *testing.T, service string) {
	t.Helper()
	images, function, pipeline := s.has(t, service)
	assert.Equal(t, []bool{true, true, true}, []bool{images, function, pipeline}, service)
}

func (s *site) gone(t *testing.T, service string) {
	t.Helper()
	images, function, pipeline := s.has(t, service)
	assert.Equal(t, []bool{false, false, false}, []bool{images, function, pipeline}, service)
}

func TestAServiceGoesBackwardThroughTheLayers(t *testing.T) {
	t.Parallel()
	s := two(t)
	s.whole(t, "cart")
	s.ConfigureAll(t, s.env, services("[api]"), nil)

	t.Run("its images stay while its function cannot be deleted", func(t *testing.T) {
		s.Set("SLIPWAY_LOCAL_FAIL", "aws:lambda/function:Function:delete")
		r := s.run(t, "deploy-all")
		s.Set("SLIPWAY_LOCAL_FAIL", "")
		assert.Equal(t, 1, r.Code)
		images, function, pipeline := s.has(t, "cart")
		assert.Equal(t, []bool{true, true, false}, []bool{images, function, pipeline}, r.Err)
		assert.Contains(t, r.Err, "go on with `make deploy-all ENV=local`")
	})
	t.Run("the next deployment takes the rest away, images last", func(t *testing.T) {
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
		s.gone(t, "cart")
		s.whole(t, "api")
		assert.Less(t, s.deletion(t, "aws:lambda/function:Function"), s.deletion(t, "aws:ecr/repository:Repository"))
		r = s.run(t, "deploy-all")
		assert.Contains(t, r.Err, "compute     no changes", "nothing is left to do")
	})
}

// deletion is when the last resource of a type was deleted, in the order of all calls.
func (s *site) deletion(t *testing.T, token string) int {
	t.Helper()
	all, err := localaws.Operations(s.store.Dir())
	require.NoError(t, err)
	last := -1
	for i, o := range all {
		if o.Op == "delete" && o.Type == token {
			last = i
		}
	}
	require.NotEqual(t, -1, last, token)
	return last
}

func TestOneLayerLetsNoServiceGoThatALaterOneHas(t *testing.T) {
	t.Parallel()
	s := two(t)
	s.ConfigureAll(t, s.env, services("[api]"), nil)
	for layer, says := range map[string]string{
		"foundation": "foundation would delete the images of cart, but compute still has the function",
		"compute":    "compute would delete the function of cart, but delivery still has the pipeline",
	} {
		t.Run(layer, func(t *testing.T) {
			for _, command := range []string{"deploy", "preview"} {
				r := s.run(t, command, "--layer", layer)
				assert.Equal(t, 1, r.Code)
				assert.Contains(t, lastLine(r), says)
				assert.Contains(t, lastLine(r), "if it is to go, run `make deploy-all ENV=local`")
			}
			s.whole(t, "cart")
		})
	}
	t.Run("the layers one by one, last to first, let it go", func(t *testing.T) {
		for _, layer := range []string{"delivery", "compute", "foundation"} {
			r := s.run(t, "deploy", "--layer", layer)
			require.Zero(t, r.Code, r.Err)
		}
		s.gone(t, "cart")
	})
}

func TestOneLayerIsNotDeployedAgainstTheSettingsOfTheOthers(t *testing.T) {
	t.Parallel()
	s := two(t)
	s.Configure(t, contract.FoundationLayer, s.env, "slipway-foundation:services: [api]")
	r := s.run(t, "deploy", "--layer", "foundation")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "slipway-compute:services is \"[api cart]\" in stacks/compute/Pulumi.local.yaml")
	s.whole(t, "cart")
}

func TestAServiceThatComesWhileAnotherGoes(t *testing.T) {
	t.Parallel()
	s := two(t)
	t.Run("is rejected, with the way", func(t *testing.T) {
		s.ConfigureAll(t, s.env, services("[api, carts]"), nil)
		r := s.run(t, "deploy-all")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, lastLine(r), "services go (cart) and come (carts) in one deployment")
		s.whole(t, "cart")
	})
	t.Run("comes first and the other goes then", func(t *testing.T) {
		for _, list := range []string{"[api, cart, carts]", "[api, carts]"} {
			s.ConfigureAll(t, s.env, services(list), nil)
			r := s.run(t, "deploy-all")
			require.Zero(t, r.Code, r.Err)
			s.whole(t, "carts")
		}
		s.gone(t, "cart")
	})
}
