package cli_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
)

// policies are the printed documents' names, by account.
func (d *desk) policies(t *testing.T) map[string][]string {
	t.Helper()
	require.Equal(t, 0, d.run(t.Context(), "deployer-policy", "--env", "dev"), d.err.String())
	var printed map[string]map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(d.out.Bytes(), &printed))
	names := map[string][]string{}
	for account, documents := range printed {
		names[account] = slices.Sorted(maps.Keys(documents))
	}
	return names
}

func TestDeployerPolicy(t *testing.T) {
	t.Parallel()
	desk := func(t *testing.T, settings string) *desk {
		t.Helper()
		d := newDesk(t)
		d.set["SLIPWAY_AWS"], d.set["PULUMI_BACKEND_URL"] = "real", "s3://acme-state/shop?region=us-east-1"
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n"+settings)
		return d
	}
	t.Run("is printed without a state, a passphrase or credentials", func(t *testing.T) {
		t.Parallel()
		d := desk(t, "  slipway-foundation:account: \"111122223333\"\n  slipway-foundation:rolePath: /shop/\n"+
			"  slipway-foundation:targetAccount: \"444455556666\"\n  slipway-foundation:targetRole: deploy/Slipway\n"+
			"  slipway-foundation:permissionsBoundary: arn:aws:iam::111122223333:policy/B\n  aws:region: eu-west-1\n")
		names := d.policies(t)
		assert.Contains(t, names["111122223333"], "slipway-deployer-dev-1")
		assert.Contains(t, names["444455556666"], "slipway-deployer-dev-1")
		for _, part := range []string{
			`"arn:aws:iam::444455556666:role/deploy/Slipway"`, `"arn:aws:s3:::acme-state"`,
			`"arn:aws:iam::111122223333:role/shop/role-*-dev"`, `"arn:aws:sqs:eu-west-1:111122223333:queue-*-dev"`,
			`"arn:aws:iam::444455556666:policy/B"`,
		} {
			assert.Contains(t, d.out.String(), part)
		}
	})
	t.Run("is for the account of the credentials if none is configured", func(t *testing.T) {
		t.Parallel()
		d := desk(t, "  slipway-foundation:environmentSuffix: dev\n")
		d.aws = (&callertest.AWS{Account: "777788889999"}).Loader(t)
		assert.Len(t, d.policies(t), 1)
		assert.Contains(t, d.out.String(), ":777788889999:")
	})
	t.Run("is for the simulated account if AWS is simulated", func(t *testing.T) {
		t.Parallel()
		d := desk(t, "  slipway-foundation:environmentSuffix: dev\n")
		d.set["SLIPWAY_AWS"] = "simulated"
		assert.Contains(t, d.policies(t), "000000000000")
	})
	for name, c := range map[string]struct{ settings, want string }{
		"without an account and credentials": {"  slipway-foundation:environmentSuffix: dev\n",
			"no credentials in this test"},
		"with a faulty setting":           {"  slipway-foundation:rolePath: shop\n", `slipway-foundation:rolePath is "shop"`},
		"with a file that cannot be read": {"  - no\n", "read what layers share"},
	} {
		t.Run("is not printed "+name, func(t *testing.T) {
			t.Parallel()
			d := desk(t, c.settings)
			assert.Equal(t, 1, d.run(t.Context(), "deployer-policy", "--env", "dev"))
			assert.Contains(t, d.err.String(), c.want)
			assert.Empty(t, d.out.String())
		})
	}
	t.Run("needs the name of an environment", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, 2, newDesk(t).run(t.Context(), "deployer-policy"))
	})
	t.Run("says what to do if the credentials do not work", func(t *testing.T) {
		t.Parallel()
		d := desk(t, "  slipway-foundation:environmentSuffix: dev\n")
		d.aws = (&callertest.AWS{}).Loader(t)
		assert.Equal(t, 1, d.run(t.Context(), "deployer-policy", "--env", "dev"))
		assert.Contains(t, d.err.String(),
			"`pulumi config set slipway-foundation:account ACCOUNT --stack dev` in stacks/foundation")
	})
}
