package stories_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
	"slipway/scripts/cli"
	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
	"slipway/shared/contract"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"slipway":  func() { os.Exit(cli.Run()) },
		"programs": func() { langhost.Serve(programs.Layers) },
	})
}

func TestStories(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	aws := httptest.NewServer(&callertest.AWS{})
	t.Cleanup(aws.Close) // at the end of the stories, which run in parallel
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			checkout := filepath.Join(env.WorkDir, "checkout")
			env.Cd = checkout
			env.Setenv("CHECKOUT", checkout)
			env.Setenv("FAKE_AWS", aws.URL)
			// The Go toolchain compiles the placeholder and the receiver.
			for _, name := range []string{"PATH", "GOPROXY", "GONOSUMDB", "GOFLAGS", "GOTOOLCHAIN"} {
				env.Setenv(name, os.Getenv(name))
			}
			for name, fallback := range map[string]string{"GOCACHE": "go-build", "GOMODCACHE": "mod"} {
				env.Setenv(name, goEnv(name, fallback))
			}
			return checkoutAt(root, checkout)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"resources": resources, "await": await, "operations": operations,
		},
	})
}

// checkoutAt makes a checkout whose sources are those of root, and whose stack
// files are its own: none but what a story writes.
func checkoutAt(root, checkout string) error {
	for _, folder := range contract.LayerNames() {
		if err := mirror(filepath.Join(root, "stacks", folder), filepath.Join(checkout, "stacks", folder)); err != nil {
			return err
		}
	}
	for _, name := range []string{"go.work", "go.work.sum", "shared", "scripts", "tests"} {
		if err := os.Symlink(filepath.Join(root, name), filepath.Join(checkout, name)); err != nil {
			return err
		}
	}
	return nil
}

// mirror makes real folders, because Go ignores linked ones, of linked files.
func mirror(from, to string) error {
	return filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if name := d.Name(); strings.HasPrefix(name, "Pulumi.") && name != "Pulumi.yaml" {
			return nil
		}
		return os.Symlink(path, target)
	})
}
