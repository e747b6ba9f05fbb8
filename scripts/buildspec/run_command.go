package buildspec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// stateVariable tells the wrapper below where to leave what the command
// changed. It is taken out again before the next command sees it.
const stateVariable = "BUILDSPEC_STATE"

// leave writes the environment and the working directory of a command.
const leave = `env -0 >"$` + stateVariable + `/env"; pwd >"$` + stateVariable + `/directory"`

// wrapper runs a command and leaves its environment and working directory
// behind, however it ends: by exit, or with a trap of its own.
const wrapper = `trap '` + leave + `' EXIT
. "$` + stateVariable + `/command"
set -- $?
` + leave + `
exit "$1"`

// shell is the build's environment between two commands.
type shell struct {
	bash      string
	state     string
	directory string
	variables map[string]string
	out       io.Writer
}

// newShell makes the environment that the first command sees.
func newShell(spec Spec, document document, scratch string) (*shell, error) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		return nil, errors.New("run buildspec: bash is not on the PATH: install it and run again")
	}
	source, err := filepath.Abs(spec.Dir)
	if err != nil {
		return nil, fmt.Errorf("find source folder: %w", err)
	}
	made := &shell{
		bash:      bash,
		state:     filepath.Join(scratch, "state"),
		directory: source,
		variables: map[string]string{},
		out:       spec.Out,
	}
	if made.out == nil {
		made.out = io.Discard
	}
	path := os.Getenv("PATH")
	if spec.Bin != "" {
		path = spec.Bin + string(os.PathListSeparator) + path
	}
	for _, folder := range []string{"state", "home", "tmp"} {
		if err := os.Mkdir(filepath.Join(scratch, folder), 0o700); err != nil {
			return nil, fmt.Errorf("create scratch folder: %w", err)
		}
	}
	maps.Copy(made.variables, document.Env.Variables)
	maps.Copy(made.variables, spec.Env)
	maps.Copy(made.variables, map[string]string{
		"PATH": path, "HOME": filepath.Join(scratch, "home"), "TMPDIR": filepath.Join(scratch, "tmp"),
		"CODEBUILD_SRC_DIR": source, "CODEBUILD_BUILD_SUCCEEDING": "1", "CI": "true",
	})
	return made, nil
}

// runCommand runs one command and returns its exit status.
func (s *shell) runCommand(ctx context.Context, command string) (int, error) {
	if err := os.WriteFile(filepath.Join(s.state, "command"), []byte(command+"\n"), 0o600); err != nil {
		return 0, fmt.Errorf("write command: %w", err)
	}
	for _, left := range []string{"env", "directory"} {
		if err := os.Remove(filepath.Join(s.state, left)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, fmt.Errorf("prepare command: %w", err)
		}
	}
	process := exec.CommandContext(ctx, s.bash, "--noprofile", "--norc", "-c", wrapper)
	process.Dir, process.Stdout, process.Stderr = s.directory, s.out, s.out
	process.Env = append(process.Env, stateVariable+"="+s.state)
	for name, value := range s.variables {
		process.Env = append(process.Env, name+"="+value)
	}
	// A child that outlives the command must not hold the build up.
	process.WaitDelay = time.Second
	err := process.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case errors.As(err, &exit), errors.Is(err, exec.ErrWaitDelay):
	case err != nil:
		return 0, fmt.Errorf("start bash: %w", err)
	}
	return process.ProcessState.ExitCode(), s.takeOver()
}

// takeOver reads what the command left behind: nothing if it has put another program
// in the place of its shell, as exec does. Then all stays as it was.
func (s *shell) takeOver() error {
	environment, err := os.ReadFile(filepath.Join(s.state, "env"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read environment after command: %w", err)
	}
	directory, err := os.ReadFile(filepath.Join(s.state, "directory"))
	if err != nil {
		return fmt.Errorf("read directory after command: %w", err)
	}
	s.directory = strings.TrimSuffix(string(directory), "\n")
	s.variables = map[string]string{}
	for entry := range strings.SplitSeq(string(environment), "\x00") {
		name, value, found := strings.Cut(entry, "=")
		if found && name != stateVariable {
			s.variables[name] = value
		}
	}
	return nil
}
