// Package harness runs the slipway command in a test's own checkout, on the real
// engine, and reads back what is deployed from the state it leaves: the door and
// the evidence are those that a person has.
package harness

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/caller"
	"slipway/scripts/cli"
	"slipway/scripts/iostreams"
	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
	"slipway/shared/contract"
)

// hosted are the layers' programs in the test's own process.
var hosted = langhost.NewHost(programs.Layers)

// Env is a checkout with its own stack files, state and, if AWS is simulated, its
// own simulated AWS.
type Env struct {
	Root  string // the checkout
	State string // folder of the state backend
	// Account is the folder of the simulated account, of an environment made by Simulated.
	Account string
	// AWS makes the configuration of calls to AWS; nil looks where AWS's tools look.
	AWS  caller.Loader
	vars map[string]string
}

// New creates an environment. The variables come on top of those that each one has:
// a file backend of its own and an empty passphrase.
func New(t testing.TB, vars map[string]string) *Env {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	dir := t.TempDir()
	h := &Env{
		Root:  filepath.Join(dir, "checkout"),
		State: filepath.Join(dir, "state"),
		vars: map[string]string{
			"PULUMI_BACKEND_URL":       "file://" + filepath.Join(dir, "state"),
			"PULUMI_CONFIG_PASSPHRASE": "", "YES": "1",
		},
	}
	maps.Copy(h.vars, vars)
	require.NoError(t, os.MkdirAll(h.State, 0o755))
	require.NoError(t, os.MkdirAll(h.Root, 0o755))
	require.NoError(t, Checkout(root, h.Root))
	return h
}

// Set changes a variable of the commands to come.
func (h *Env) Set(name, value string) { h.vars[name] = value }

// With is the same environment with more variables, for one command.
func (h *Env) With(vars map[string]string) *Env {
	other := *h
	other.vars = maps.Clone(h.vars)
	maps.Copy(other.vars, vars)
	return &other
}

// Configure writes the stack file of a layer and environment: YAML lines such as
// "slipway-foundation:emails: [ops@acme.test]".
func (h *Env) Configure(t testing.TB, layer, env string, lines ...string) {
	t.Helper()
	text := "config:\n"
	for _, line := range lines {
		text += "  " + line + "\n"
	}
	file := filepath.Join(h.Root, "stacks", layer, "Pulumi."+env+".yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}

// ConfigureAll writes the same settings into the stack files of all layers, with
// LAYER in a line replaced by the layer, and adds each layer's own.
func (h *Env) ConfigureAll(t testing.TB, env string, common []string, own map[string][]string) {
	t.Helper()
	for _, layer := range contract.LayerNames() {
		var lines []string
		for _, line := range common {
			lines = append(lines, strings.ReplaceAll(line, "LAYER", layer))
		}
		h.Configure(t, layer, env, append(lines, own[layer]...)...)
	}
}

// Result is how a command ended and what it wrote.
type Result struct {
	Code     int
	Out, Err string
	Said     string // both, in the order in which a person reads them
}

// Run runs the command with the given words.
func (h *Env) Run(t testing.TB, words ...string) Result {
	t.Helper()
	var out, talk, said bytes.Buffer
	code := cli.Main(t.Context(), cli.Process{
		Console: &iostreams.Console{
			In:  strings.NewReader(""),
			Out: io.MultiWriter(&out, &said),
			Err: io.MultiWriter(&talk, &said),
			Yes: h.vars["YES"] == "1",
		},
		Programs: hosted,
		Root:     h.Root,
		AWS:      h.AWS,
		Now:      time.Now,
		Setenv:   os.Setenv,
		Lookup: func(name string) (string, bool) {
			if value, ok := h.vars[name]; ok {
				return value, true
			}
			return os.LookupEnv(name)
		},
	}, words)
	return Result{
		Code: code,
		Out:  out.String(),
		Err:  talk.String(),
		Said: said.String(),
	}
}

// Must is Run for a command that has to succeed.
func (h *Env) Must(t testing.TB, words ...string) Result {
	t.Helper()
	r := h.Run(t, words...)
	require.Zero(t, r.Code, "slipway %s\n%s%s", strings.Join(words, " "), r.Out, r.Err)
	return r
}
