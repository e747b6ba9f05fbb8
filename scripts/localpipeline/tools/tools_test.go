package tools_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localpipeline/tools"
)

// shell runs a script with the stand-ins first on its path.
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
	var calls []tools.Call
	server, err := tools.Start(t.Context(), t.TempDir(), func(_ context.Context, call tools.Call) tools.Answer {
		calls = append(calls, call)
		if call.Is("docker buildx build") {
			return tools.Answer{Text: "ERROR: no\n", Exit: 7}
		}
		return tools.Answer{Text: "line 1\nline 2\n"}
	})
	require.NoError(t, err)
	out, talk, code := shell(t, server.Bin(), `aws ecr "two words" "it's" ""
echo pass | docker login --password-stdin
docker buildx build --tag x:1 .`)
	assert.Equal(t, "line 1\nline 2\nline 1\nline 2\n", out)
	assert.Equal(t, "ERROR: no\n", talk, "what a failed tool says goes to the standard error")
	assert.Equal(t, 7, code)
	require.NoError(t, server.Close())
	require.Len(t, calls, 3)
	assert.Equal(t, tools.Call{Tool: "aws", JUnitFile: "/reports/x.xml", Args: []string{"ecr", "two words", "it's", ""}}, calls[0])
	assert.Equal(t, "x:1", calls[2].Option("--tag"))
	assert.Empty(t, calls[2].Option("--push"))
}

func TestAToolWhoseAnswererIsGoneFails(t *testing.T) {
	t.Parallel()
	server, err := tools.Start(t.Context(), t.TempDir(), func(context.Context, tools.Call) tools.Answer { return tools.Answer{} })
	require.NoError(t, err)
	require.NoError(t, server.Close())
	_, _, code := shell(t, server.Bin(), "npm ci")
	assert.NotZero(t, code)
}

func TestACallIsRecognisedByWholeWords(t *testing.T) {
	t.Parallel()
	call := tools.Call{Tool: "npm", Args: []string{"test", "--if-present"}}
	assert.True(t, call.Is("npm test"))
	assert.True(t, call.Is("npm"))
	assert.False(t, call.Is("npm te"))
	assert.False(t, call.Is("npm test --if-present --more"))
}
