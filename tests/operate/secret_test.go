package operate_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/tests/harness"
)

// sealed is a stack file of compute with a variable as `pulumi config set --secret --path`
// writes it, and another variable beside it.
func sealed(t *testing.T, phrase, value, beside string) string {
	t.Helper()
	salt, err := engine.NewSalt(phrase)
	require.NoError(t, err)
	bytes, err := base64.StdEncoding.DecodeString(strings.Split(salt, ":")[1])
	require.NoError(t, err)
	text, err := config.NewSymmetricCrypterFromPassphrase(phrase, bytes).EncryptValue(t.Context(), value)
	require.NoError(t, err)
	return "encryptionsalt: " + salt + "\nconfig:\n  slipway-compute:variables:\n    api:\n" +
		"      MODE: " + beside + "\n      DB_URL:\n        secure: " + text + "\n"
}

func TestASecretVariableIsSecretInTheState(t *testing.T) { // R16
	t.Parallel()
	const phrase, secret = "open sesame", "postgres://shop:hunter2@db/shop"
	state := t.TempDir()
	h := harness.New(t, map[string]string{
		"SLIPWAY_AWS": "simulated", "PULUMI_CONFIG_PASSPHRASE": phrase, "PULUMI_BACKEND_URL": "file://" + state,
	})
	file := filepath.Join(h.Root, "stacks", "compute", "Pulumi.pr-7.yaml")
	write := func(text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o600)) }

	write(sealed(t, phrase, secret, "3000"))
	r := h.Run(t, "deploy-all", "--env", "pr-7")
	assert.NotZero(t, r.Code)
	assert.Contains(t, r.Err, `slipway-compute:variables is "api.MODE": a text; write its value in quotes`)
	assert.NotContains(t, r.Err+r.Out, "hunter2")

	write(sealed(t, phrase, secret, "fast"))
	r = h.Run(t, "deploy-all", "--env", "pr-7")
	require.Zero(t, r.Code, r.Err)
	write(sealed(t, phrase, secret+"2", "fast"))
	r = h.Run(t, "deploy-all", "--env", "pr-7")
	require.Zero(t, r.Code, r.Err)
	assert.NotContains(t, r.Err+r.Out, "hunter2")
	files := 0
	require.NoError(t, filepath.WalkDir(state, func(path string, entry os.DirEntry, err error) error {
		if entry.IsDir() && entry.Name() == "aws" { // the simulated account, which has what AWS has
			return filepath.SkipDir
		}
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files++
		assert.NotContains(t, string(text), "hunter2", path)
		return err
	}))
	assert.Greater(t, files, 6, "state, the copy before it and the history of each layer")
}
