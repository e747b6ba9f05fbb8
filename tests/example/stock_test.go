package example_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// python runs Python in the folder of the service stock, and returns what it printed.
func python(t *testing.T, environment []string, arguments ...string) (string, error) {
	t.Helper()
	if exec.CommandContext(t.Context(), "python3", "-c", "''.removeprefix('')").Run() != nil {
		t.Skip("python3 is not on the PATH, or older than 3.9: the tests of the service stock need it")
	}
	command := exec.CommandContext(t.Context(), "python3", arguments...)
	command.Dir = filepath.Join("..", "..", "example", "stock")
	command.Env = append(append(os.Environ(), pythonPath(t)...), environment...)
	output, err := command.CombinedOutput()
	return string(output), err
}

func pythonPath(t *testing.T) []string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", "..", "example"))
	require.NoError(t, err)
	return []string{
		"PYTHONDONTWRITEBYTECODE=1", "LOG_LEVEL=warn",
		"PYTHONPATH=" + filepath.Join(root, "stock", "src") + string(os.PathListSeparator) + filepath.Join(root, "packages"),
	}
}

func TestStockPassesItsUnitTests(t *testing.T) {
	t.Parallel()
	output, err := python(t, nil, "-m", "unittest", "discover", "-s", "test/unit")
	require.NoError(t, err, output)
	assert.Contains(t, output, "Ran 3 tests")
}

func TestStockPassesItsIntegrationTests(t *testing.T) { // R20
	t.Parallel()
	address := invoking(t, pythonPath(t), "python3", "-c",
		"import json, sys, handler; print(json.dumps(handler.handler(json.load(sys.stdin))))")
	output, err := python(t, []string{"SERVICE_URL=" + address}, "-m", "unittest", "discover", "-s", "test/integration")
	require.NoError(t, err, output)
	assert.Contains(t, output, "Ran 3 tests")
}

func TestTheBuildStageTestsStockInItsImageAndBuildsItFromTheRoot(t *testing.T) { // R14
	t.Parallel()
	repository := t.TempDir()
	require.NoError(t, os.CopyFS(repository, os.DirFS(filepath.Join("..", "..", "example"))))
	replies := []faketools.Reply{
		{Tool: "docker", Args: "run --detach --name slipway-tests"}, {
			Tool: "docker",
			Args: "exec",
		}, {Tool: "docker", Args: "rm"},
	}
	replies = append(replies, faketools.Build{Digest: "sha256:" + strings.Repeat("1", 64)}.Replies()...)
	tools, err := faketools.StartReplies(t.Context(), t.TempDir(), replies...)
	require.NoError(t, err)
	var log bytes.Buffer
	result, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(buildspecs.Build()),
		Dir:  repository,
		Bin:  tools.Bin(),
		Out:  &log,
		Env: map[string]string{
			"SERVICE": "stock", "SERVICE_PATH": "stock/", "DOCKER_CONTEXT": ".", "AWS_REGION": "us-east-1",
			"ECR_REPOSITORY_URI": "000000000000.dkr.ecr.us-east-1.amazonaws.com/ecr-stock-dev", "SCAN_POLL_SECONDS": "0",
			"CACHE_BUCKET": "s3-cache-000000000000-dev", "HISTORY_TABLE": "table-deployments-dev",
			"BUILDKIT_IMAGE":                    "public.ecr.aws/vend/moby/buildkit:buildx-stable-1",
			"BUILDER_TAG":                       "builder-1",
			"CODEBUILD_RESOLVED_SOURCE_VERSION": strings.Repeat("a", 40),
		},
	})
	require.NoError(t, err)
	require.NoError(t, tools.Close())
	require.True(t, result.Succeeded(), log.String())
	var ran []string
	for _, call := range tools.Calls() {
		if line := call.String(); strings.HasPrefix(line, "docker exec") {
			ran = append(ran, line[strings.LastIndex(line, " sh -ec ")+8:])
		} else if strings.HasPrefix(line, "docker buildx build") {
			assert.True(t, strings.HasSuffix(line, " --push "+repository+"/."), line)
		}
	}
	assert.Equal(t, []string{
		"pip install --quiet -r requirements-dev.txt", "PYTHONPATH=src:../packages python -m pytest test/unit",
	}, ran)
	for _, copied := range []string{"packages/prices", "stock/src"} {
		assert.DirExists(t, filepath.Join(repository, copied))
		ignored, err := os.ReadFile(filepath.Join(repository, "stock", "Dockerfile.dockerignore"))
		require.NoError(t, err)
		assert.Contains(t, string(ignored), "\n!"+copied+"\n", "and nothing else but what the Dockerfile copies")
	}
}
