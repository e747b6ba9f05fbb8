package stories_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// build is scripts/build.sh with a go command that is the given shell script, in a
// process group of its own, as make starts it in a terminal.
func build(t *testing.T, fake string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	script, err := filepath.Abs("../../scripts/build.sh")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\n"+fake+"\n"), 0o700))
	cmd := exec.Command("sh", script, filepath.Join(dir, "bin", "slipway"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
	cmd.WaitDelay = 10 * time.Second // for what outlives the script and holds its streams
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &talk, &talk
	return cmd, &talk
}

func TestABuildThatFailsSaysWhy(t *testing.T) {
	t.Parallel()
	cmd, talk := build(t, "echo slipway/stacks/compute; echo 'names.go:50: syntax error' >&2; exit 1")
	var exit *exec.ExitError
	require.ErrorAs(t, cmd.Run(), &exit)
	assert.Equal(t, 1, exit.ExitCode())
	assert.Contains(t, talk.String(), "\nnames.go:50: syntax error\nerror: slipway does not build\n")
	assert.NotContains(t, talk.String(), "stacks/compute", "progress is no news")
}

func TestAnInterruptedBuildLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	cmd, _ := build(t, "touch started; exec sleep 600")
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool {
		_, err := os.Stat(filepath.Join(cmd.Dir, "started"))
		return err == nil
	}, time.Minute, 10*time.Millisecond)
	require.NoError(t, syscall.Kill(-cmd.Process.Pid, syscall.SIGINT))
	var exit *exec.ExitError
	require.ErrorAs(t, cmd.Wait(), &exit)
	assert.Equal(t, 130, exit.ExitCode())
	assert.Eventually(t, func() bool {
		return errors.Is(syscall.Kill(-cmd.Process.Pid, 0), syscall.ESRCH)
	}, time.Minute, 10*time.Millisecond, "what shows the progress goes as well")
}
