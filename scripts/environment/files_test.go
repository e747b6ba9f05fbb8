package environment_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/environment"
)

// checkoutOf is a checkout with these files.
func checkoutOf(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	}
	return root
}

// vars looks variables up in a map.
func vars(set map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := set[name]
		return value, ok
	}
}

func TestTheSaltIsWrittenAtTheHeadOfEachFile(t *testing.T) {
	t.Parallel()
	root := checkoutOf(t, map[string]string{
		"a.yaml": "# ours\nconfig:\n  k: v\n",
		"b.yaml": "",
	})
	files := []string{filepath.Join(root, "a.yaml"), filepath.Join(root, "b.yaml"), filepath.Join(root, "c.yaml")}
	require.NoError(t, environment.KeepSalt(files, "v1:abc"))
	for name, want := range map[string]string{
		"a.yaml": "encryptionsalt: v1:abc\n# ours\nconfig:\n  k: v\n",
		"b.yaml": "encryptionsalt: v1:abc\n",
		"c.yaml": "encryptionsalt: v1:abc\n",
	} {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		assert.Equal(t, want, string(text), name)
	}
	require.NoError(t, environment.KeepSalt(nil, "v1:abc"), "no file needs it")
	err := environment.KeepSalt([]string{filepath.Join(root, "none", "d.yaml")}, "v1:abc")
	require.ErrorContains(t, err, "keep encryptionsalt: write encryptionsalt to "+filepath.Join(root, "none", "d.yaml"))
	err = environment.KeepSalt([]string{root}, "v1:abc")
	require.ErrorContains(t, err, "keep encryptionsalt: read configuration: read "+root)
}

func TestAFileThatIsNoYAMLIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file string
		read func(root string) error
	}{
		"a project": {"stacks/compute/Pulumi.yaml", func(root string) error {
			_, err := environment.Resolve("dev", root, vars(map[string]string{"SLIPWAY_AWS": "real"}))
			return err
		}},
		"a stack file": {"stacks/compute/Pulumi.dev.yaml", func(root string) error {
			e, err := environment.Resolve("dev", root, vars(map[string]string{"SLIPWAY_AWS": "real"}))
			require.NoError(t, err)
			_, err = e.Secrets()
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := checkoutOf(t, map[string]string{c.file: "backend: ["})
			err := c.read(root)
			require.ErrorContains(t, err, "read "+filepath.Join(root, c.file)+": yaml: ")
			require.NoError(t, os.Remove(filepath.Join(root, c.file)))
			require.NoError(t, os.Mkdir(filepath.Join(root, c.file), 0o700))
			require.ErrorContains(t, c.read(root), "read configuration: read "+filepath.Join(root, c.file))
		})
	}
}

func TestBackendsThatDifferAreNamedTogether(t *testing.T) {
	t.Parallel()
	project := func(url string) string { return "name: p\nbackend:\n  url: " + url + "\n" }
	root := checkoutOf(t, map[string]string{
		"stacks/foundation/Pulumi.yaml": project("s3://one"),
		"stacks/compute/Pulumi.yaml":    project("s3://one"),
		"stacks/delivery/Pulumi.yaml":   project("s3://two"),
	})
	_, err := environment.Resolve("dev", root, vars(map[string]string{"SLIPWAY_AWS": "real"}))
	var usage *environment.UsageError
	require.ErrorAs(t, err, &usage)
	require.EqualError(t, err, "backend.url differs between "+filepath.Join(root, "stacks/compute/Pulumi.yaml")+" and "+
		filepath.Join(root, "stacks/delivery/Pulumi.yaml")+": the layers read each other's state")
	e, err := environment.Resolve("dev", root, vars(map[string]string{
		"SLIPWAY_AWS":        "real",
		"PULUMI_BACKEND_URL": "s3://x",
	}))
	require.NoError(t, err, "the variable decides")
	assert.Equal(t, "s3://x", e.BackendURL)
}

func TestTheFolderOfAnAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"file:///state":              "/state",
		"file://./state":             "./state",
		"file:///state?no_tmp_dir=1": "/state",
		"file://~":                   "",
		"file://~/state":             "",
		"s3://bucket":                "",
		"https://api.pulumi.com":     "",
		"/state":                     "",
		"":                           "",
	} {
		assert.Equal(t, want, environment.Folder(address), address)
	}
}

func TestASimulatedAccountIsBesideTheStateThatKnowsIt(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, c := range map[string]struct {
		set  map[string]string
		want string
	}{
		"by default":             {nil, root + "/.slipway/rehearsal/aws"},
		"with a folder as state": {map[string]string{"PULUMI_BACKEND_URL": "file:///elsewhere"}, "/elsewhere/.slipway/aws"},
		"with a bucket as state": {map[string]string{"PULUMI_BACKEND_URL": "s3://bucket"}, root + "/.slipway/rehearsal/aws"},
		"where a person says": {map[string]string{
			"PULUMI_BACKEND_URL": "file:///elsewhere",
			"SLIPWAY_LOCAL_DIR":  "/here",
		}, "/here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, err := environment.Resolve("local", root, vars(c.set))
			require.NoError(t, err)
			assert.Equal(t, c.want, e.AWSDir)
		})
	}
}

func TestOnlyAServerKeepsSecretsWithKeysOfItsOwn(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://api.pulumi.com": true,
		"http://localhost:8080":  true,
		"s3://bucket":            false,
		"file:///state":          false,
		"azblob://container":     false,
	} {
		e, err := environment.Resolve("dev", t.TempDir(), vars(map[string]string{
			"SLIPWAY_AWS": "real", "PULUMI_BACKEND_URL": address,
		}))
		require.NoError(t, err)
		assert.Equal(t, want, e.Hosted(), address)
	}
}

func TestAPathIsShortenedForTalk(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	e, err := environment.Resolve("local", root, vars(nil))
	require.NoError(t, err)
	assert.Equal(t, "stacks/compute/Pulumi.local.yaml",
		e.Relative(filepath.Join(root, "stacks/compute/Pulumi.local.yaml")))
	assert.Equal(t, "../other", e.Relative(filepath.Join(filepath.Dir(root), "other")))
	assert.Equal(t, "relative/path", e.Relative("relative/path"), "what cannot be shortened stays")
}

func TestTheFirstSaltThatIsThereIsEveryLayers(t *testing.T) {
	t.Parallel()
	root := checkoutOf(t, map[string]string{
		"stacks/foundation/Pulumi.dev.yaml": "config: {}\n",
		"stacks/compute/Pulumi.dev.yaml":    "encryptionsalt: v1:second\n",
		"stacks/delivery/Pulumi.dev.yaml":   "encryptionsalt: v1:third\nsecretsprovider: passphrase\n",
	})
	e, err := environment.Resolve("dev", root, vars(map[string]string{"SLIPWAY_AWS": "real"}))
	require.NoError(t, err)
	s, err := e.Secrets()
	require.NoError(t, err)
	assert.Equal(t, environment.Secrets{
		Salt:    "v1:second",
		Missing: []string{filepath.Join(root, "stacks/foundation/Pulumi.dev.yaml")},
	}, s)
}

func TestAKeyOfSomeLayersOnlyStillNeedsAPassphrase(t *testing.T) {
	t.Parallel()
	root := checkoutOf(t, map[string]string{
		"stacks/foundation/Pulumi.dev.yaml": "secretsprovider: awskms://alias/a\n",
		"stacks/compute/Pulumi.dev.yaml":    "secretsprovider: default\n",
	})
	e, err := environment.Resolve("dev", root, vars(map[string]string{"SLIPWAY_AWS": "real"}))
	require.NoError(t, err)
	s, err := e.Secrets()
	require.NoError(t, err)
	assert.False(t, s.Named)
	var names []string
	for _, file := range s.Missing {
		names = append(names, strings.TrimPrefix(file, root+"/stacks/"))
	}
	assert.Equal(t, []string{"compute/Pulumi.dev.yaml", "delivery/Pulumi.dev.yaml"}, names)
}
