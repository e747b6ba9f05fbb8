package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

func TestSalts(t *testing.T) {
	t.Parallel()
	ours, err := engine.NewSalt("open sesame")
	require.NoError(t, err)
	theirs, err := engine.NewSalt("another")
	require.NoError(t, err)
	salted := func(salt string) string { return "encryptionsalt: " + salt + "\nconfig: {}\n" }
	t.Run("one of another passphrase is told before anything is done, with one that fits", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", salted(ours))
		d.file(t, "stacks/compute/Pulumi.dev.yaml", salted(theirs))
		for _, verb := range []string{"deploy-all", "preview-all", "destroy-all", "refresh-all", "recover"} {
			assert.Equal(t, 1, d.run(t.Context(), verb), verb)
			assert.Contains(t, d.err.String(), "error: encryptionsalt "+theirs+" in stacks/compute/Pulumi.dev.yaml: the "+
				"passphrase does not fit the encryptionsalt: it was read from PULUMI_CONFIG_PASSPHRASE; "+
				"set the one that this environment was made with\nit fits encryptionsalt "+ours+
				" in stacks/foundation/Pulumi.dev.yaml: has the other file been copied from another environment?\n", verb)
		}
		assert.NoFileExists(t, filepath.Join(d.root, "stacks/delivery/Pulumi.dev.yaml"), "no salt is written")
	})
	t.Run("two of one passphrase are both opened", func(t *testing.T) {
		t.Parallel()
		second, err := engine.NewSalt("open sesame")
		require.NoError(t, err)
		d := inAccount(t)
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", salted(ours))
		d.file(t, "stacks/compute/Pulumi.dev.yaml", salted(second))
		d.terminal, d.typed = true, "no\n"
		assert.Equal(t, 1, d.run(t.Context(), "destroy-all"))
		assert.Contains(t, d.err.String(), "error: nothing was destroyed: the environment was not named")
	})
	t.Run("a simulated environment has to open its own as well", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.file(t, "stacks/delivery/Pulumi.local.yaml", salted(theirs))
		assert.Equal(t, 1, d.run(t.Context(), "deploy-all", "--env", "local"))
		assert.Contains(t, d.err.String(), "error: encryptionsalt "+theirs+" in stacks/delivery/Pulumi.local.yaml: ")
		assert.NoDirExists(t, filepath.Join(d.root, ".slipway/rehearsal/state/.pulumi/stacks"))
	})
	t.Run("a wrong passphrase is told with the file that it was read from", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		file := filepath.Join(d.root, "phrase")
		require.NoError(t, os.WriteFile(file, []byte("wrong\r\n"), 0o600))
		delete(d.set, "PULUMI_CONFIG_PASSPHRASE")
		d.set["PULUMI_CONFIG_PASSPHRASE_FILE"] = file
		third, err := engine.NewSalt("open sesame") // Pulumi keeps those that have been opened in memory
		require.NoError(t, err)
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", salted(third))
		assert.Equal(t, 1, d.run(t.Context(), "deploy-all"))
		assert.Contains(t, d.err.String(), "it was read from "+file+", PULUMI_CONFIG_PASSPHRASE_FILE; set the one")
	})
	t.Run("a new environment does not begin with an empty passphrase", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		d.set["PULUMI_CONFIG_PASSPHRASE"] = ""
		assert.Equal(t, 1, d.run(t.Context(), "deploy-all"))
		assert.Equal(t, "error: the passphrase in PULUMI_CONFIG_PASSPHRASE is empty, and the secrets of dev would be "+
			"encrypted with it for good: set another one\n", d.err.String())
	})
}

func TestYESDoesNotSayWhereStateIsKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"], d.set["CI"], d.set["PULUMI_CONFIG_PASSPHRASE"] = "real", "true", "open sesame"
	d.yes = true
	for _, verb := range []string{"preview-all", "deploy-all"} {
		assert.Equal(t, 2, d.run(t.Context(), verb, "--env", "dev"), verb)
		assert.Contains(t, d.err.String(), "error: where is the state of dev kept? YES=1 does not answer that", verb)
		assert.Contains(t, d.err.String(), "set PULUMI_BACKEND_URL, or backend.url in each stacks/*/Pulumi.yaml", verb)
	}
	d.terminal, d.typed = true, "no\n"
	assert.Equal(t, 1, d.run(t.Context(), "deploy-all", "--env", "dev"), "a person is asked")
	assert.Contains(t, d.err.String(), "on this machine only?")
	assert.NoDirExists(t, filepath.Join(d.root, ".slipway"))
}
