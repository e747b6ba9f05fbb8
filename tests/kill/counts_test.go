package kill_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counted lets the site's command start its programs, and Go, through a script that
// counts, and returns how often each was started since it was last asked.
func (s *site) counted(t testing.TB) func() map[string]int {
	t.Helper()
	log := filepath.Join(t.TempDir(), "started")
	programs := filepath.Join(s.bin, "programs")
	self, err := os.Executable()
	require.NoError(t, err)
	compiler, err := exec.LookPath("go")
	require.NoError(t, err)
	require.NoError(t, os.Remove(programs))
	real := filepath.Join(t.TempDir(), "programs")
	require.NoError(t, os.Symlink(self, real))
	path := t.TempDir()
	for file, run := range map[string]string{
		programs:                  "echo programs >>" + log + "\nexec " + real,
		filepath.Join(path, "go"): "echo go >>" + log + "\nexec " + compiler,
	} {
		require.NoError(t, os.WriteFile(file, []byte("#!/bin/sh\n"+run+" \"$@\"\n"), 0o700))
	}
	s.vars["PATH"] = path + string(os.PathListSeparator) + os.Getenv("PATH")
	return func() map[string]int {
		count := map[string]int{}
		text, _ := os.ReadFile(log) // none if nothing was started
		for line := range bytes.Lines(text) {
			count[string(bytes.TrimSpace(line))]++
		}
		_ = os.Remove(log)
		return count
	}
}

// TestCounts holds what a command does, on every machine alike: how often it saves a
// state, asks AWS for a change, and starts a process.
func TestCounts(t *testing.T) {
	t.Parallel()
	s := newSite(t, command(t))
	s.must(t, "deploy-all")
	o, started := s.onS3(t), s.counted(t)
	changes := s.changes()
	o.saves.Store(0)
	s.must(t, "deploy-all")
	assert.Equal(t, changes, s.changes(), "what is there is not changed")
	assert.Zero(t, o.saves.Load(), "a state that says the same is not written")
	count := started()
	assert.Equal(t, 1, count["programs"], "one process for all layers")
	assert.LessOrEqual(t, count["go"], 2, "Go says its version and where it keeps things, and compiles nothing")
	s.must(t, "preview-all")
	assert.Zero(t, o.saves.Load(), "a plan writes nothing")
	assert.Equal(t, 1, started()["programs"])

	s.set(t, two)
	s.must(t, "deploy-all")
	steps := s.changes() - changes
	t.Logf("%d changes in %d saves", steps, o.saves.Load())
	assert.Greater(t, steps, 50)
	assert.LessOrEqual(t, int(o.saves.Load()), 2*steps, "a step is saved when it begins and when it ends, at most")
}
