// Package buildspecs_test runs the Build and Test stages' real buildspecs
// phase by phase, against fake tools for docker, aws, curl and npm.
package buildspecs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
)

const (
	commit     = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c"
	digest     = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
	liveDigest = "sha256:2222222222222222222222222222222222222222222222222222222222222222"
	registry   = "000000000000.dkr.ecr.us-east-1.amazonaws.com"
	repository = registry + "/ecr-api-dev"
	execution  = "f0e1d2c3-0000-4000-8000-000000000000"
)

// stage is one run of a buildspec.
type stage struct {
	env     map[string]string
	files   map[string]string // of the repository
	answers []faketools.Reply
}

// outcome is what a run came to.
type outcome struct {
	buildspec.Result
	log   string
	calls []faketools.Call
	dir   string
}

// run runs a buildspec. Whatever happens, no secret may be in the log, in an
// argument or in an exported variable.
func (s stage) run(t *testing.T, yaml string) outcome {
	t.Helper()
	dir := t.TempDir()
	for name, content := range s.files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	}
	tools, err := faketools.StartReplies(t.Context(), t.TempDir(), s.answers...)
	require.NoError(t, err)
	var log bytes.Buffer
	result, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(yaml),
		Env:  s.env,
		Dir:  dir,
		Bin:  tools.Bin(),
		Out:  &log,
	})
	require.NoError(t, err)
	require.NoError(t, tools.Close())
	calls := tools.Calls()
	seen := log.String()
	for _, call := range calls {
		seen += call.String() + "\n"
	}
	for _, value := range result.Exported {
		seen += value + "\n"
	}
	assert.NotContains(t, seen, faketools.RegistryPassword)
	assert.NotContains(t, seen, faketools.NPMToken)
	return outcome{
		Result: result,
		log:    log.String(),
		calls:  calls,
		dir:    dir,
	}
}

// with puts answers in front of those of a run where all is well.
func (s stage) with(first ...faketools.Reply) stage {
	s.answers = append(slices.Clone(first), s.answers...)
	return s
}

// set changes environment variables.
func (s stage) set(pairs ...string) stage {
	env := map[string]string{}
	for name, value := range s.env {
		env[name] = value
	}
	for i := 0; i < len(pairs); i += 2 {
		env[pairs[i]] = pairs[i+1]
	}
	s.env = env
	return s
}

// repo replaces the repository's files.
func (s stage) repo(files map[string]string) stage {
	s.files = files
	return s
}

// called lists the calls that begin with the words given, as lines.
func (o outcome) called(prefix string) []string {
	var lines []string
	for _, call := range o.calls {
		if line := call.String(); strings.HasPrefix(line, prefix) {
			lines = append(lines, line)
		}
	}
	return lines
}

// order asserts that the calls beginning with the prefixes were first made in
// that order.
func (o outcome) order(t *testing.T, prefixes ...string) {
	t.Helper()
	last := -1
	for _, prefix := range prefixes {
		at := slices.IndexFunc(o.calls, func(call faketools.Call) bool { return strings.HasPrefix(call.String(), prefix) })
		require.Greater(t, at, last, "%q comes too early or not at all", prefix)
		last = at
	}
}

// failedWith asserts that a phase failed and that the log has the one line
// that says why and what to do.
func (o outcome) failedWith(t *testing.T, phase, line string) {
	t.Helper()
	assert.False(t, o.Succeeded())
	for _, result := range o.Phases {
		if result.Name == phase {
			assert.Equal(t, buildspec.Failed, result.Status)
		}
	}
	var said []string
	for text := range strings.Lines(o.log) {
		if strings.HasPrefix(text, "slipway: ") && strings.Count(text, ": ") > 1 {
			said = append(said, strings.TrimSpace(text))
		}
	}
	assert.Contains(t, said, "slipway: "+line)
}
