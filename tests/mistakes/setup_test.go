package mistakes_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

const (
	env     = "local"
	tooling = "000000000000"
)

// site is a checkout with a simulated account that can be read and changed.
type site struct {
	*harness.Env
	store *localaws.Store
}

// empty is a site with nothing deployed.
func empty(t *testing.T) *site {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "aws")
	return &site{
		Env:   harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated", "SLIPWAY_LOCAL_DIR": dir}),
		store: localaws.Open(dir),
	}
}

// deployed is a site with all layers deployed.
func deployed(t *testing.T) *site {
	t.Helper()
	s := empty(t)
	s.Must(t, "deploy-all", "--env", env)
	return s
}

// run runs a command on the environment.
func (s *site) run(t *testing.T, words ...string) harness.Result {
	t.Helper()
	return s.Run(t, append(words, "--env", env)...)
}

// rejects runs a command that has to be rejected, and returns what it says at its end.
func (s *site) rejects(t *testing.T, words ...string) string {
	t.Helper()
	r := s.run(t, words...)
	assert.Equal(t, 1, r.Code, r.Err)
	_, fault, found := strings.Cut(r.Err, "error: ")
	assert.True(t, found, r.Err)
	return fault
}
