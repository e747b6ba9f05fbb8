package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
)

// inAccount is a desk whose recorded state is that of a real account, with
// credentials for it. Of AWS there is only STS: every test ends before more is called.
func inAccount(t *testing.T) *desk {
	t.Helper()
	d := deployed(t, "dev")
	d.moveTo(t, "123456789012")
	d.set["SLIPWAY_AWS"] = "real"
	d.set["PULUMI_CONFIG_PASSPHRASE"] = "open sesame"
	d.aws = (&callertest.AWS{Account: "123456789012"}).Loader(t)
	return d
}

// moveTo makes the simulated state of foundation one of a real account.
func (d *desk) moveTo(t *testing.T, account string) {
	t.Helper()
	d.rewrite(t, "slipway-foundation", func(text string) string {
		text = strings.ReplaceAll(text, "000000000000", account)
		return regexp.MustCompile(`,?\s*"simulated":\s*"?true"?`).ReplaceAllString(text, "")
	})
}

func (d *desk) rewrite(t *testing.T, project string, change func(string) string) {
	t.Helper()
	file := d.checkpoint(project)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	changed := change(string(text))
	require.NotEqual(t, string(text), changed)
	require.True(t, json.Valid([]byte(changed)), changed)
	require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))
}

func TestASimulatedStateIsNotDeployedToAWS(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	d.set["SLIPWAY_AWS"], d.set["PULUMI_CONFIG_PASSPHRASE"] = "real", "open sesame"
	for _, verb := range []string{"refresh-all", "destroy-all", "recover", "deploy-all", "outputs"} {
		assert.Equal(t, 1, d.run(t.Context(), verb), verb)
		assert.Equal(t, "error: the state of dev at file://"+d.stateFolder()+" is that of a simulated AWS, "+
			"so it cannot be deployed to AWS: set SLIPWAY_AWS=simulated to go on with it, "+
			"or PULUMI_BACKEND_URL to the real state\n", d.err.String(), verb)
		files, err := filepath.Glob(filepath.Join(d.root, "stacks", "*", "Pulumi.dev.yaml"))
		require.NoError(t, err)
		assert.Empty(t, files, "what %s rejects writes no salt", verb)
	}
}

func TestAStateOfAnAccountIsNotSimulated(t *testing.T) {
	t.Parallel()
	d := inAccount(t)
	d.set["SLIPWAY_AWS"] = "simulated"
	for _, verb := range []string{"refresh-all", "destroy-all", "outputs", "push"} {
		assert.Equal(t, 1, d.run(t.Context(), verb), verb)
		assert.Equal(t, simulatedLine+"error: the state of dev at file://"+d.stateFolder()+" is that of AWS account "+
			"123456789012, so it cannot be simulated: set SLIPWAY_AWS=real to work on the account, "+
			"or PULUMI_BACKEND_URL to a place of its own for the simulated state\n", d.err.String(), verb)
	}
}

// A first deployment that failed exports nothing; its resources still tell the account.
func TestAStateWithoutOutputsIsToldByItsARNs(t *testing.T) {
	t.Parallel()
	d := inAccount(t)
	d.rewrite(t, "slipway-foundation", func(text string) string {
		text = strings.ReplaceAll(text, `"accountId"`, `"otherId"`)
		return strings.ReplaceAll(text, `"allowedAccountIds"`, `"otherIds"`)
	})
	d.set["SLIPWAY_AWS"] = "simulated"
	assert.Equal(t, 1, d.run(t.Context(), "outputs"))
	assert.Contains(t, d.err.String(), "is that of AWS account 123456789012, so it cannot be simulated")
}

func TestNothingRealIsDestroyedUnlessAPersonNamesIt(t *testing.T) {
	t.Parallel()
	const said = "This destroys every resource of dev in AWS account 123456789012, as arn:aws:iam::123456789012:user/me " +
		"(foundation 26). " +
		"Images, artifacts and history go as well; " +
		"`make history ENV=dev EXPORT=history-dev.jsonl` keeps a copy of the history.\n"
	const question = "Type dev to let it go: "
	const unnamed = "error: nothing was destroyed: the environment was not named, " +
		"and YES=1 does not name it; if it is to go: `make destroy"
	const all = unnamed + "-all ENV=dev ALLOW=dev`\n"
	for name, c := range map[string]struct {
		args     []string
		terminal bool
		typed    string
		want     string
	}{
		"no terminal":  {[]string{"destroy-all"}, false, "", said + all},
		"YES=1":        {[]string{"destroy-all"}, false, "", said + all},
		"another name": {[]string{"destroy-all", "--allow", "staging,prod"}, false, "", said + all},
		"no":           {[]string{"destroy-all"}, true, "no\n", said + question + all},
		"yes":          {[]string{"destroy-all"}, true, "yes\n", said + question + all},
		"the end":      {[]string{"destroy-all"}, true, "", said + question + all},
		"one layer": {[]string{"destroy", "--layer", "foundation"}, true, "n\n",
			said + question + unnamed + " LAYER=foundation ENV=dev ALLOW=dev`\n"},
		"recovering": {[]string{"recover"}, true, "no\n", "Is no other slipway or pulumi at work on dev? " +
			"Its lock is going to be removed. [y/N] error: stopped: not confirmed\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := inAccount(t)
			d.terminal, d.typed, d.yes = c.terminal, c.typed, name == "YES=1"
			before, err := os.ReadFile(d.checkpoint("slipway-foundation"))
			require.NoError(t, err)
			assert.Equal(t, 1, d.run(t.Context(), c.args...))
			_, said, _ := strings.Cut(d.err.String(), "is worth nothing without it.\n"+
				"Wrote the encryptionsalt to stacks/delivery/Pulumi.dev.yaml; commit it, the passphrase is worth nothing "+
				"without it.\n")
			assert.Equal(t, c.want, said)
			after, err := os.ReadFile(d.checkpoint("slipway-foundation"))
			require.NoError(t, err)
			assert.Equal(t, string(before), string(after))
		})
	}
}

func TestAChangeKeepsTheSaltInEveryStackFile(t *testing.T) {
	t.Parallel()
	d := inAccount(t)
	d.terminal, d.typed = true, "no\n"
	d.file(t, "stacks/compute/Pulumi.dev.yaml", "# ours\n---\nconfig:\n  slipway-compute:memory: 256\n")
	d.file(t, "stacks/delivery/Pulumi.dev.yaml", "config: {}\r\nencryptionsalt:\r\n")
	require.Equal(t, 1, d.run(t.Context(), "destroy-all"))
	salts := map[string]bool{}
	for _, layer := range []string{"foundation", "compute", "delivery"} {
		text, err := os.ReadFile(filepath.Join(d.root, "stacks", layer, "Pulumi.dev.yaml"))
		require.NoError(t, err)
		_, salt, found := strings.Cut(string(text), "encryptionsalt: ")
		require.True(t, found, string(text))
		salt, _, _ = strings.Cut(salt, "\n")
		salts[strings.TrimSuffix(salt, "\r")] = true
		assert.Contains(t, d.err.String(), "Wrote the encryptionsalt to stacks/"+layer+"/Pulumi.dev.yaml; commit it")
	}
	assert.Len(t, salts, 1, "one salt for the environment")
	text, err := os.ReadFile(filepath.Join(d.root, "stacks", "compute", "Pulumi.dev.yaml"))
	require.NoError(t, err)
	assert.Regexp(t, `^# ours\n---\nencryptionsalt: \S+\nconfig:\n  slipway-compute:memory: 256\n$`, string(text),
		"what the file held is kept")

	require.Equal(t, 1, d.run(t.Context(), "destroy-all"))
	assert.NotContains(t, d.err.String(), "encryptionsalt", "it is written once")
}

func TestAPushIsNotSimulatedInARealEnvironment(t *testing.T) {
	t.Parallel()
	d := inAccount(t)
	assert.Equal(t, 2, d.run(t.Context(), "push"))
	assert.Equal(t, "error: dev is a real environment: a push to its repository starts the pipeline; "+
		"`make push` simulates one, for instance with ENV=local\n", d.err.String())
}

func TestTheCommandsOwnKeyIsNotTakenFromAStackFile(t *testing.T) {
	t.Parallel()
	d := inAccount(t)
	d.yes = true
	d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway:simulated: \"true\"\n")
	assert.Equal(t, 1, d.run(t.Context(), "deploy", "--layer", "foundation"))
	assert.Contains(t, d.err.String(), "error: slipway:simulated stands in a stack file of foundation, but only the "+
		"command sets it: run `pulumi config rm slipway:simulated --stack dev` in stacks/foundation\n")
}
