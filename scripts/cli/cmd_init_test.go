package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/environment"
)

// text is a file of the desk's checkout, "" if it is not there.
func (d *desk) text(name string) string {
	text, _ := os.ReadFile(filepath.Join(d.root, name))
	return string(text)
}

// stacks are the names of the stack files that are there.
func (d *desk) stacks(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(d.root + "/stacks/*/Pulumi.*.yaml")
	require.NoError(t, err)
	return found
}

func TestInit(t *testing.T) {
	t.Parallel()
	t.Run("writes three files that are deployed, and what to type next", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.set = map[string]string{"EMAILS": "ops@acme.test, dev@acme.test", "REPOSITORY": "acme/shop", "SERVICES": "api cart"}
		require.Zero(t, d.run(t.Context(), "init", "--env", "qa"), d.err.String())
		assert.Contains(t, d.err.String(), "Written: stacks/foundation/Pulumi.qa.yaml, stacks/compute/Pulumi.qa.yaml, "+
			"stacks/delivery/Pulumi.qa.yaml.\n\nNext:\n  export PULUMI_BACKEND_URL=s3://YOUR-BUCKET ")
		assert.Contains(t, d.err.String(), "\n  export PULUMI_CONFIG_PASSPHRASE=... ")
		assert.Contains(t, d.err.String(), "\n  make deploy-all ENV=qa ")
		foundation := d.text("stacks/foundation/Pulumi.qa.yaml")
		assert.Contains(t, foundation, "\n  slipway-foundation:emails: [ops@acme.test, dev@acme.test]\n")
		assert.Contains(t, foundation, "\n  slipway-foundation:services: [api, cart]\n")
		assert.Contains(t, foundation, "\n  # slipway-foundation:account: \"111122223333\"\n")
		assert.Contains(t, d.text("stacks/delivery/Pulumi.qa.yaml"), "\n  slipway-delivery:repository: acme/shop\n")
		for _, name := range d.stacks(t) {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "<env>")
		}
		d.set["SLIPWAY_AWS"] = "simulated"
		assert.Zero(t, d.run(t.Context(), "deploy", "--layer", "foundation", "--env", "qa"), d.err.String())
	})
	t.Run("names all that is missing where nobody can be asked", func(t *testing.T) {
		t.Parallel()
		for _, set := range []map[string]string{{}, {"CI": "true"}} {
			d := newDesk(t)
			d.set, d.terminal = set, set["CI"] != ""
			assert.Equal(t, 2, d.run(t.Context(), "init", "--env", "qa"))
			assert.Equal(t, "error: EMAILS and REPOSITORY are missing, and there is no terminal to ask on: "+
				"`make init ENV=qa EMAILS=ops@your.domain REPOSITORY=owner/name`\n", d.err.String())
			assert.Empty(t, d.stacks(t))
		}
	})
	t.Run("writes nothing if an answer breaks a rule, and tells all of them", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		assert.Equal(t, 1, d.run(t.Context(), "init", "--env", "qa", "--emails", "nobody", "--repository", "x",
			"--account", "12", "--from", "nowhere", "--secrets", "aws", "--production", "maybe", "--services", "Api"))
		for _, want := range []string{
			`slipway-foundation:emails is "nobody": a bare e-mail address`,
			`slipway-foundation:services is "Api": 1 to 20 lower-case letters`,
			`slipway-foundation:account is "12": an AWS account id of 12 digits`,
			`slipway-delivery:repository is "x": a GitHub repository as owner/name`,
			`slipway-delivery:production is "maybe": true or false`,
			`slipway-delivery:promoteFrom is "nowhere": an environment of this checkout; there is no stacks/`,
			`SECRETS is "aws": passphrase, or the address of a key that Pulumi knows, such as awskms://alias/NAME`,
			"Nothing was written.",
		} {
			assert.Contains(t, d.err.String(), want)
		}
		assert.Empty(t, d.stacks(t))
	})
	t.Run("rejects examples, which no real account takes", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		assert.Equal(t, 1, d.run(t.Context(), "init", "--env", "qa", "--emails", "ops@example.com",
			"--repository", "example/shop"))
		assert.Contains(t, d.err.String(), `slipway-foundation:emails is "ops@example.com": an example`)
		assert.Contains(t, d.err.String(), `slipway-delivery:repository is "example/shop", an example`)
		assert.Empty(t, d.stacks(t))
		d.set["SLIPWAY_AWS"] = "simulated"
		assert.Zero(t, d.run(t.Context(), "init", "--env", "qa"), "a simulated one takes them: "+d.err.String())
		assert.NotContains(t, d.err.String(), "PULUMI_BACKEND_URL")
	})
	t.Run("asks a person until an answer breaks no rule", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.terminal = true
		d.typed = "\nops\nops@acme.test\nhttps://github.com/acme/shop\nacme/shop\nrelease\n\n\n111122223333\n" +
			"111122223333\n444455556666\nyes\ntrue\n\nawskms://alias/x\n"
		require.Zero(t, d.run(t.Context(), "init", "--env", "qa"), d.err.String())
		for _, want := range []string{
			"E-mail addresses that hear of deployments:   It has no default; an answer is like ops@your.domain.\n",
			`  slipway-foundation:emails is "ops": a bare e-mail address`,
			`a GitHub repository as owner/name: write acme/shop`,
			": Branch that is delivered [main]: ",
			`  slipway-foundation:targetAccount is "111122223333": another account than slipway's own`,
			`  slipway-delivery:production is "yes": true or false`,
		} {
			assert.Contains(t, d.err.String(), want)
		}
		assert.NotContains(t, d.err.String(), "PASSPHRASE")
		delivery := d.text("stacks/delivery/Pulumi.qa.yaml")
		assert.Contains(t, delivery, "\nsecretsprovider: awskms://alias/x\nconfig:\n")
		assert.Contains(t, delivery, "\n  slipway-delivery:branch: release\n")
		assert.Contains(t, delivery, "\n  slipway-delivery:production: true\n")
		assert.Contains(t, delivery, "\n  # slipway-delivery:promoteFrom: staging\n")
		foundation := d.text("stacks/foundation/Pulumi.qa.yaml")
		assert.Contains(t, foundation, "\n  slipway-foundation:account: \"111122223333\"\n")
		assert.Contains(t, foundation, "\n  slipway-foundation:targetAccount: \"444455556666\"\n")
	})
	t.Run("stops at the end of input, with nothing written", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.terminal, d.typed = true, "ops@acme.test\n"
		assert.Equal(t, 1, d.run(t.Context(), "init", "--env", "qa"))
		assert.Contains(t, d.err.String(), "error: stopped: not confirmed")
		assert.Empty(t, d.stacks(t))
	})
	t.Run("leaves a file that is there alone unless it is told", func(t *testing.T) {
		t.Parallel()
		const shipped = "# ours\nconfig:\n  # who\n  slipway-foundation:emails: [ops@example.com] # them\n" +
			"  slipway-foundation:accessLogs: \"true\"\n"
		d := newDesk(t)
		d.file(t, "stacks/foundation/Pulumi.qa.yaml", shipped)
		words := []string{"init", "--env", "qa", "--emails", "ops@acme.test", "--repository", "acme/shop"}
		assert.Equal(t, 1, d.run(t.Context(), words...))
		assert.Contains(t, d.err.String(), "stacks/foundation/Pulumi.qa.yaml is there.\n")
		assert.Contains(t, d.err.String(), "set YES=1 to say yes")
		assert.Equal(t, shipped, d.text("stacks/foundation/Pulumi.qa.yaml"))
		assert.Len(t, d.stacks(t), 1)

		d.yes = true
		require.Zero(t, d.run(t.Context(), words...), d.err.String())
		assert.Equal(t, "# ours\nconfig:\n  # who\n  slipway-foundation:emails: [ops@acme.test] # them\n"+
			"  slipway-foundation:accessLogs: \"true\"\n", d.text("stacks/foundation/Pulumi.qa.yaml"))
		assert.Len(t, d.stacks(t), 3)
		require.Zero(t, d.run(t.Context(), append(words, "--region", "eu-west-1", "--secrets", "awskms://alias/x")...))
		assert.Contains(t, d.text("stacks/foundation/Pulumi.qa.yaml"), "\n  aws:region: eu-west-1\n")
		assert.Contains(t, d.text("stacks/compute/Pulumi.qa.yaml"), "secretsprovider: awskms://alias/x\n")
		require.Zero(t, d.run(t.Context(), words...))
		assert.Contains(t, d.err.String(), "The stack files of qa say that already; nothing was changed.")

		assert.Equal(t, 1, d.run(t.Context(), append(words, "--secrets", "passphrase", "--services", "cart")...))
		assert.Contains(t, d.err.String(), `SECRETS is "passphrase", and the stack files have secrets that are opened by `+
			"awskms://alias/x: `pulumi stack change-secrets-provider`")
	})
	t.Run("does not take the services of a file away", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.yes = true
		d.file(t, "stacks/foundation/Pulumi.qa.yaml", "config:\n  slipway-foundation:services: {api: {memory: 512}}\n")
		words := []string{"init", "--env", "qa", "--emails", "ops@acme.test", "--repository", "acme/shop", "--services"}
		assert.Equal(t, 1, d.run(t.Context(), append(words, "cart")...))
		assert.Contains(t, d.err.String(),
			"SERVICES is \"cart\", and the services of qa are api: `make add-service` adds one")
		require.Zero(t, d.run(t.Context(), append(words, "api")...), d.err.String())
		assert.Contains(t, d.text("stacks/foundation/Pulumi.qa.yaml"), "services: {api: {memory: 512}}\n")
	})
	t.Run("is not for the simulated environment", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		assert.Equal(t, 2, d.run(t.Context(), "init", "--env", environment.Local))
		assert.Contains(t, d.err.String(), "error: local is simulated and needs no settings: `make deploy-all ENV=local`")
	})
}
