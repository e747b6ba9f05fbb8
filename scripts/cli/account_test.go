package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
)

const (
	ours   = "123456789012" // the account that dev is deployed to
	theirs = "999988887777"
)

// untouched runs the command and requires that it changes neither state nor stack files.
func (d *desk) untouched(t *testing.T, args ...string) string {
	t.Helper()
	before := d.files(t)
	assert.Equal(t, 1, d.run(t.Context(), args...), d.err.String())
	assert.Equal(t, before, d.files(t), "%v changed a file", args)
	return d.err.String()
}

// files are the contents of the stack files and of the foundation's state.
func (d *desk) files(t *testing.T) map[string]string {
	t.Helper()
	contents := map[string]string{}
	names, err := filepath.Glob(filepath.Join(d.root, "stacks", "*", "Pulumi.*"))
	require.NoError(t, err)
	for _, name := range append(names, d.checkpoint("slipway-foundation")) {
		text, err := os.ReadFile(name)
		if !os.IsNotExist(err) {
			require.NoError(t, err)
		}
		contents[name] = string(text)
	}
	return contents
}

func TestTheAccountsAreOne(t *testing.T) {
	t.Parallel()
	t.Run("in whatever works on AWS", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		d.aws = (&callertest.AWS{Account: theirs}).Loader(t)
		d.yes = true
		for _, verb := range []string{"deploy-all", "preview-all", "destroy-all", "refresh-all", "recover"} {
			assert.Equal(t, "error: dev is of another AWS account than the credentials, so nothing was read or changed:\n"+
				"  credentials  999988887777, arn:aws:iam::999988887777:user/me\n"+
				"  state        123456789012, of foundation in file://"+d.stateFolder()+"\n"+
				"  configured   none, slipway-foundation:account is not set\n"+
				"Use credentials for 123456789012: set AWS_PROFILE, or run `pulumi config set aws:profile NAME --stack dev` "+
				"in stacks/foundation.\nTo deploy to 999988887777 as well, choose another ENV.\n", d.untouched(t, verb), verb)
		}
		for _, verb := range []string{"deploy", "preview", "destroy", "refresh"} {
			assert.Contains(t, d.untouched(t, verb, "--layer", "foundation"), "dev is of another AWS account", verb)
		}
	})
	t.Run("of a first deployment and the configuration", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.set = map[string]string{
			"SLIPWAY_AWS":              "real",
			"ENV":                      "dev",
			"PULUMI_BACKEND_URL":       "file://" + t.TempDir(),
			"PULUMI_CONFIG_PASSPHRASE": "x",
		}
		d.aws = (&callertest.AWS{Account: theirs}).Loader(t)
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:account: \""+ours+"\"\n")
		said := d.untouched(t, "deploy-all")
		assert.Contains(t, said, "  state        none is recorded yet\n"+
			"  configured   123456789012, slipway-foundation:account\n"+
			"Use credentials for 123456789012: ")
		assert.Contains(t, said, "Or, if dev belongs into 999988887777, run `pulumi config set "+
			"slipway-foundation:account 999988887777 --stack dev` in stacks/foundation.\n")
	})
	t.Run("of the state and the configuration", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:account: \""+theirs+"\"\n")
		assert.Contains(t, d.untouched(t, "deploy-all"), "\nRun `pulumi config set slipway-foundation:account 123456789012 "+
			"--stack dev` in stacks/foundation, or deploy to 999988887777 under another ENV.\n")
		d.aws = (&callertest.AWS{Account: theirs}).Loader(t)
		assert.Contains(t, d.untouched(t, "deploy-all"), "\nRun `pulumi config set slipway-foundation:account 123456789012 "+
			"--stack dev` in stacks/foundation, and use credentials for 123456789012: set AWS_PROFILE, ")
	})
	t.Run("and the services' own one is another than the caller's", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.set = map[string]string{
			"SLIPWAY_AWS":              "real",
			"ENV":                      "dev",
			"PULUMI_BACKEND_URL":       "file://" + t.TempDir(),
			"PULUMI_CONFIG_PASSPHRASE": "x",
		}
		d.aws = (&callertest.AWS{Account: ours}).Loader(t)
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:targetAccount: \""+ours+"\"\n")
		assert.Contains(t, d.untouched(t, "deploy-all"), "slipway-foundation:targetAccount is \""+ours+
			"\": another account than slipway's own; leave it out for a single account")
	})
	t.Run("by the profile in the stack file", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		d.aws = (&callertest.AWS{Account: theirs, Profiles: map[string]string{"ours": ours}}).Loader(t)
		d.terminal, d.typed = true, "no\n"
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  aws:profile: ours\n")
		assert.Equal(t, 1, d.run(t.Context(), "destroy-all"))
		assert.Contains(t, d.err.String(), "This destroys every resource of dev in AWS account 123456789012, as ")
	})
	t.Run("by the role in the stack file", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		const role = "arn:aws:iam::123456789012:role/Slipway"
		d.aws = (&callertest.AWS{Account: theirs, Roles: map[string]string{role: ""}}).Loader(t)
		d.terminal, d.typed = true, "no\n"
		d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  aws:assumeRole:\n    roleArn: "+role+"\n")
		assert.Equal(t, 1, d.run(t.Context(), "destroy-all"))
		assert.Contains(t, d.err.String(), "This destroys every resource of dev in AWS account 123456789012, as ")
	})
	t.Run("or nobody knows whose the credentials are", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		d.aws = (&callertest.AWS{}).Loader(t)
		said := d.untouched(t, "deploy-all")
		assert.Contains(t, said, "error: AWS does not say whose credentials these are, so nothing of dev was "+
			"read or changed: ")
		assert.Contains(t, said, "InvalidClientTokenId")
		assert.Contains(t, said, "Set AWS_PROFILE to a profile that works")
	})
	t.Run("and what only reads the state asks nobody", func(t *testing.T) {
		t.Parallel()
		d := inAccount(t)
		fake := &callertest.AWS{Account: theirs}
		d.aws, d.yes = fake.Loader(t), true
		d.set["PULUMI_CONFIG_PASSPHRASE"] = "" // that of the state, which was simulated
		assert.Equal(t, 0, d.run(t.Context(), "outputs"), d.err.String())
		assert.Empty(t, fake.Calls())
	})
}

func TestTheTargetAccountIsReached(t *testing.T) {
	t.Parallel()
	const role = "arn:aws:iam::444455556666:role/deploy/Slipway"
	d := inAccount(t)
	d.yes = true
	d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:targetAccount: \"444455556666\"\n"+
		"  slipway-foundation:targetRole: deploy/Slipway\n  slipway-foundation:targetExternalId: shop\n")
	said := d.untouched(t, "deploy-all")
	assert.Contains(t, said, "error: "+role+" in account 444455556666 cannot be assumed by "+
		"arn:aws:iam::123456789012:user/me of account 123456789012, so nothing was changed: ")
	assert.Contains(t, said, "AccessDenied")
	_, policy, _ := strings.Cut(said, "the right sts:AssumeRole on it:\n")
	assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
		"Principal": {"AWS": "arn:aws:iam::123456789012:root"},
		"Condition": {"StringEquals": {"sts:ExternalId": "shop"}}}]}`, policy)

	fake := &callertest.AWS{Account: ours, Roles: map[string]string{role: "shop"}}
	d.aws = fake.Loader(t)
	assert.Equal(t, 1, d.run(t.Context(), "deploy-all"))
	assert.NotContains(t, d.err.String(), "cannot be assumed")
	assert.Equal(t, []string{"GetCallerIdentity", "AssumeRole", "GetCallerIdentity", "AssumeRole"}, fake.Calls())
}

func TestNothingIsSimulatedByGuessWhereNobodyWatches(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		terminal bool
		set      map[string]string
		guessed  bool
	}{
		"on a terminal":            {true, map[string]string{}, true},
		"without a terminal":       {false, map[string]string{}, false},
		"in CI":                    {true, map[string]string{"CI": "true"}, false},
		"in what is said not CI":   {true, map[string]string{"CI": "false"}, true},
		"where somebody said so":   {false, map[string]string{"SLIPWAY_AWS": "simulated"}, true},
		"where somebody denied it": {false, map[string]string{"SLIPWAY_AWS": "real", "PULUMI_CONFIG_PASSPHRASE": "x"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.set, d.terminal = c.set, c.terminal
			d.set["HOME"], d.set["PULUMI_BACKEND_URL"] = t.TempDir(), "file://"+t.TempDir()
			code := d.run(t.Context(), "outputs", "--env", "pr-42")
			assert.Equal(t, c.guessed, strings.HasPrefix(d.err.String(), simulatedLine), d.err.String())
			if !c.guessed && c.set["SLIPWAY_AWS"] == "" {
				assert.Equal(t, 2, code)
				assert.Equal(t, "error: pr-42 has no stack file, and no AWS credentials are in sight, so whether AWS is real "+
					"or simulated would be a guess: set SLIPWAY_AWS=real, or SLIPWAY_AWS=simulated. Credentials that only the "+
					"machine itself has, an instance's or a container's role, are not seen\n", d.err.String())
			}
		})
	}
	d := newDesk(t)
	assert.Equal(t, 1, d.run(t.Context(), "outputs", "--env", "local"))
	assert.True(t, strings.HasPrefix(d.err.String(), simulatedLine), "local is simulated anywhere")
}
