package example_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
)

// BenchmarkPackages measures what the cache of packages saves: how long the npm ci of the
// Test stage takes, from the registry that npm is set to, without the folder that CodeBuild
// keeps in S3 and with it. FOLDER is another service than the sample, with a lock file of npm.
func BenchmarkPackages(b *testing.B) {
	folder := os.Getenv("FOLDER")
	if folder == "" {
		folder = filepath.Join("..", "..", "example", "api")
	}
	repository, cache := b.TempDir(), filepath.Join(b.TempDir(), "npm")
	require.NoError(b, os.CopyFS(filepath.Join(repository, "services", "api"), os.DirFS(folder)))
	measure := func(b *testing.B, before func() error) {
		b.Helper()
		spent := 0.0
		for range b.N {
			require.NoError(b, before())
			spent += installed(b, repository, cache)
		}
		b.ReportMetric(spent/float64(b.N), "s/install")
		b.ReportMetric(size(b, cache)/1e6, "MB")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("without", func(b *testing.B) { measure(b, func() error { return os.RemoveAll(cache) }) })
	b.Run("with", func(b *testing.B) { measure(b, func() error { return nil }) })
}

// installed is how many seconds the npm ci of a Test stage took.
func installed(b *testing.B, repository, cache string) float64 {
	b.Helper()
	npm, err := exec.LookPath("npm")
	require.NoError(b, err)
	times := filepath.Join(b.TempDir(), "times")
	replies := append([]faketools.Reply{{
		Tool: "npm",
		Args: "ci",
		Script: "begin=${EPOCHREALTIME/[.,]/}; " + npm + ` "$@"; status=$?; ` +
			"echo $((${EPOCHREALTIME/[.,]/} - begin)) >" + times + "; exit $status",
	}}, tested(faketools.Test{Cases: []string{"one"}})...)
	tools, err := faketools.StartReplies(b.Context(), b.TempDir(), replies...)
	require.NoError(b, err)
	var log bytes.Buffer
	env := testVariables()
	env["npm_config_cache"] = cache // on CodeBuild that of root, /root/.npm
	result, err := buildspec.Run(b.Context(), buildspec.Spec{
		YAML: []byte(testSpec(b)),
		Env:  env,
		Dir:  repository,
		Bin:  tools.Bin(),
		Out:  &log,
	})
	require.NoError(b, err)
	require.NoError(b, tools.Close())
	require.True(b, result.Succeeded(), log.String())
	content, err := os.ReadFile(times)
	require.NoError(b, err)
	microseconds, err := strconv.Atoi(strings.TrimSpace(string(content)))
	require.NoError(b, err)
	return float64(microseconds) / 1e6
}

// size is that of the files in a folder.
func size(b *testing.B, folder string) (sum float64) {
	b.Helper()
	require.NoError(b, filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		sum += float64(info.Size())
		return err
	}))
	return sum
}
