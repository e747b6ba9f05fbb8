package standin_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/standin"
)

// call calls a stand-in and returns what it wrote and its exit status.
func call(t *testing.T, tools *standin.Tools, stdin, tool string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errOut bytes.Buffer
	command := exec.CommandContext(t.Context(), filepath.Join(tools.Bin(), tool), args...)
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(stdin), &out, &errOut
	_ = command.Run()
	return out.String(), errOut.String(), command.ProcessState.ExitCode()
}

func install(t *testing.T, answers ...standin.Answer) *standin.Tools {
	t.Helper()
	tools, err := standin.Install(filepath.Join(t.TempDir(), "it's here"), answers...)
	require.NoError(t, err)
	return tools
}

func TestTheFirstAnswerThatFitsIsGiven(t *testing.T) {
	t.Parallel()
	tools := install(t,
		standin.Answer{Tool: "aws", Args: "ecr describe", Stdout: "it's\nan image", Exit: 0},
		standin.Answer{Tool: "aws", Args: "ecr", Stderr: "denied\n", Exit: 254},
		standin.Answer{Tool: "aws", Stdout: "anything"})
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
		standin.Answer{Tool: "aws", Args: "scan", Stdout: "pending", Times: 2},
		standin.Answer{Tool: "aws", Args: "scan", Stdout: "done"})
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
	tools := install(t, standin.Answer{Tool: "docker", Script: `echo "$2" >"$1"; exit 5`})
	_, _, status := call(t, tools, "", "docker", file, "content")
	assert.Equal(t, 5, status)
	made, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "content\n", string(made))
}

func TestACallNobodyExpectedFails(t *testing.T) {
	t.Parallel()
	tools := install(t, standin.Answer{Tool: "aws", Args: "ecr"})
	_, errOut, status := call(t, tools, "", "aws", "iam", "create-user")
	assert.Equal(t, "stand-in aws has no answer for: iam create-user\n", errOut)
	assert.Equal(t, 97, status)
}

func TestCallsAreWrittenDownWithTheirArguments(t *testing.T) {
	t.Parallel()
	tools := install(t, standin.Answer{Tool: "docker"}, standin.Answer{Tool: "npm"})
	calls, err := tools.Calls()
	require.NoError(t, err)
	assert.Empty(t, calls)

	call(t, tools, "password", "docker", "login", "--password-stdin", "registry")
	call(t, tools, "not read", "docker", "run", "", "two words", "two\nlines")
	call(t, tools, "", "npm")
	calls, err = tools.Calls()
	require.NoError(t, err)
	assert.Equal(t, []standin.Call{
		{Tool: "docker", Args: []string{"login", "--password-stdin", "registry"}, Stdin: "password"},
		{Tool: "docker", Args: []string{"run", "", "two words", "two\nlines"}},
		{Tool: "npm", Args: []string{}},
	}, calls)
	assert.Equal(t, "docker login --password-stdin registry", calls[0].String())
}

func TestAPlaceThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := standin.Install(file, standin.Answer{Tool: "aws"})
	require.ErrorContains(t, err, "create stand-ins: ")
	_, err = standin.Install(t.TempDir(), standin.Answer{Tool: "no/such/folder"})
	require.ErrorContains(t, err, "create stand-ins: ")

	tools := install(t)
	require.NoError(t, os.Mkdir(filepath.Join(tools.Bin(), "..", "calls"), 0o700))
	_, err = tools.Calls()
	assert.ErrorContains(t, err, "read calls: ")
}
