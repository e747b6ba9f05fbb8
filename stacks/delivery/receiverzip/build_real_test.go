package receiverzip_test

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"debug/elf"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiverzip"
)

// TestTheSameSourcesGiveTheSameBytesFromAnywhere compiles twice for real: in
// the checkout, and in a copy elsewhere under a hostile Go environment.
func TestTheSameSourcesGiveTheSameBytesFromAnywhere(t *testing.T) {
	t.Setenv("GOCACHE", goCache(t)) // before XDG_CACHE_HOME moves it
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(cache, "one"))
	project, err := filepath.Abs("..")
	require.NoError(t, err)
	first, err := receiverzip.Build(t.Context(), project)
	require.NoError(t, err)

	elsewhere := copyProject(t, project)
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CACHE_HOME", filepath.Join(cache, "two"))
	t.Setenv("GOFLAGS", "-tags=other -ldflags=-X=main.version=1")
	t.Setenv("GOOS", "plan9")
	t.Setenv("GOARCH", "arm")
	t.Setenv("CGO_ENABLED", "1")
	t.Setenv("GOWORK", filepath.Join(project, "..", "..", "go.work"))
	second, err := receiverzip.Build(t.Context(), elsewhere)
	require.NoError(t, err)

	require.NotEqual(t, first, second)
	assert.Equal(t, filepath.Base(first), filepath.Base(second), "the cache key")
	one, two := read(t, first), read(t, second)
	assert.True(t, bytes.Equal(one, two), "%d and %d bytes", len(one), len(two))
	assertLambdaCanRunIt(t, one)
}

// assertLambdaCanRunIt: one executable file named bootstrap, a static binary
// for linux/amd64 (Lambda developer guide, golang-package).
func assertLambdaCanRunIt(t *testing.T, content []byte) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	require.NoError(t, err)
	require.Len(t, archive.File, 1)
	file := archive.File[0]
	assert.Equal(t, "bootstrap", file.Name)
	assert.Equal(t, os.FileMode(0o755), file.Mode())
	assert.Equal(t, int64(315532800), file.Modified.Unix())
	assert.Less(t, len(content), 50<<20, "Lambda takes 50 MB in a direct upload")

	opened, err := file.Open()
	require.NoError(t, err)
	binary, err := io.ReadAll(opened)
	require.NoError(t, err)
	program, err := elf.NewFile(bytes.NewReader(binary))
	require.NoError(t, err)
	assert.Equal(t, elf.EM_X86_64, program.Machine)
	libraries, err := program.ImportedLibraries()
	require.NoError(t, err)
	assert.Empty(t, libraries)
	info, err := buildinfo.Read(bytes.NewReader(binary))
	require.NoError(t, err)
	assert.Equal(t, "slipway/stacks/delivery/receiver", info.Path)
	for _, dependency := range info.Deps {
		assert.NotContains(t, dependency.Path, "slipway/",
			"the receiver's hash does not see other modules of this repository")
	}
}

// goCache is the user's build cache: without it the test would compile the
// standard library anew.
func goCache(t *testing.T) string {
	t.Helper()
	if folder := os.Getenv("GOCACHE"); folder != "" {
		return folder
	}
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	return filepath.Join(cache, "go-build")
}

// copyProject copies what the receiver is built from.
func copyProject(t *testing.T, project string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "elsewhere", "delivery")
	require.NoError(t, os.CopyFS(filepath.Join(folder, "receiver"), os.DirFS(filepath.Join(project, "receiver"))))
	for _, name := range []string{"go.mod", "go.sum"} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), read(t, filepath.Join(project, name)), 0o600))
	}
	return folder
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return content
}
