package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller"
	"slipway/scripts/caller/callertest"
	"slipway/scripts/cli"
	"slipway/scripts/iostreams"
	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
)

// desk is the command with its streams as buffers, in a checkout of its own
// that has projects and no sources.
type desk struct {
	root     string
	set      map[string]string
	typed    string
	terminal bool
	yes      bool
	aws      caller.Loader
	out, err bytes.Buffer
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{
		root: t.TempDir(),
		set:  map[string]string{},
		aws:  noAWS,
	}
	for _, layer := range []string{"foundation", "compute", "delivery"} {
		d.file(t, "stacks/"+layer+"/Pulumi.yaml", "name: slipway-"+layer+"\nruntime: go\n")
	}
	return d
}

// noAWS are the credentials of a desk that is not given others.
func noAWS(context.Context, ...func(*awsconfig.LoadOptions) error) (aws.Config, error) {
	return aws.Config{}, errors.New("no credentials in this test")
}

func (d *desk) file(t *testing.T, name, content string) {
	t.Helper()
	path := filepath.Join(d.root, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
}

func (d *desk) run(ctx context.Context, args ...string) int {
	d.out.Reset()
	d.err.Reset()
	return cli.Main(ctx, cli.Process{
		Console: &iostreams.Console{
			In:       strings.NewReader(d.typed),
			Out:      &d.out,
			Err:      &d.err,
			Terminal: d.terminal,
			Yes:      d.yes,
		},
		Programs: langhost.NewHost(programs.Layers),
		Root:     d.root,
		Lookup: func(name string) (string, bool) {
			value, ok := d.set[name]
			return value, ok
		},
		Setenv: func(string, string) error { return nil },
		Now:    time.Now,
		AWS:    d.aws,
	}, args)
}

func TestCallsThatCannotWorkEndWithTwo(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		"error: ENV is missing: say which environment, such as ENV=local\n": {"outputs"},
		"error: LAYER is missing: one of foundation, compute, delivery\n":   {"destroy", "--env", "dev"},
		"error: LAYER is \"roof\": one of foundation, compute, delivery\n":  {"refresh", "--env", "dev", "--layer", "roof"},
		"error: unknown flag: --force\n":                                    {"deploy-all", "--force"},
	} {
		d := newDesk(t)
		assert.Equal(t, 2, d.run(t.Context(), args...), want)
		assert.Equal(t, want, d.err.String())
		assert.Empty(t, d.out.String())
	}
}

func TestVariablesOfMakeAreTheFlagsDefaults(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set = map[string]string{"ENV": "Prod", "LAYER": "compute"}
	assert.Equal(t, 2, d.run(t.Context(), "preview"))
	assert.Equal(t,
		"error: ENV is \"Prod\": 1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end\n",
		d.err.String())
}

func TestHelpListsEveryCommand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	assert.Equal(t, 0, d.run(t.Context()))
	for _, verb := range []string{
		"deploy-all", "preview-all", "destroy-all", "refresh-all", "outputs", "deploy", "preview", "destroy", "refresh",
		"recover",
	} {
		assert.Contains(t, d.out.String(), "\n  "+verb+" ")
	}
}

func TestOutputsOfNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	assert.Equal(t, 1, d.run(t.Context(), "outputs", "--env", "local"))
	assert.Equal(t, "AWS is simulated in this process; no account is touched.\n"+
		"error: local is not deployed; run `make deploy-all ENV=local`\n", d.err.String())
	d.set["JSON"] = "1"
	assert.Equal(t, 0, d.run(t.Context(), "outputs", "--env", "local"))
	var outputs map[string]any
	require.NoError(t, json.Unmarshal(d.out.Bytes(), &outputs))
	assert.Empty(t, outputs)
}

func TestStateOnThisMachineIsKeptOnlyWhenSomebodyAgrees(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"] = "real"
	d.terminal, d.typed = true, "no\n"
	assert.Equal(t, 1, d.run(t.Context(), "deploy-all", "--env", "dev"))
	assert.Contains(t, d.err.String(), "Keep the state of dev in "+d.root+"/.slipway/state, on this machine only?")
	assert.Contains(t, d.err.String(), "error: state of dev: stopped: not confirmed\n")
	assert.NoDirExists(t, filepath.Join(d.root, ".slipway"))

	d.typed = "yes\n"
	assert.Equal(t, 1, d.run(t.Context(), "deploy-all", "--env", "dev"))
	assert.Contains(t, d.err.String(), "error: no passphrase for the secrets of dev", "the next thing that is missing")
	assert.DirExists(t, filepath.Join(d.root, ".slipway", "state"))
}

func TestOnlyADeploymentBeginsAState(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"] = "real"
	d.yes = true
	for _, verb := range []string{"outputs", "destroy-all", "refresh-all", "recover", "status"} {
		assert.Equal(t, 2, d.run(t.Context(), verb, "--env", "dev"), verb)
		assert.Equal(t, "error: no state of dev is kept on this machine: set PULUMI_BACKEND_URL, "+
			"or backend.url in each stacks/*/Pulumi.yaml, to where it is\n", d.err.String(), verb)
	}
	assert.NoDirExists(t, filepath.Join(d.root, ".slipway"))
}

func TestADestroyOfNothingAsksNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.aws = (&callertest.AWS{Account: "123456789012"}).Loader(t)
	d.set = map[string]string{
		"SLIPWAY_AWS":              "real",
		"PULUMI_BACKEND_URL":       "file://" + t.TempDir(),
		"PULUMI_CONFIG_PASSPHRASE": "x",
	}
	assert.Equal(t, 0, d.run(t.Context(), "destroy-all", "--env", "dev"))
	assert.Contains(t, d.err.String(), "foundation  not deployed")
}

func TestAStoppedRunEndsWith130(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set = map[string]string{"SLIPWAY_AWS": "real", "PULUMI_BACKEND_URL": "file://" + t.TempDir()}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	assert.Equal(t, 130, d.run(ctx, "outputs", "--env", "dev"))
}

func TestAFaultOfAllLayersIsToldOnce(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "one\ntwo\n\n\nthree", cli.Unique("one\ntwo\none\n\n\nthree"))
}
