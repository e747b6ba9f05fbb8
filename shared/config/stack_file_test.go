package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// stackFile writes foundation's stack file and returns the folder of a later layer.
func stackFile(t *testing.T, content string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "foundation")
	require.NoError(t, os.Mkdir(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "Pulumi.dev.yaml"), []byte(content), 0o600))
	return filepath.Join(filepath.Dir(folder), "compute")
}

func TestReadEarlier(t *testing.T) {
	t.Parallel()
	t.Run("gives a program the values that Pulumi would", func(t *testing.T) {
		t.Parallel()
		s, err := config.ReadEarlier(stackFile(t, `config:
  slipway-foundation:services:
    - api
    - cart
  targetRole: Deploy
  slipway-foundation:account: 111122223333
  slipway-foundation:accessLogs: true
  aws:region: eu-west-1
  slipway-foundation:token:
    secure: AAAA
`), "foundation", "dev")
		require.NoError(t, err)
		assert.Equal(t, "dev", s.Stack())
		for key, want := range map[string]string{
			"services":   `["api","cart"]`,
			"targetRole": "Deploy",
			"account":    "111122223333",
			"accessLogs": "true",
			"aws:region": "eu-west-1",
		} {
			got, ok := s.Get(key)
			assert.True(t, ok, key)
			assert.Equal(t, want, got, key)
		}
		_, ok := s.Get("token")
		assert.False(t, ok, "no shared key, and encrypted")
	})
	t.Run("has nothing set without a file", func(t *testing.T) {
		t.Parallel()
		s, err := config.ReadEarlier(filepath.Join(t.TempDir(), "compute"), "foundation", "dev")
		require.NoError(t, err)
		_, ok := s.Get("services")
		assert.False(t, ok)
	})
	t.Run("names a file that is not YAML", func(t *testing.T) {
		t.Parallel()
		folder := stackFile(t, "config: [")
		_, err := config.ReadEarlier(folder, "foundation", "dev")
		require.ErrorContains(t, err, "read what layers share from "+
			filepath.Join(filepath.Dir(folder), "foundation", "Pulumi.dev.yaml")+": ")
	})
	t.Run("rejects a shared key that is encrypted", func(t *testing.T) {
		t.Parallel()
		folder := stackFile(t, "config:\n  slipway-foundation:account:\n    secure: AAAA\n")
		_, err := config.ReadEarlier(folder, "foundation", "dev")
		require.EqualError(t, err, "slipway-foundation:account is a secret in "+
			filepath.Join(filepath.Dir(folder), "foundation", "Pulumi.dev.yaml")+": later layers cannot decrypt it; "+
			"set it with `pulumi config set --plaintext slipway-foundation:account` in stacks/foundation")
	})
}
