package faketools_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

// call calls a fake tool and returns what it wrote and its exit status.
func call(
	t *testing.T, tools *faketools.Tools, stdin, tool string, args ...string,
) (stdout, stderr string, status int) {
	t.Helper()
	var out, errOut bytes.Buffer
	command := exec.CommandContext(t.Context(), filepath.Join(tools.Bin(), tool), args...)
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(stdin), &out, &errOut
	_ = command.Run()
	return out.String(), errOut.String(), command.ProcessState.ExitCode()
}

func install(t *testing.T, replies ...faketools.Reply) *faketools.Tools {
	t.Helper()
	tools, err := faketools.StartReplies(t.Context(), filepath.Join(t.TempDir(), "it's here"), replies...)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, tools.Close()) })
	return tools
}

func TestTheFirstAnswerThatFitsIsGiven(t *testing.T) {
	t.Parallel()
	tools := install(t,
		faketools.Reply{
			Tool:   "aws",
			Args:   "ecr describe",
			Stdout: "it's\nan image",
			Exit:   0,
		},
		faketools.Reply{
			Tool:   "aws",
			Args:   "ecr",
			Stderr: "denied\n",
			Exit:   254,
		},
		faketools.Reply{Tool: "aws", Stdout: "anything"})
	out, _, status := call(t, tools, "", "aws", "ecr", "describe-images")
	assert.Equal(t, "it's\nan image", out)
	assert.Zero(t, status)
	_, errOut, status := call(t, tools, "", "aws", "ecr", "put-image")
	assert.Equal(t, "denied\n", errOut)
	assert.Equal(t, 254, status)
	out, _, _ = call(t, tools, "", "aws", "s3", "ls")
	assert.Equal(t, "anything", out)
}

func TestAnAnswerCanBeForTheFirstCallsOnly(t *testing.T) {
	t.Parallel()
	tools := install(t,
		faketools.Reply{
			Tool:   "aws",
			Args:   "scan",
			Stdout: "pending",
			Times:  2,
		},
		faketools.Reply{
			Tool:   "aws",
			Args:   "scan",
			Stdout: "done",
		})
	var said []string
	for range 4 {
		out, _, _ := call(t, tools, "", "aws", "scan")
		said = append(said, out)
	}
	assert.Equal(t, []string{"pending", "pending", "done", "done"}, said)
}

func TestAScriptSeesTheArgumentsAndGivesTheStatus(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "made")
	tools := install(t, faketools.Reply{Tool: "docker", Script: `echo "$2" >"$1"; exit 5`})
	_, _, status := call(t, tools, "", "docker", file, "content")
	assert.Equal(t, 5, status)
	made, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "content\n", string(made))
}

func TestACallNobodyExpectedFails(t *testing.T) {
	t.Parallel()
	tools := install(t, faketools.Reply{Tool: "aws", Args: "ecr"})
	_, errOut, status := call(t, tools, "", "aws", "iam", "create-user")
	assert.Equal(t, "no answer is known for: aws iam create-user\n", errOut)
	assert.Equal(t, 97, status)
}

func TestCallsAreWrittenDownWithTheirArguments(t *testing.T) {
	t.Parallel()
	tools := install(t, faketools.Reply{Tool: "docker"}, faketools.Reply{Tool: "npm"})
	assert.Empty(t, tools.Calls())

	call(t, tools, "password", "docker", "login", "--password-stdin", "registry")
	call(t, tools, "not read", "docker", "run", "", "two words", "two\nlines")
	call(t, tools, "", "npm")
	calls := tools.Calls()
	assert.Equal(t, []faketools.Call{
		{
			Tool:  "docker",
			Args:  []string{"login", "--password-stdin", "registry"},
			Stdin: "password",
		},
		{Tool: "docker", Args: []string{"run", "", "two words", "two\nlines"}},
		{Tool: "npm", Args: []string{}},
	}, calls)
	assert.Equal(t, "docker login --password-stdin registry", calls[0].String())
}

func TestAPlaceThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := faketools.StartReplies(t.Context(), file, faketools.Reply{Tool: "aws"})
	require.ErrorContains(t, err, "create fake tools: ")
	_, err = faketools.StartReplies(t.Context(), t.TempDir(), faketools.Reply{Tool: "no/such/folder"})
	assert.ErrorContains(t, err, "create fake tools: ")
}
