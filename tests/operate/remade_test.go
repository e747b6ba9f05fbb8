package operate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// remove deletes a service's function with its alias and versions from the simulated
// AWS, as a person does in the console.
func (s *site) remove(t *testing.T, service string) {
	t.Helper()
	function := "lambda-" + service + "-" + s.env
	all, err := s.store.All(s.account)
	require.NoError(t, err)
	for _, r := range all {
		if r.Outputs["name"] == function || r.Outputs["functionName"] == function {
			require.NoError(t, s.store.Delete(r.Account, r.Type, r.Key))
		}
	}
}

func TestAFunctionThatIsMadeAgain(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	for _, commit := range []string{first, second} {
		r := s.run(t, "push", "--commit", commit)
		require.Zero(t, r.Code, r.Err)
	}
	released := s.production(t, "api").Live

	t.Run("starts with the image that was released last", func(t *testing.T) {
		s.remove(t, "api")
		s.Must(t, "refresh-all", "--env", s.env)
		r := s.Must(t, "deploy-all", "--env", s.env)
		assert.Contains(t, r.Err, "lambda-api-local is made again with the image that was released last")
		p := s.production(t, "api")
		whole(t, p)
		assert.Equal(t, released, p.Live)
	})
	t.Run("and is no difference to the next deployment", func(t *testing.T) {
		r := s.Must(t, "deploy-all", "--env", s.env)
		assert.Contains(t, r.Err, "compute     no changes")
		assert.NotContains(t, r.Err, "made again")
	})
}

func TestAFunctionThatIsMadeAgainWithoutItsImage(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	r := s.run(t, "push", "--commit", first)
	require.Zero(t, r.Code, r.Err)
	released := s.production(t, "api").Live
	s.remove(t, "api")
	s.removeImage(t, "api", released)
	s.Must(t, "refresh-all", "--env", s.env)
	r = s.Must(t, "deploy-all", "--env", s.env)
	assert.Contains(t, r.Err, "\nPLACEHOLDER LIVE: lambda-api-local was made again")
	assert.NotEqual(t, released, s.production(t, "api").Live)
}

func TestAFunctionThatIsMadeAgainForAnotherArchitecture(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	require.Zero(t, s.run(t, "push", "--commit", first).Code)
	released := s.production(t, "api").Live
	s.remove(t, "api")
	s.Configure(t, "compute", s.env, "slipway-compute:architecture: arm64")
	s.Must(t, "refresh-all", "--env", s.env)
	r := s.Must(t, "deploy-all", "--env", s.env)
	assert.Contains(t, r.Err,
		"\nPLACEHOLDER LIVE: lambda-api-local was made again, and the image that was released last, ")
	assert.Contains(t, r.Err, " is for linux/amd64, while the service's architecture is now arm64: each call of it "+
		"would fail. Push a change of api to release one, or `make rebuild ENV=local SERVICE=api`.")
	assert.NotContains(t, r.Err, "made again with the image")
	assert.NotEqual(t, released, s.production(t, "api").Live)

	require.Zero(t, s.run(t, "push", "--commit", second).Code, "and the next push releases one that is for it")
	whole(t, s.production(t, "api"))
}

// removeImage deletes an image of a service, as ECR's lifecycle policy does.
func (s *site) removeImage(t *testing.T, service, digest string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.store.Dir(), "registry", tooling, "ecr-"+service+"-"+s.env, "*.json"))
	require.NoError(t, err)
	for _, file := range files {
		var image struct{ Digest string }
		if decode(t, file, &image); image.Digest == digest {
			require.NoError(t, os.Remove(file))
			return
		}
	}
	t.Fatalf("%s has no image %s", service, digest)
}
