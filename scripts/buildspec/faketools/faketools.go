// Package faketools replaces the tools that a build calls (docker, aws, curl, npm,
// ...) by small scripts in a folder for the build's PATH. Each sends its call to this
// process and does what this process answers. The answers are a list of replies, or
// a function: a simulated build answers from the simulated account.
//
// A call without an answer fails, so that a new command in a buildspec cannot slip
// through a test.
//
// What must not be here: failures, and what a particular test asserts.
package faketools

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Call is one call of a tool.
type Call struct {
	Tool string
	Args []string
	// Stdin is what the tool was given if it reads a password from it
	// (docker login --password-stdin).
	Stdin string
	// JUnitFile is the variable JUNIT_FILE, where a test run writes its report.
	JUnitFile string
	// ConfigFile is the variable AWS_CONFIG_FILE, where the AWS CLI looks for its profiles.
	ConfigFile string
}

// String returns the call as one line.
func (c Call) String() string { return strings.Join(append([]string{c.Tool}, c.Args...), " ") }

// Is reports whether the call's words begin with these.
func (c Call) Is(words string) bool { return strings.HasPrefix(c.String()+" ", words+" ") }

// Option returns the value after an option.
func (c Call) Option(name string) string {
	for i, arg := range c.Args {
		if arg == name && i+1 < len(c.Args) {
			return c.Args[i+1]
		}
	}
	return ""
}

// Answer is what a tool does for one call.
type Answer struct {
	Stdout, Stderr string
	// Script is shell code that the tool runs after it printed, with the call's
	// arguments as "$@". Its exit status is the tool's.
	Script string
	// Exit is the exit status if there is no Script.
	Exit int
}

// Unknown is the answer to a call that nobody expected.
func Unknown(call Call) Answer {
	return Answer{Stderr: "no answer is known for: " + call.String() + "\n", Exit: 97}
}

// Tools are the fake tools of one build. They answer one call at a time.
type Tools struct {
	listener net.Listener
	answer   func(context.Context, Call) Answer
	bin      string
	done     sync.WaitGroup

	mu    sync.Mutex // held while a call is answered
	calls []Call
}

// Start creates the named tools in dir and answers their calls until Close.
func Start(ctx context.Context, dir string, names []string, answer func(context.Context, Call) Answer) (*Tools, error) {
	t := &Tools{answer: answer, bin: filepath.Join(dir, "bin")}
	if err := os.MkdirAll(t.bin, 0o750); err != nil {
		return nil, fmt.Errorf("create fake tools: %w", err)
	}
	var err error
	if t.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("serve fake tools: %w", err)
	}
	shim := []byte(shimFor(t.listener.Addr().(*net.TCPAddr).Port))
	for _, name := range names {
		if err := writeTool(filepath.Join(t.bin, name), shim); err != nil {
			return nil, errors.Join(fmt.Errorf("create fake tools: %w", err), t.listener.Close())
		}
	}
	if err := runs(t.bin, names); err != nil {
		return nil, errors.Join(err, t.listener.Close())
	}
	t.done.Go(func() { t.serve(ctx) })
	return t, nil
}

// writeTool writes an executable file. No process of this one begins meanwhile: until it
// has become another program it would hold the file open for writing, and Linux does not
// run such a file ("text file busy", golang.org/issue/22315).
func writeTool(file string, content []byte) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return os.WriteFile(file, content, 0o700)
}

// runs makes sure that programs may be run in the folder, which a mount can forbid: a build
// would blame the rights of its role.
func runs(bin string, names []string) error {
	const execute = 1
	for _, name := range names {
		if err := syscall.Access(filepath.Join(bin, name), execute); err != nil {
			return fmt.Errorf("%s is on a file system that runs no programs (noexec): set TMPDIR to a folder elsewhere: %w",
				bin, err)
		}
	}
	return nil
}

// Bin is the folder to put first on the PATH.
func (t *Tools) Bin() string { return t.bin }

// Calls lists the calls so far. Two that ran at the same time, in a pipe, are in
// no certain order.
func (t *Tools) Calls() []Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.calls)
}

// Close stops answering.
func (t *Tools) Close() error {
	err := t.listener.Close()
	t.done.Wait()
	return err
}
