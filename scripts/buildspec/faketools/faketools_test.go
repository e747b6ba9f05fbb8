package faketools_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

var names = []string{"aws", "curl", "docker", "npm", "sleep"}

// shell runs a script with the fake tools first on its path.
func shell(t *testing.T, bin, script string) (out, talk string, code int) {
	t.Helper()
	var o, e strings.Builder
	cmd := exec.CommandContext(t.Context(), "bash", "-c", script)
	cmd.Env = []string{"PATH=" + bin + string(filepath.ListSeparator) + os.Getenv("PATH"), "JUNIT_FILE=/reports/x.xml"}
	cmd.Stdout, cmd.Stderr = &o, &e
	_ = cmd.Run() // its exit code says it
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

func TestAToolAsksThisProcessWhatToAnswer(t *testing.T) {
	t.Parallel()
	var calls []faketools.Call
	server, err := faketools.Start(t.Context(), t.TempDir(), names, func(
		_ context.Context, call faketools.Call,
	) faketools.Answer {
		calls = append(calls, call)
		if call.Is("docker buildx build") {
			return faketools.Answer{Stderr: "ERROR: no\n", Exit: 7}
		}
		return faketools.Answer{Stdout: "line 1\nline 2\n"}
	})
	require.NoError(t, err)
	out, talk, code := shell(t, server.Bin(), `aws ecr "two words" "it's" ""
echo pass | docker login --password-stdin
docker buildx build --tag x:1 .`)
	assert.Equal(t, "line 1\nline 2\nline 1\nline 2\n", out)
	assert.Equal(t, "ERROR: no\n", talk, "the failed tool prints to the standard error")
	assert.Equal(t, 7, code)
	require.NoError(t, server.Close())
	require.Len(t, calls, 3)
	assert.Equal(t, faketools.Call{
		Tool:      "aws",
		JUnitFile: "/reports/x.xml",
		Args:      []string{"ecr", "two words", "it's", ""},
	}, calls[0])
	assert.Equal(t, "x:1", calls[2].Option("--tag"))
	assert.Empty(t, calls[2].Option("--push"))
}

func TestAToolFailsIfNobodyAnswers(t *testing.T) {
	t.Parallel()
	server, err := faketools.Start(t.Context(), t.TempDir(), names,
		func(context.Context, faketools.Call) faketools.Answer { return faketools.Answer{} })
	require.NoError(t, err)
	require.NoError(t, server.Close())
	_, _, code := shell(t, server.Bin(), "npm ci")
	assert.NotZero(t, code)
}

func TestACallIsRecognisedByWholeWords(t *testing.T) {
	t.Parallel()
	call := faketools.Call{Tool: "npm", Args: []string{"test", "--if-present"}}
	assert.True(t, call.Is("npm test"))
	assert.True(t, call.Is("npm"))
	assert.False(t, call.Is("npm te"))
	assert.False(t, call.Is("npm test --if-present --more"))
}
