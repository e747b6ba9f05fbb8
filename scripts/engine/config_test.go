package engine_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

func TestConfigurationComesFromTheFileAndFromMemory(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "configured", nil, nil)
	file := filepath.Join(f.dir, "Pulumi.dev.yaml")
	content := "encryptionsalt: " + emptySalt + "\nconfig:\n  configured:services: [api, cart]\n  configured:size: 3\n"
	require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
	var services, images []string
	var size int
	var account string
	var simulated bool
	s := f.stack(t, func(ctx *pulumi.Context) error {
		c := config.New(ctx, "")
		c.RequireObject("services", &services)
		size = c.RequireInt("size")
		c.RequireObject("images", &images)
		account = c.Require("account")
		simulated = c.RequireBool("simulated")
		return nil
	})
	require.NoError(t, s.Set("configured:images", []string{"sha256:1"}))
	require.NoError(t, s.Set("configured:account", "111122223333"))
	require.NoError(t, s.Set("configured:simulated", true))
	values, err := s.Config(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]string{
		"configured:services": `["api","cart"]`, "configured:size": "3", "configured:images": `["sha256:1"]`,
		"configured:account": "111122223333", "configured:simulated": "true",
	}, values)

	_, err = s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, []string{"api", "cart"}, services)
	assert.Equal(t, 3, size)
	assert.Equal(t, []string{"sha256:1"}, images)
	assert.Equal(t, "111122223333", account)
	assert.True(t, simulated)
	after, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, content, string(after), "what is set in memory is never written to the file")
}

func TestSecretConfigurationNeedsThePassphrase(t *testing.T) {
	t.Parallel()
	salt, err := engine.NewSalt("right")
	require.NoError(t, err)
	f := newFixture(t, "locked", nil, func(o *engine.Options) {
		o.Salt = salt
		o.Passphrases = func() ([]string, error) { return []string{"wrong", "not this either"}, nil }
	})
	s := f.stack(t, func(*pulumi.Context) error { return nil })
	_, err = s.Up(t.Context(), ignore)
	assert.ErrorIs(t, err, engine.ErrPassphrase)
}

func TestWithoutAnySaltTheStackFileIsNamed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "saltless", nil, func(o *engine.Options) { o.Salt = "" })
	s := f.stack(t, func(*pulumi.Context) error { return nil })
	_, err := s.Up(t.Context(), ignore)
	assert.EqualError(t, err,
		filepath.Join(f.dir, "Pulumi.dev.yaml")+" has no encryptionsalt and names no secretsprovider")
}

func TestANewSaltIsOpenedByItsPassphrase(t *testing.T) {
	t.Parallel()
	salt, err := engine.NewSalt("open sesame")
	require.NoError(t, err)
	f := newFixture(t, "salted", nil, func(o *engine.Options) {
		o.Salt = salt
		o.Passphrases = func() ([]string, error) { return []string{"guess", "open sesame"}, nil }
	})
	s := f.stack(t, func(*pulumi.Context) error { return nil })
	_, err = s.Up(t.Context(), ignore)
	assert.NoError(t, err)
	_, err = newFixture(t, "silent", nil, func(o *engine.Options) { o.Salt, o.Passphrases = salt+" ", nil }).
		stack(t, func(*pulumi.Context) error { return nil }).Up(t.Context(), ignore)
	assert.EqualError(t, err, "no passphrase given")
}

func TestBackendAddressesAreChecked(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"ftp://user:pass@host/state": `open state at ftp://redacted@host/state: unknown scheme "ftp"; ` +
			`PULUMI_BACKEND_URL may be file://, s3://, gs://, azblob:// or https://`,
		"file:///does/not/exist": "open state at file:///does/not/exist: stat /does/not/exist: no such",
	} {
		f := newFixture(t, "address", nil, func(o *engine.Options) { o.BackendURL = address })
		_, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "dev")
		require.Error(t, err)
		assert.Contains(t, err.Error(), want)
	}
}

func TestALockIsNamedAndCanBeRemoved(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "held", nil, nil)
	s := f.stack(t, func(*pulumi.Context) error { return nil })
	locks := filepath.Join(f.state, ".pulumi", "locks", "organization", "held", "dev")
	require.NoError(t, os.MkdirAll(locks, 0o700))
	require.NoError(t,
		os.WriteFile(filepath.Join(locks, "dead.json"),
			[]byte(`{"pid":1,"username":"ann","hostname":"box","timestamp":"2026-01-02T03:04:05Z"}`), 0o600))
	_, err := s.Up(t.Context(), ignore)
	var locked *engine.LockedError
	require.ErrorAs(t, err, &locked)
	assert.EqualError(t, err, "held/dev is locked by a run of ann@box (pid 1) at 2026-01-02T03:04:05Z")
	require.NoError(t, s.Unlock(t.Context()))
	_, err = s.Up(t.Context(), ignore)
	assert.NoError(t, err)
}
