package receiverzip

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
