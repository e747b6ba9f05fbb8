package receiverzip

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

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
