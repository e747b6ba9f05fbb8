package faketools_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

func TestTheBuilderWritesItsMetadataFile(t *testing.T) {
	t.Parallel()
	tools := install(t, faketools.Build{Digest: "sha256:abc"}.Replies()...)
	file := filepath.Join(t.TempDir(), "metadata.json")
	command := exec.CommandContext(t.Context(), filepath.Join(tools.Bin(), "docker"), "buildx", "build",
		"--metadata-file", file, "--push", ".")
	require.NoError(t, command.Run())
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.JSONEq(t, `{"buildx.build.ref": "slipway/slipway0/x", "containerimage.digest": "sha256:abc"}`, string(content))
}

func TestTheHistoryKnowsALiveImageOrNone(t *testing.T) {
	t.Parallel()
	for live, want := range map[string]string{"": "null\n", "sha256:abc": "\"sha256:abc\"\n"} {
		tools := install(t, faketools.Build{Live: live}.Replies()...)
		out, err := exec.CommandContext(t.Context(), filepath.Join(tools.Bin(), "aws"), "dynamodb", "query",
			"--table-name", "x").Output()
		require.NoError(t, err)
		assert.Equal(t, want, string(out))
	}
}

func TestTheIntegrationTestsWriteJUnit(t *testing.T) {
	t.Parallel()
	tools := install(t, faketools.Test{Cases: []string{"health answers", "<unknown> path"}}.Replies()...)
	file := filepath.Join(t.TempDir(), "integration.xml")
	command := exec.CommandContext(t.Context(), filepath.Join(tools.Bin(), "npm"), "run", "test:integration")
	command.Env = append(os.Environ(), "JUNIT_FILE="+file)
	require.NoError(t, command.Run())
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	var suites struct {
		Cases []struct {
			Name string `xml:"name,attr"`
		} `xml:"testcase"`
	}
	require.NoError(t, xml.Unmarshal(content, &suites))
	require.Len(t, suites.Cases, 2)
	assert.Equal(t, "<unknown> path", suites.Cases[1].Name)
}
