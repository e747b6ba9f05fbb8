// Package buildspecs_test runs the Build and Test stages' real buildspecs
// phase by phase, against fake tools for docker, aws, curl and npm.
package buildspecs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
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
	links   map[string]string // of the repository, and where they lead
	answers []faketools.Reply
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
	for name, to := range s.links {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(t, os.Symlink(to, path))
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
	assert.NotContains(t, seen, buildSecret)
	return outcome{
		Result: result,
		log:    log.String(),
		calls:  calls,
		dir:    dir,
	}
}

// with puts replies before those of a run that succeeds.
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

// link adds a symbolic link to the repository.
func (s stage) link(name, to string) stage {
	s.links = map[string]string{name: to}
	return s
}

// repo replaces the repository's files.
func (s stage) repo(files map[string]string) stage {
	s.files = files
	return s
}
