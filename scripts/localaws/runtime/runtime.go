// Package runtime runs the program in a simulated function's image, for one invocation:
// a Node.js handler, as AWS's base image does, or a program of its own that speaks
// Lambda's runtime interface (Lambda Developer Guide, runtimes-api).
//
// What must not be here: which version is called, and by whom.
package runtime

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"slipway/scripts/localaws/registry"
)

//go:embed runner.mjs
var runner []byte

// Function is what is run.
type Function struct {
	Images     *registry.Registry
	Account    string // of the repository
	Repository string
	Digest     string
	Name       string
	Version    string
	// Architecture is what the version runs on, as Lambda names it.
	Architecture string
	Region       string
	Variables    map[string]string
	Timeout      time.Duration
	// Packages is a folder in which what npm installs is kept for the next call.
	Packages string
	// Log gets what the program writes.
	Log io.Writer
}

// Failure is an invocation that Lambda counts as an error.
type Failure struct{ Type, Message string }

// Error is what Lambda logs.
func (f *Failure) Error() string { return f.Type + ": " + f.Message }

// Impossible says that the program cannot run on this machine, and what would help.
type Impossible struct{ Why string }

// Error is the reason.
func (i *Impossible) Error() string { return i.Why }

// Invoke runs the function with the event, and returns its answer as JSON. Its error is a
// Failure of the function's own, or an Impossible.
func (f Function) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	root, err := os.MkdirTemp("", "slipway-function-")
	if err != nil {
		return nil, fmt.Errorf("make folder for the image: %w", err)
	}
	defer func() { _ = os.RemoveAll(root) }()
	image, err := f.unpack(root)
	if err != nil {
		return nil, err
	}
	command, err := f.command(ctx, root, image)
	if err != nil {
		return nil, err
	}
	return f.run(ctx, command, event)
}

// command is the program, with its working folder.
func (f Function) command(ctx context.Context, root string, image configuration) ([]string, error) {
	dir := filepath.Join(root, image.WorkingDir)
	if len(image.Entrypoint) > 0 {
		program := filepath.Join(root, image.Entrypoint[0])
		return append([]string{dir, program}, append(image.Entrypoint[1:], image.Cmd...)...), nil
	}
	if len(image.Cmd) == 0 {
		return nil, &Impossible{"the image was built by another command than this version's and holds no program"}
	}
	if !forNode(dir, image.Cmd[0]) {
		return nil, &Impossible{"the image's handler " + image.Cmd[0] + " is not one of Node.js"}
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, &Impossible{"node is not on the PATH, so the image's handler cannot run"}
	}
	if err := f.install(ctx, dir); err != nil {
		return nil, err
	}
	script := filepath.Join(root, "runner.mjs")
	if err := os.WriteFile(script, runner, 0o600); err != nil {
		return nil, fmt.Errorf("write the runtime: %w", err)
	}
	return []string{dir, node, script, image.Cmd[0]}, nil
}

// forNode tells whether the handler, such as src/handler.handler, is in a file of Node.js.
func forNode(dir, handler string) bool {
	for _, end := range []string{".js", ".mjs", ".cjs"} {
		if _, err := os.Stat(filepath.Join(dir, strings.TrimSuffix(handler, filepath.Ext(handler))+end)); err == nil {
			return true
		}
	}
	return false
}

// run starts the program, hands it the event and waits for the answer as long as the
// function may run.
func (f Function) run(ctx context.Context, command []string, event []byte) ([]byte, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the runtime interface: %w", err)
	}
	i := newInvocation(event)
	server := &http.Server{Handler: i, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	defer func() { _ = server.Close() }()

	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	program := exec.CommandContext(ctx, command[1], command[2:]...) //nolint:gosec // the image's own
	program.Dir, program.Stdout, program.Stderr = command[0], f.Log, f.Log
	program.Env = []string{
		"PATH=" + os.Getenv("PATH"), "AWS_LAMBDA_RUNTIME_API=" + listener.Addr().String(),
		"AWS_REGION=" + f.Region, "AWS_LAMBDA_FUNCTION_NAME=" + f.Name, "AWS_LAMBDA_FUNCTION_VERSION=" + f.Version,
	}
	for name, value := range f.Variables {
		program.Env = append(program.Env, name+"="+value)
	}
	if err := program.Start(); err != nil {
		return nil, &Impossible{"the image's program does not run on this machine: " + err.Error()}
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	defer func() {
		cancel() // the placeholder waits for more calls
		<-ended
	}()
	select {
	case <-i.answered:
		return i.answer, i.failure
	case err := <-ended:
		ended <- err
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, &Failure{"Runtime.ExitError", fmt.Sprintf("the program ended without an answer: %v", err)}
		}
	case <-ctx.Done():
	}
	return nil, &Failure{"Sandbox.Timedout", fmt.Sprintf("Task timed out after %.2f seconds", f.Timeout.Seconds())}
}

// install has npm put the packages of the image's lock file where they belong, once for
// each lock file: the simulated build installs none.
func (f Function) install(ctx context.Context, dir string) error {
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil || !strings.Contains(string(lock), `"node_modules/`) {
		return nil
	}
	kept := filepath.Join(f.Packages, name(lock))
	if _, err := os.Stat(filepath.Join(kept, "node_modules")); err != nil {
		if err := installed(ctx, dir, kept, lock); err != nil {
			return err
		}
	}
	if err := os.Symlink(filepath.Join(kept, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		return fmt.Errorf("put packages into the image: %w", err)
	}
	return nil
}
