package receiverzip

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
