package terminal_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is typed where prod releases what local has released, and is called over HTTPS.
func whereAnotherPromotes(t *testing.T) {
	t.Parallel()
	local := deployed(t)
	prod := &day{
		Env:   local.Env,
		store: local.store,
		env:   "prod",
	}
	prod.ConfigureAll(t, "prod", nil, map[string][]string{
		"foundation": {"slipway-foundation:services: {api: {http: true}}"},
		"delivery":   {"slipway-delivery:promoteFrom: local"},
	})
	prod.does(t, "deploy-all")
	local.shows(t, "start", 0, "start", "--service", "api", "--commit", first)
	prod.shows(t, "reject", 0, "reject", "--service", "api", "--summary", "not before Monday")
	prod.shows(t, "promote", 0, "promote", "--service", "api", "--from", "local")
	t.Run("an answer is that of the image's handler", func(t *testing.T) {
		if _, err := exec.LookPath("node"); err != nil {
			t.Skip("node is not on the PATH: without it the simulated Lambda answers")
		}
		prod.installed(t)
		prod.shows(t, "call", 0, "call", "--service", "api", "--at", "/health")
	})
}

// installed puts the package of the service where the first call would have npm put it,
// which needs a network.
func (d *day) installed(t *testing.T) {
	t.Helper()
	lock, err := os.ReadFile(filepath.Join(d.Root, "example", "api", "package-lock.json"))
	require.NoError(t, err)
	sum := sha256.Sum256(lock)
	dir := filepath.Join(d.Account, "packages", hex.EncodeToString(sum[:8]), "node_modules", "regexparam")
	require.NoError(t, os.MkdirAll(dir, 0o750))
	for name, text := range map[string]string{
		"package.json": `{"type": "module", "exports": "./index.js"}`,
		"index.js":     "export const parse = route => ({ keys: [], pattern: new RegExp('^' + route + '$') });\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
}
