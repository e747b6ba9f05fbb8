package receiverzip

import (
	"archive/zip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fakeGo stands for the go command: it "compiles" by writing a file.
type fakeGo struct {
	version string
	builds  int
	fail    string // "env" or "build"
	lazy    bool   // says it compiled and wrote nothing
}

func (f *fakeGo) run(_ context.Context, _ string, _ []string, _ string, arguments ...string) (string, error) {
	if arguments[0] == f.fail {
		return "", errors.New("exit status 1\nno required module provides package")
	}
	if arguments[0] == "env" {
		return f.version + "\n", nil
	}
	f.builds++
	if f.lazy {
		return "", nil
	}
	output := arguments[len(arguments)-2]
	return "", os.WriteFile(output, []byte("binary of "+f.version), 0o600)
}

// project is a small delivery project and an empty cache.
func project(t *testing.T) (dir string, b builder, command *fakeGo) {
	t.Helper()
	dir, cache := t.TempDir(), t.TempDir()
	write(t, dir, "go.mod", "module m\n")
	write(t, dir, "go.sum", "")
	write(t, dir, "receiver/main.go", "package main\n")
	write(t, dir, "receiver/webhook/webhook.go", "package webhook\n")
	command = &fakeGo{version: "go1.26.0"}
	return dir, builder{command: command.run, cacheDir: func() (string, error) { return cache, nil }}, command
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
}

func TestASecondCallTakesTheZipFromTheCache(t *testing.T) {
	t.Parallel()
	dir, b, command := project(t)
	first, err := b.build(t.Context(), dir)
	require.NoError(t, err)
	second, err := b.build(t.Context(), dir)
	require.NoError(t, err)
	assert.Equal(t, first, second)
	assert.Equal(t, 1, command.builds)

	archive, err := zip.OpenReader(first)
	require.NoError(t, err)
	defer func() { _ = archive.Close() }()
	assert.Equal(t, "bootstrap", archive.File[0].Name)
	left, err := os.ReadDir(filepath.Dir(first))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing of the build is left beside the zip")
}

func TestOnlyWhatTheBytesDependOnMakesANewZip(t *testing.T) {
	t.Parallel()
	changes := map[string]struct {
		name, content string
		rebuilt       bool
	}{
		"a source file":        {"receiver/webhook/webhook.go", "package webhook // changed\n", true},
		"a new source file":    {"receiver/webhook/more.go", "package webhook\n", true},
		"a module's version":   {"go.mod", "module m\n\ngo 1.26\n", true},
		"a module's checksum":  {"go.sum", "x v1.0.0 h1:=\n", true},
		"a test":               {"receiver/webhook/webhook_test.go", "package webhook\n", false},
		"a test's data":        {"receiver/webhook/testdata/fuzz/1", "x", false},
		"another folder":       {"buildspecs/build.yml", "version: 0.2\n", false},
		"the layer's own code": {"delivery.go", "package delivery\n", false},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, b, _ := project(t)
			before, err := b.build(t.Context(), dir)
			require.NoError(t, err)
			write(t, dir, change.name, change.content)
			after, err := b.build(t.Context(), dir)
			require.NoError(t, err)
			assert.Equal(t, change.rebuilt, before != after)
		})
	}
}

func TestAnotherGoVersionMakesANewZip(t *testing.T) {
	t.Parallel()
	dir, b, command := project(t)
	before, err := b.build(t.Context(), dir)
	require.NoError(t, err)
	command.version = "go1.27.0"
	after, err := b.build(t.Context(), dir)
	require.NoError(t, err)
	assert.NotEqual(t, before, after)
}

func TestEveryFaultIsNamedWithWhatMendsIt(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		breakIt func(t *testing.T, dir string, b *builder, command *fakeGo) string
		message string
	}{
		"no cache folder": {func(_ *testing.T, dir string, b *builder, _ *fakeGo) string {
			b.cacheDir = func() (string, error) { return "", errors.New("neither $XDG_CACHE_HOME nor $HOME are defined") }
			return dir
		},
			"build webhook receiver: find cache folder: neither $XDG_CACHE_HOME nor $HOME are defined: " +
				"set HOME (or XDG_CACHE_HOME) and run again"},
		"not the project's folder": {func(t *testing.T, _ string, _ *builder, _ *fakeGo) string { return t.TempDir() },
			"build webhook receiver: DIR is not the delivery project's folder: stat DIR/go.mod: no such file or directory"},
		"a project without the receiver": {func(t *testing.T, dir string, _ *builder, _ *fakeGo) string {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, "receiver")))
			return dir
		}, "build webhook receiver: DIR is not the delivery project's folder: lstat DIR/receiver: no such file or directory"},
		"a source that cannot be read": {func(t *testing.T, dir string, _ *builder, _ *fakeGo) string {
			require.NoError(t, os.Remove(filepath.Join(dir, "go.sum")))
			return dir
		},
			"build webhook receiver: read receiver's source: open DIR/go.sum: no such file or directory: " +
				"check out the whole repository again"},
		"a go command that does not run": {func(_ *testing.T, dir string, _ *builder, command *fakeGo) string {
			command.fail = "env"
			return dir
		}, "build webhook receiver: find Go version: exit status 1\nno required module provides package"},
		"a build that fails": {func(_ *testing.T, dir string, _ *builder, command *fakeGo) string {
			command.fail = "build"
			return dir
		}, "build webhook receiver: compile: exit status 1\nno required module provides package\n" +
			"to see it alone: cd DIR && GOWORK=off go build -o /dev/null ./receiver (a missing module: go mod download)"},
		"a build that wrote nothing": {func(_ *testing.T, dir string, _ *builder, command *fakeGo) string {
			command.lazy = true
			return dir
		}, "build webhook receiver: write zip: open SCRATCH/bootstrap: no such file or directory"},
		"a cache that is a file": {func(t *testing.T, dir string, b *builder, _ *fakeGo) string {
			write(t, dir, "cache", "")
			b.cacheDir = func() (string, error) { return filepath.Join(dir, "cache"), nil }
			return dir
		},
			"build webhook receiver: create cache folder: mkdir DIR/cache: not a directory: " +
				"make it writable or set XDG_CACHE_HOME"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, b, command := project(t)
			dir = test.breakIt(t, dir, &b, command)
			_, err := b.build(t.Context(), dir)
			require.Error(t, err)
			message := strings.ReplaceAll(err.Error(), dir, "DIR")
			if before, after, found := strings.Cut(message, "build-"); found {
				_, after, _ = strings.Cut(after, "/")
				message = before[:strings.LastIndex(before, " ")+1] + "SCRATCH/" + after
			}
			assert.Equal(t, test.message, message)
		})
	}
}

func TestAZipsPlaceThatIsTakenIsNamed(t *testing.T) {
	t.Parallel()
	dir, b, _ := project(t)
	path, err := b.build(t.Context(), dir)
	require.NoError(t, err)
	require.NoError(t, os.Remove(path))
	write(t, path, "inside", "")
	_, err = b.build(t.Context(), dir)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "put zip in place: ")
	assert.Contains(t, err.Error(), ": remove "+path+" and run again")
}

func TestRunCommandReturnsOutputAndWhatTheCommandSaidWhenItFailed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	output, err := runCommand(t.Context(), dir, []string{"A=b"}, "/bin/sh", "-c", `echo "$A in $PWD"`)
	require.NoError(t, err)
	assert.Equal(t, "b in "+dir+"\n", output)
	_, err = runCommand(t.Context(), dir, nil, "/bin/sh", "-c", "echo because >&2; exit 3")
	assert.EqualError(t, err, "exit status 3\nbecause")
	_, err = runCommand(t.Context(), dir, nil, "no-such-command-anywhere")
	assert.EqualError(t, err, "the go command is not on the PATH: install Go from https://go.dev/dl and run again")
	_, err = runCommand(t.Context(), filepath.Join(dir, "absent"), nil, "/bin/sh", "-c", "true")
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestTheUsersGoSettingsDoNotReachTheBuild(t *testing.T) {
	t.Setenv("GOFLAGS", "-race")
	t.Setenv("GOEXPERIMENT", "arenas")
	t.Setenv("GOPROXY", "https://proxy.example.com")
	seen := environment()
	assert.NotContains(t, seen, "GOFLAGS=-race")
	assert.NotContains(t, seen, "GOEXPERIMENT=arenas")
	assert.Contains(t, seen, "GOPROXY=https://proxy.example.com", "where modules come from stays the user's choice")
	assert.Subset(t, seen, fixedEnvironment)
}
