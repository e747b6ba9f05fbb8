package receiverzip

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// fixedEnvironment is what the build sees whatever the user has set. The
// values are never empty: an empty one would let the user's `go env -w` file
// speak.
var fixedEnvironment = []string{
	"GOOS=linux", "GOARCH=amd64", "GOAMD64=v1", "CGO_ENABLED=0",
	"GOFLAGS=-mod=readonly", "GOWORK=off", "GOFIPS140=off", "GO111MODULE=on",
}

// buildArguments: the name "bootstrap" is what Lambda's provided runtimes
// start, and lambda.norpc leaves out the older go1.x runtime's protocol (Lambda
// developer guide, golang-package). The rest keeps paths, versions of the
// checkout and build ids out of the file; what the compiler is told is what the
// Makefile tells it, so that it finds most packages compiled.
func buildArguments(output string) []string {
	return []string{
		"build", "-trimpath", "-buildvcs=false", "-gcflags=all=-l -dwarf=false",
		"-gcflags=std=-dwarf=false", "-tags", "lambda.norpc",
		"-ldflags", "-s -w -buildid=", "-o", output, "./receiver",
	}
}

// commandRunner runs a command in a folder with an environment and returns
// what it wrote to standard output.
type commandRunner func(
	ctx context.Context, dir string, environment []string, name string, arguments ...string,
) (string, error)

// runCommand is the commandRunner on real processes. Its error carries what the
// command said.
func runCommand(
	ctx context.Context, dir string, environment []string, name string, arguments ...string,
) (string, error) {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Dir, command.Env = dir, environment
	output, err := command.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return "", fmt.Errorf("%w\n%s", err, strings.TrimSpace(string(exit.Stderr)))
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("the go command is not on the PATH: install Go from https://go.dev/dl and run again")
	}
	return string(output), err
}

// goVersion asks the go command that would compile: with a toolchain line it
// is not always the one that this program was built with.
func (b builder) goVersion(ctx context.Context, projectDir string) (string, error) {
	if _, err := os.Stat(filepath.Join(projectDir, "go.mod")); err != nil {
		return "", fmt.Errorf("%s is not the delivery project's folder: %w", projectDir, err)
	}
	output, err := b.command(ctx, projectDir, environment(), "go", "env", "GOVERSION")
	if err != nil {
		return "", fmt.Errorf("find Go version: %w", err)
	}
	return strings.TrimSpace(output), nil
}

// compile builds the function and puts its zip in place in one step, so that
// another process never sees half of it.
func (b builder) compile(ctx context.Context, projectDir, folder, finished string) error {
	scratch, err := "", os.MkdirAll(folder, 0o755)
	if err == nil {
		scratch, err = os.MkdirTemp(folder, "build-")
	}
	if err != nil {
		return fmt.Errorf("create cache folder: %w: make it writable or set XDG_CACHE_HOME", err)
	}
	defer func() { _ = os.RemoveAll(scratch) }()

	binary := filepath.Join(scratch, "bootstrap")
	if _, err := b.command(ctx, projectDir, environment(), "go", buildArguments(binary)...); err != nil {
		return fmt.Errorf("compile: %w\nto see it alone: cd %s && GOWORK=off go build -o /dev/null ./receiver (a missing "+
			"module: go mod download)",
			err,
			projectDir)
	}
	archive := filepath.Join(scratch, "receiver.zip")
	if err := writeZip(archive, binary); err != nil {
		return fmt.Errorf("write zip: %w", err)
	}
	if err := os.Rename(archive, finished); err != nil {
		return fmt.Errorf("put zip in place: %w: remove %s and run again", err, finished)
	}
	return nil
}

// environment is the user's, for proxies and caches, with all that changes the
// result taken out or fixed.
func environment() []string {
	kept := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return name == "GOEXPERIMENT" || slices.ContainsFunc(fixedEnvironment, func(fixed string) bool {
			return strings.HasPrefix(fixed, name+"=")
		})
	})
	return append(kept, fixedEnvironment...)
}
