package cli_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/cli"
	"slipway/scripts/iostreams"
	"slipway/scripts/langhost"
)

func TestAPushIsCheckedBeforeAnythingIsOpened(t *testing.T) {
	t.Parallel()
	sha := strings.Repeat("0a", 20)
	faults := "one of start, late, flaky, build, scan, test, reject, wait, image, smoke, errors, bake, quiet, death, " +
		"stuck, history"
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"a fault nobody knows": {[]string{"--fault", "fire"}, `FAULT is "fire": ` + faults},
		"a fault in capitals":  {[]string{"--fault", "Build"}, `FAULT is "Build": ` + faults + "; did you mean build?"},
		"a short commit":       {[]string{"--commit", sha[:7]}, `COMMIT is "0a0a0a0": 40 digits of 0 to 9 and a to f`},
		"a commit in capitals": {[]string{"--commit", strings.ToUpper(sha)},
			`COMMIT is "` + strings.ToUpper(sha) + `": 40 digits of 0 to 9 and a to f`},
		"a commit one too long": {[]string{"--commit", sha + "0"},
			`COMMIT is "` + sha + `0": 40 digits of 0 to 9 and a to f`},
		"the fault is told before the commit": {
			[]string{"--commit", "x", "--fault", "x"}, `FAULT is "x": ` + faults,
		},
		"no environment": {[]string{"--commit", sha, "--fault", "build"},
			"ENV is missing: say which environment, such as ENV=local"},
		"an argument": {[]string{"api"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			code := d.run(t.Context(), append([]string{"push"}, c.args...)...)
			if c.want == "" {
				assert.NotZero(t, code)
				assert.Equal(t, "error: unknown command \"api\" for \"slipway push\"\n", d.err.String())
				return
			}
			assert.Equal(t, 2, code)
			assert.Equal(t, "error: "+c.want+"\n", d.err.String())
		})
	}
}

func TestVariablesOfMakeReachEverySubcommand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  map[string]string
		verb string
		want string
	}{
		"FAULT":   {map[string]string{"FAULT": "x"}, "push", "FAULT is \"x\""},
		"COMMIT":  {map[string]string{"COMMIT": "x"}, "push", "COMMIT is \"x\""},
		"DIGEST":  {map[string]string{"DIGEST": "x"}, "release", "DIGEST is \"sha256:x\""},
		"VERSION": {map[string]string{"VERSION": "x"}, "release", "VERSION is \"x\""},
		"LIMIT":   {map[string]string{"LIMIT": "x"}, "history", "LIMIT is \"x\""},
		"TO":      {map[string]string{"TO": "x"}, "rollback", "TO is \"x\""},
		"LAYER":   {map[string]string{"LAYER": "roof"}, "refresh", "LAYER is \"roof\""},
		"SLIPWAY_AWS": {
			map[string]string{"ENV": "dev", "SLIPWAY_AWS": "maybe"}, "outputs", "SLIPWAY_AWS is \"maybe\": real or simulated",
		},
		"SLIPWAY_LOCAL_LATENCY": {
			map[string]string{"ENV": "local", "SLIPWAY_LOCAL_LATENCY": "soon"}, "outputs", "SLIPWAY_LOCAL_LATENCY",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.set = c.set
			assert.NotZero(t, d.run(t.Context(), c.verb))
			assert.Contains(t, d.err.String(), "error: ")
			assert.Contains(t, d.err.String(), c.want)
			assert.Empty(t, d.out.String())
		})
	}
}

func TestAFlagOutweighsItsVariable(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set = map[string]string{"ENV": "dev", "LAYER": "compute", "SLIPWAY_AWS": "simulated"}
	assert.Equal(t, 1, d.run(t.Context(), "outputs", "--env", "prod"))
	assert.Equal(t, simulatedLine+"error: prod is not deployed; run `make deploy-all ENV=prod`\n", d.err.String())
	assert.Equal(t, 2, d.run(t.Context(), "deploy", "--layer", "roof"))
	assert.Equal(t, "error: LAYER is \"roof\": one of foundation, compute, delivery\n", d.err.String())
}

func TestTheVersionIsPrintedAsData(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	assert.Equal(t, 0, d.run(t.Context(), "--version"))
	assert.Equal(t, "slipway version "+cli.Version+"\n", d.out.String())
	assert.Empty(t, d.err.String())
}

func TestHelpOfASubcommandOpensNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	assert.Equal(t, 0, d.run(t.Context(), "deploy", "--help"))
	assert.Equal(t, `Deploys one layer. The layers that it needs must be deployed.

The variables ENV, LAYER and SERVICE stand for the flags of these names.

Usage:
  slipway deploy [flags]

Examples:
  slipway deploy --env local --layer foundation

Flags:
      --adopt           take what is there, and in no state, into the state as it is
      --allow string    what may be taken away, by name, separated by commas
      --env string      environment, such as local, dev or pr-42
  -h, --help            help for deploy
      --layer string    layer, one of foundation, compute, delivery
      --plan string     folder of a plan that a preview saved; deploys that, and nothing else
      --report string   file that the report of this run is written to
`, d.out.String())
	assert.Empty(t, d.err.String())
	assert.NoDirExists(t, d.root+"/.slipway")
}

func TestASubcommandNobodyKnowsIsNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	assert.NotZero(t, d.run(t.Context(), "deploy-al"))
	assert.Contains(t, d.err.String(), `error: unknown command "deploy-al" for "slipway"`)
}

// broken are programs that cannot be started or read.
type broken struct{}

func (broken) Runtime() (string, error) { return "", errors.New("start programs: no such file") }

func (broken) Expect(string, string) (func() (map[string]string, error), error) {
	return nil, errors.New("start programs: no such file")
}

func (broken) Load(langhost.Configuration) (langhost.Settings, error) {
	return langhost.Settings{}, errors.New("ask programs: connection refused")
}

func TestProgramsThatCannotRunAreNamed(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"deploy --layer foundation":  "ask programs: connection refused",
		"preview --layer foundation": "ask programs: connection refused",
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			code := cli.Main(t.Context(), cli.Process{
				Console: &iostreams.Console{
					In:  strings.NewReader(""),
					Out: &d.out,
					Err: &d.err,
				},
				Programs: broken{},
				Root:     d.root,
				Lookup:   func(string) (string, bool) { return "", false },
				Setenv:   func(string, string) error { return nil },
				Now:      time.Now,
			}, append(strings.Fields(args), "--env", "local"))
			assert.Equal(t, 1, code)
			assert.Contains(t, d.err.String(), want)
		})
	}
}

func TestASimulationThatCannotStartSaysWhy(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	code := cli.Main(t.Context(), cli.Process{
		Console: &iostreams.Console{
			In:  strings.NewReader(""),
			Out: &d.out,
			Err: &d.err,
		},
		Programs: broken{},
		Root:     d.root,
		Lookup:   func(string) (string, bool) { return "", false },
		Setenv:   func(string, string) error { return errors.New("setenv: invalid argument") },
		Now:      time.Now,
	}, []string{"outputs", "--env", "local"})
	assert.Equal(t, 1, code)
	assert.Equal(t, simulatedLine+"error: simulate AWS: setenv: invalid argument\n", d.err.String())
}

func TestAStateFolderThatCannotBeMadeSaysWhy(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.file(t, "taken", "a file")
	d.set["PULUMI_BACKEND_URL"] = "file://" + d.root + "/taken/state"
	assert.Equal(t, 1, d.run(t.Context(), "outputs", "--env", "local"))
	assert.Equal(t, "error: make state folder: mkdir "+d.root+"/taken: not a directory\n", d.err.String())
}

func TestAStackFileThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.file(t, "stacks/compute/Pulumi.local.yaml", "config: [\n")
	assert.Equal(t, 1, d.run(t.Context(), "outputs", "--env", "local"))
	assert.Contains(t, d.err.String(), "stacks/compute/Pulumi.local.yaml")
}

func TestWhatWasProbablyMeantIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		set  map[string]string
		want string
	}{
		"a subcommand": {[]string{"deploy-al"}, nil, `unknown command "deploy-al" for "slipway"; did you mean deploy-all?`},
		"a flag":       {[]string{"history", "--servce", "api"}, nil, "unknown flag: --servce; did you mean --service?"},
		"a layer": {[]string{"deploy", "--env", "local", "--layer", "compte"}, nil,
			`LAYER is "compte": one of foundation, compute, delivery; did you mean compute?`},
		"nothing near":  {[]string{"deploy-all", "--xyzzy"}, nil, "unknown flag: --xyzzy"},
		"an empty flag": {[]string{"history", "--limit"}, nil, "flag needs an argument: --limit"},
		"variables of make": {[]string{"freeze"}, map[string]string{"SLIPWAY_UNREAD": "SERVCE PATH V AWS_PROFILE latest"},
			"nothing reads the variable SERVCE; did you mean SERVICE?\nnothing reads the variable latest; did you mean LATEST?"},
		"an environment": {[]string{"status", "--env", "loca"}, map[string]string{"CI": "true"},
			"loca has no stack file, and no AWS credentials are in sight, so whether AWS is real or simulated would be a " +
				"guess: set SLIPWAY_AWS=real, or SLIPWAY_AWS=simulated. Credentials that only the machine itself has, an " +
				"instance's or a container's role, are not seen. There is no stack file of loca; did you mean ENV=local?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			maps.Copy(d.set, c.set)
			assert.Equal(t, 2, d.run(t.Context(), c.args...))
			assert.Equal(t, "error: "+c.want+"\n", d.err.String())
			assert.Empty(t, d.out.String())
		})
	}
}
