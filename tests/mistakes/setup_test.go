package mistakes_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

const (
	env     = "local"
	tooling = "000000000000"
	target  = "222222222222"
)

// site is a checkout with a simulated account that can be read and changed.
type site struct {
	*harness.Env
	store *localaws.Store
}

// empty is a site with nothing deployed.
func empty(t *testing.T) *site {
	t.Helper()
	return at(harness.Simulated(t))
}

// deployed is a site with all layers deployed.
func deployed(t *testing.T) *site {
	t.Helper()
	return at(harness.DeployOnce(t, env, nil, nil))
}

func at(h *harness.Env) *site {
	return &site{
		Env:   h,
		store: localaws.Open(h.Account),
	}
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
