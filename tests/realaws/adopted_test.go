package realaws_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// adopted loses the state of every layer with all copies, and takes over what is there.
func adopted(t *testing.T, h *harness.Env, env string) {
	before := map[string]string{}
	for _, r := range h.Deployed(t, env) {
		before[r.URN] = r.ID
	}
	require.NoError(t, os.RemoveAll(filepath.Join(h.State, ".pulumi")))
	lost := h.Run(t, "deploy-all", "--env", env)
	assert.Equal(t, 1, lost.Code)
	assert.Contains(t, lost.Err, "the state of foundation in "+env+" is lost, so nothing was changed: ")
	h.Must(t, "deploy-all", "--env", env, "--adopt")
	for _, r := range h.Deployed(t, env) {
		assert.Equal(t, before[r.URN], r.ID, r.URN)
	}
	h.Must(t, "deploy-all", "--env", env) // what a provider cannot read is written once
	unchanged(t, h.Must(t, "deploy-all", "--env", env))
}
