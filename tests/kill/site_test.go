package kill_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

const env = "local"

// settings are the stack files of an environment, by layer; nil for none.
type settings map[string]string

var two = settings{
	contract.FoundationLayer: "config:\n  slipway-foundation:services: [api, cart]\n",
	contract.ComputeLayer:    "config:\n  slipway-compute:memory: 512\n",
}

// site is a checkout, the state of an environment and the simulated account that it is
// of, and the command as a file.
type site struct {
	bin, root, state, aws string
	vars                  map[string]string
	bucket                *objects // nil if the state is in a folder
}

// command makes the command and its programs out of the test's own file.
func command(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	bin := t.TempDir()
	for _, name := range []string{"slipway", "programs"} {
		if os.Link(self, filepath.Join(bin, name)) != nil { // another file system
			require.NoError(t, os.Symlink(self, filepath.Join(bin, name)))
		}
	}
	return bin
}

// newSite is a site that nothing is deployed on.
func newSite(t testing.TB, bin string) *site {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	dir := t.TempDir()
	s := &site{
		bin:   bin,
		root:  filepath.Join(dir, "checkout"),
		state: filepath.Join(dir, "state"),
		aws:   filepath.Join(dir, "aws"),
		vars:  map[string]string{},
	}
	for _, folder := range []string{s.root, s.state, s.aws} {
		require.NoError(t, os.Mkdir(folder, 0o700))
	}
	require.NoError(t, harness.Checkout(root, s.root))
	return s
}

// like is another site in the same state.
func (s *site) like(t testing.TB) *site {
	t.Helper()
	other := newSite(t, s.bin)
	require.NoError(t, os.CopyFS(other.state, os.DirFS(s.state)))
	require.NoError(t, os.CopyFS(other.aws, os.DirFS(s.aws)))
	return other
}

// set writes the stack files.
func (s *site) set(t testing.TB, to settings) {
	t.Helper()
	for _, layer := range contract.LayerNames() {
		file := filepath.Join(s.root, "stacks", layer, "Pulumi."+env+".yaml")
		text, ok := to[layer]
		if !ok {
			require.NoError(t, os.RemoveAll(file))
			continue
		}
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
}

// environ are the variables of the command's process.
func (s *site) environ() []string {
	vars := map[string]string{
		"ENV":                      env,
		"PULUMI_BACKEND_URL":       "file://" + s.state,
		"PULUMI_CONFIG_PASSPHRASE": "",
		"SLIPWAY_LOCAL_DIR":        s.aws,
	}
	maps.Copy(vars, s.vars)
	all := os.Environ()
	for name, value := range vars {
		all = append(all, name+"="+value)
	}
	return all
}

// talk collects what a process writes.
type talk struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *talk) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *talk) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// outcome is how a command ended.
type outcome struct {
	words string
	code  int // -1 if a signal ended it
	text  string
	took  time.Duration
}

func (o outcome) String() string {
	return fmt.Sprintf("$ slipway %s\n%sended with %d after %s\n", o.words, o.text, o.code, o.took.Round(time.Millisecond))
}
