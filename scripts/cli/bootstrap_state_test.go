package cli_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/caller/callertest"
)

// What it makes is tested in scripts/statebucket, and through the emulator in tests/realaws.
func TestBootstrapState(t *testing.T) {
	t.Parallel()
	real := func(t *testing.T, account string) *desk {
		t.Helper()
		d := newDesk(t)
		d.set["SLIPWAY_AWS"] = "real"
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:account: \"111122223333\"\n")
		d.aws = (&callertest.AWS{Account: account}).Loader(t)
		return d
	}
	t.Run("is for real environments", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		assert.Equal(t, 2, d.run(t.Context(), "bootstrap-state", "--env", "local"))
		assert.Equal(t, "error: local is simulated, and keeps its state in this checkout: it needs no bucket\n",
			d.err.String())
	})
	t.Run("makes nothing in another account than the configured one", func(t *testing.T) {
		t.Parallel()
		d := real(t, "444455556666")
		assert.Equal(t, 1, d.run(t.Context(), "bootstrap-state", "--env", "dev"))
		assert.Equal(t, "error: the credentials are of account 444455556666, and slipway-foundation:account of dev is "+
			"111122223333, so nothing was made: set AWS_PROFILE to a profile of that account\n", d.err.String())
	})
	t.Run("makes nothing without credentials", func(t *testing.T) {
		t.Parallel()
		d := real(t, "")
		assert.Equal(t, 1, d.run(t.Context(), "bootstrap-state", "--env", "dev"))
		assert.Contains(t, d.err.String(), "error: AWS does not say whose credentials these are, so nothing was made: ")
	})
	t.Run("asks first", func(t *testing.T) {
		t.Parallel()
		d := real(t, "111122223333")
		d.terminal, d.typed = true, "no\n"
		assert.Equal(t, 1, d.run(t.Context(), "bootstrap-state", "--env", "dev"))
		assert.Contains(t, d.err.String(), "Make the bucket slipway-state-111122223333-us-east-1 and a key for it in "+
			"account 111122223333, as arn:aws:iam::111122223333:user/me? They stay when environments go; "+
			"the key costs a dollar a month.")
	})
	t.Run("says how to go on if AWS denies something", func(t *testing.T) {
		t.Parallel()
		d := real(t, "111122223333")
		d.set["YES"], d.yes = "1", true
		assert.Equal(t, 1, d.run(t.Context(), "bootstrap-state", "--env", "dev"))
		assert.Contains(t, d.err.String(), "error: look for key alias/slipway-state: ")
		assert.Contains(t, d.err.String(), "\nWhat is made stays; `make bootstrap-state ENV=dev` goes on\n")
	})
}
