package example_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

func TestTheUnitTestsPass(t *testing.T) {
	t.Parallel()
	needNode(t)
	output, err := npm(t, service(t), nil, "test")
	require.NoError(t, err, output)
	assert.Contains(t, output, "fail 0")
}

func TestTheIntegrationTestsPassAgainstTheHandlerAndWriteJUnit(t *testing.T) { // R20
	t.Parallel()
	needNode(t)
	dir := service(t)
	file := filepath.Join(t.TempDir(), "integration.xml")
	output, err := npm(t, dir,
		[]string{"SERVICE_URL=" + emulator(t, dir), "JUNIT_FILE=" + file}, "run", "test:integration")
	require.NoError(t, err, output)
	assert.Len(t, cases(t, file), 4)
	assert.NoFileExists(t, filepath.Join(dir, "junit.xml"))
}

func TestTheIntegrationTestsFailWhenTheServiceIsBroken(t *testing.T) {
	t.Parallel()
	needNode(t)
	dir := service(t)
	broken := "export async function handler() { throw new Error('the database is gone'); }\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "src", "handler.js"), []byte(broken), 0o600))
	file := filepath.Join(t.TempDir(), "integration.xml")
	output, err := npm(t, dir,
		[]string{"SERVICE_URL=" + emulator(t, dir), "JUNIT_FILE=" + file}, "run", "test:integration")
	require.Error(t, err)
	assert.Contains(t, output, "the function failed: Error: the database is gone")
	assert.Len(t, cases(t, file), 4)
}

func TestTheIntegrationTestsSayWhatTheyNeed(t *testing.T) {
	t.Parallel()
	needNode(t)
	output, err := npm(t, service(t), []string{"SERVICE_URL="}, "run", "test:integration")
	require.Error(t, err)
	assert.Contains(t, output, "SERVICE_URL is not set: docker run --rm -p 9000:8080 IMAGE")
}

// TestTheBuildStageRunsOnIt: the real buildspec, the real npm, and fake tools
// for AWS and Docker only.
func TestTheBuildStageRunsOnIt(t *testing.T) {
	t.Parallel()
	needNode(t)
	repository := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(repository, "services", "api"), os.DirFS(service(t))))
	var known []faketools.Reply
	for _, answer := range (faketools.Build{Digest: "sha256:" + strings.Repeat("1", 64)}).Replies() {
		if answer.Tool != "npm" {
			known = append(known, answer)
		}
	}
	tools, err := faketools.StartReplies(t.Context(), t.TempDir(), known...)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, tools.Close()) })
	var log bytes.Buffer
	result, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(buildspecs.Build()),
		Dir:  repository,
		Bin:  tools.Bin(),
		Out:  &log,
		Env: map[string]string{
			"SERVICE": "api", "SERVICE_PATH": "services/api", "AWS_REGION": "us-east-1", "SCAN_POLL_SECONDS": "0",
			"ECR_REPOSITORY_URI": "000000000000.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev",
			"CACHE_BUCKET":       "s3-cache-000000000000-dev", "HISTORY_TABLE": "table-deployments-dev",
			"BUILDKIT_IMAGE":                    "public.ecr.aws/vend/moby/buildkit:buildx-stable-1",
			"BUILDER_TAG":                       "builder-1",
			"CODEBUILD_RESOLVED_SOURCE_VERSION": strings.Repeat("a", 40),
		},
	})
	require.NoError(t, err)
	require.True(t, result.Succeeded(), log.String())
	assert.Contains(t, log.String(), "fail 0")
}

func TestTheImageHoldsTheServiceAndNotItsTests(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "example", "api")
	dockerfile, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	require.NoError(t, err)
	assert.Contains(t, string(dockerfile), "\nARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:18\nFROM ${BASE_IMAGE}\n") // R5
	assert.NotContains(t, string(dockerfile), "# syntax=", "the frontend's image would come from Docker Hub")
	ignored, err := os.ReadFile(filepath.Join(root, ".dockerignore"))
	require.NoError(t, err)
	assert.Equal(t, "*\n!package.json\n!package-lock.json\n!src\n", string(ignored))
}

func TestTheReadmeIsTenLines(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join("..", "..", "example", "api", "README.md"))
	require.NoError(t, err)
	assert.Len(t, strings.Split(strings.TrimSpace(string(readme)), "\n"), 10)
}

// cases lists the test cases of a JUnit file.
func cases(t *testing.T, file string) []string {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	var suites struct {
		Cases []struct {
			Name string `xml:"name,attr"`
		} `xml:"testcase"`
	}
	require.NoError(t, xml.Unmarshal(content, &suites))
	var names []string
	for _, testCase := range suites.Cases {
		names = append(names, testCase.Name)
	}
	return names
}
