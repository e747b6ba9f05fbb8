package example_test

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

const (
	productsToken = "token-of-the-list-of-products"
	imageURI      = "000000000000.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev@sha256:" +
		"1111111111111111111111111111111111111111111111111111111111111111"
)

// stages are Build and Test of the service: the real buildspecs, bash, npm, Node.js and what
// the Dockerfile runs. AWS is made of replies, and the image is a folder.
type stages struct {
	repository string
	image      *builtImage
	log        bytes.Buffer
}

// aws are the replies for what the service's settings ask of AWS.
func aws(registry *npmRegistry) []faketools.Reply {
	return []faketools.Reply{
		{
			Tool:   "aws",
			Args:   "codeartifact get-repository-endpoint",
			Stdout: registry.url + "\n",
		},
		{
			Tool:   "aws",
			Args:   "secretsmanager get-secret-value --secret-id shop/products-token",
			Stdout: `{"SecretString": "` + productsToken + `\n"}`,
		},
	}
}

// run runs a buildspec with replies before those of a stage that succeeds.
func (s *stages) run(t *testing.T, yaml string, env map[string]string, replies ...faketools.Reply) buildspec.Result {
	t.Helper()
	npm, err := exec.LookPath("npm")
	require.NoError(t, err)
	emulated := ""
	others := faketools.Answers(replies...)
	answer := func(ctx context.Context, call faketools.Call) faketools.Answer {
		switch {
		case call.Is("npm"):
			return faketools.Answer{Script: `SERVICE_URL=` + emulated + ` exec ` + npm + ` "$@"`}
		case call.Is("docker buildx build"):
			var failed error
			if s.image, failed = buildImage(t, call, env["npm_config_registry"]); failed != nil {
				return faketools.Answer{
					Stdout: s.image.log.String(),
					Stderr: failed.Error() + "\n",
					Exit:   1,
				}
			}
			written := others(ctx, call)
			written.Stdout = s.image.log.String()
			return written
		case call.Is("docker run"):
			var files []string
			for i, arg := range call.Args {
				if arg == "--env-file" {
					files = append(files, call.Args[i+1])
				}
			}
			emulated = emulator(t, s.image.path(workdir), files...)
			return faketools.Answer{}
		}
		return others(ctx, call)
	}
	tools, err := faketools.Start(t.Context(), t.TempDir(), append(faketools.ToolsOf(replies), "npm"), answer)
	require.NoError(t, err)
	variables := both()
	maps.Copy(variables, env)
	s.log.Reset()
	result, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(yaml),
		Dir:  s.repository,
		Bin:  tools.Bin(),
		Out:  &s.log,
		Env:  variables,
	})
	require.NoError(t, err)
	require.NoError(t, tools.Close())
	seen := s.log.String()
	for _, call := range tools.Calls() {
		seen += call.String() + "\n"
	}
	assert.NotContains(t, seen, productsToken)
	assert.NotContains(t, seen, faketools.NPMToken)
	return result
}

func (s *stages) build(t *testing.T, env map[string]string, replies ...faketools.Reply) buildspec.Result {
	t.Helper()
	all := map[string]string{
		"CACHE_BUCKET": "s3-cache-000000000000-dev", "HISTORY_TABLE": "table-deployments-dev",
		"BUILDKIT_IMAGE":                    "public.ecr.aws/vend/moby/buildkit:buildx-stable-1",
		"BUILDER_TAG":                       "builder-1",
		"CODEBUILD_RESOLVED_SOURCE_VERSION": strings.Repeat("a", 40),
	}
	maps.Copy(all, env)
	usual := faketools.Build{Digest: strings.Split(imageURI, "@")[1]}.Replies()
	return s.run(t, buildspecs.Build(), all, append(slices.Clone(replies), usual...)...)
}

func (s *stages) test(t *testing.T, env map[string]string, replies ...faketools.Reply) buildspec.Result {
	t.Helper()
	all := testVariables()
	maps.Copy(all, env)
	return s.run(t, testSpec(t), all, append(slices.Clone(replies), tested(faketools.Test{})...)...)
}

// both are the variables that both stages have.
func both() map[string]string {
	return map[string]string{
		"SERVICE": "api", "SERVICE_PATH": "services/api", "AWS_REGION": "us-east-1", "SCAN_POLL_SECONDS": "0",
		"ECR_REPOSITORY_URI": strings.Split(imageURI, "@")[0],
	}
}

func testVariables() map[string]string {
	all := both()
	maps.Copy(all, map[string]string{
		"IMAGE_URI":    imageURI,
		"READY_EVENT":  `{"rawPath":"/health"}`,
		"READY_STATUS": "200",
	})
	return all
}

func testSpec(t testing.TB) string {
	t.Helper()
	spec, err := buildspecs.Test("arn:aws:codebuild:us-east-1:000000000000:report-group/test-api-dev-integration")
	require.NoError(t, err)
	return spec
}

// tested are the replies to a Test stage whose service answers at once.
func tested(with faketools.Test) []faketools.Reply {
	return append([]faketools.Reply{{
		Tool:   "curl",
		Stdout: "{\"statusCode\": 200}\n200",
	}}, with.Replies()...)
}

// newStages puts the service into a repository.
func newStages(t *testing.T) *stages {
	t.Helper()
	needNode(t)
	s := &stages{repository: t.TempDir()}
	copyService(t, filepath.Join(s.repository, "services", "api"))
	return s
}

// productList answers with a list of products, to those with the token.
func productList(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if request.Header.Get("Authorization") != "Bearer "+productsToken {
			http.Error(answer, "who are you?", http.StatusForbidden)
			return
		}
		_, _ = answer.Write([]byte(`[{"id": "a", "stock": 1}, {"id": "b", "stock": 1}, {"id": "c", "stock": 1},
			{"id": "d", "stock": 0}, {"id": "e", "stock": 1}]`))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestTheServiceUsesCodeArtifactABuildSecretAndItsTestVariables(t *testing.T) { // R3, R19, R20
	t.Parallel()
	s, registry, list := newStages(t), packageRegistry(t, faketools.NPMToken), productList(t)
	env := map[string]string{
		"CODEARTIFACT_REPOSITORY": "npm-packages-dev", "CODEARTIFACT_DOMAIN": "domain-packages-dev",
		"CODEARTIFACT_OWNER": "000000000000",
		"BUILD_ARGS":         `{"PRODUCTS_URL": "` + list + `"}`,
		"BUILD_SECRETS":      `{"products_token": "shop/products-token"}`,
	}
	require.True(t, s.build(t, env, aws(registry)...).Succeeded(), s.log.String())
	assert.Contains(t, s.log.String(), "fail 0")
	assert.Contains(t, s.log.String(), "5 products come from http")
	assert.Equal(t, 2, registry.gave("regexparam"), "for the unit tests, and for the image")
	assert.Equal(t, []string{
		"/var/task/package-lock.json", "/var/task/package.json", "/var/task/src/handler.js",
		"/var/task/src/products.js", "/var/task/src/products.json", "/var/task/src/routes.js", "/var/task/src/settings.js",
	}, s.image.holds(t, productsToken, faketools.NPMToken))
	result := s.test(t, env, aws(registry)...)
	require.True(t, result.Succeeded(), s.log.String())
	assert.Equal(t, "5 integration tests passed", result.Exported["TEST_SUMMARY"])
}

func TestTheServiceNeedsNoneOfThem(t *testing.T) {
	t.Parallel()
	s, registry := newStages(t), packageRegistry(t, "")
	env := map[string]string{"npm_config_registry": registry.url} // instead of npm's own, which is not asked by tests
	require.True(t, s.build(t, env).Succeeded(), s.log.String())
	assert.Contains(t, s.log.String(), "slipway: npm packages come from npm's default registry\n")
	assert.Contains(t, s.log.String(), "PRODUCTS_URL is not set: the products are those of the repository\n")
	require.NoError(t, os.Remove(filepath.Join(s.repository, "services", "api", "test", "integration.env")))
	result := s.test(t, env)
	require.False(t, result.Succeeded())
	assert.Contains(t, s.log.String(), "pages are as long as test/integration.env says", "which is gone")
}

func TestABuildWithoutWhatItsImageAsksForFails(t *testing.T) { // R17
	t.Parallel()
	t.Run("a package that CodeArtifact gives to those with a token", func(t *testing.T) {
		t.Parallel()
		s, registry := newStages(t), packageRegistry(t, "another token")
		result := s.build(t, map[string]string{
			"CODEARTIFACT_REPOSITORY": "npm-packages-dev", "CODEARTIFACT_DOMAIN": "domain-packages-dev",
			"CODEARTIFACT_OWNER": "000000000000",
		}, aws(registry)...)
		require.False(t, result.Succeeded())
		assert.Contains(t, s.log.String(), "slipway: ci --no-audit --no-fund of the packages failed")
	})
	t.Run("a list that somebody gives to those with a token", func(t *testing.T) {
		t.Parallel()
		s, registry, list := newStages(t), packageRegistry(t, ""), productList(t)
		result := s.build(t, map[string]string{
			"npm_config_registry": registry.url,
			"BUILD_ARGS":          `{"PRODUCTS_URL": "` + list + `"}`,
		})
		require.False(t, result.Succeeded())
		assert.Contains(t, s.log.String(), list+" answered 403, asked without a token")
		assert.Contains(t, s.log.String(), "slipway: the image does not build or cannot be pushed")
	})
}
