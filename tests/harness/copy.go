package harness

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// Simulated creates an environment whose AWS is simulated, in a folder of its own.
func Simulated(t testing.TB) *Env {
	t.Helper()
	h := New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	h.Account = filepath.Join(h.dir(), "aws")
	h.vars["SLIPWAY_LOCAL_DIR"] = h.Account
	return h
}

// original is an environment that was deployed once: the files that it left.
type original struct {
	once  sync.Once
	files fstest.MapFS
}

// originals are those of this process, by their settings.
var originals sync.Map

// DeployOnce creates a simulated environment that is deployed, with settings of all
// layers and of single ones.
func DeployOnce(t testing.TB, env string, common []string, own map[string][]string) *Env {
	t.Helper()
	return Once(t, fmt.Sprintf("%q %q %q", env, common, own), func(h *Env) {
		h.ConfigureAll(t, env, common, own)
		h.Must(t, "deploy-all", "--env", env)
	})
}

// Once creates a simulated environment that is deployed as the key says. The first test
// that asks for the key deploys it; the others begin on a copy, since a deployment takes
// seconds.
func Once(t testing.TB, key string, deploy func(h *Env)) *Env {
	t.Helper()
	h := Simulated(t)
	kept, _ := originals.LoadOrStore(key, &original{})
	o := kept.(*original)
	o.once.Do(func() {
		deploy(h)
		o.files = h.files(t)
		h = Simulated(t)
	})
	require.NotNil(t, o.files, "another test could not deploy this environment")
	require.NoError(t, os.CopyFS(h.dir(), o.files))
	return h
}

func (h *Env) dir() string { return filepath.Dir(h.Root) }

// files are those that commands write: the state, the simulated account, the stack files.
func (h *Env) files(t testing.TB) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	dir := os.DirFS(h.dir())
	stackFiles, err := fs.Glob(dir, "checkout/stacks/*/Pulumi.*.yaml")
	require.NoError(t, err)
	for _, from := range append(stackFiles, "state", "aws") {
		files, err := read(dir, from)
		require.NoError(t, err)
		maps.Copy(all, files)
	}
	return all
}

// read reads the files of a folder, or one file.
func read(dir fs.FS, from string) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	return files, fs.WalkDir(dir, from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		files[name] = &fstest.MapFile{
			Data:    data,
			Mode:    info.Mode(),
			ModTime: info.ModTime(),
		}
		return err
	})
}
