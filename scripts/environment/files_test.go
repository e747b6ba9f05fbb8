package environment_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/environment"
	"slipway/shared/contract"
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
	for _, folder := range []string{"/state", "/feature%2Fx", "/100%", "/c#", "/a?b", "/a b", "/ä", "/~", "/a&b=c"} {
		assert.Equal(t, folder, environment.Folder(environment.FileAddress(folder)), folder)
	}
	for _, address := range []string{"s3://bucket/state", "https://api.pulumi.com", "/state", "", "file:///100%"} {
		assert.Empty(t, environment.Folder(address), address)
	}
}

func TestAnAddressMeansOnePlaceWhereverOneStands(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	home := map[string]string{"HOME": "/home/ann"}
	for written, folder := range map[string]string{
		"file:///state":                       "/state",
		"file:///state/":                      "/state",
		"file:///state?no_tmp_dir=1":          "/state",
		"file:///state?metadata=skip":         "/state",
		"file://~":                            "/home/ann",
		"file://~/state":                      "/home/ann/state",
		"file://state":                        root + "/state",
		"file://./state":                      root + "/state",
		"file://../state":                     filepath.Dir(root) + "/state",
		"file:///feature%252Fx/100%25/c%23/d": "/feature%2Fx/100%/c#/d",
		"file:///a%3Fb":                       "/a?b",
		"file:///a b":                         "/a b",
	} {
		set := maps.Clone(home)
		set["PULUMI_BACKEND_URL"] = written
		e, err := environment.Resolve("local", root, vars(set))
		require.NoError(t, err, written)
		assert.Equal(t, folder, environment.Folder(e.BackendURL), written)
		assert.Equal(t, folder+"/.slipway/aws", e.AWSDir, written)
	}
	for written, want := range map[string]string{
		"file:///100%/state":    "a % of a folder's name is written %25",
		"file:///c#/state":      "a # of a folder's name is written %23",
		"file:///a?b/state":     "a ? of a folder's name is written %3F",
		"file:///a?b=%zz/state": "a ? of a folder's name is written %3F",
	} {
		_, err := environment.Resolve("local", root, vars(map[string]string{"PULUMI_BACKEND_URL": written}))
		var usage *environment.UsageError
		require.ErrorAs(t, err, &usage, written)
		assert.Equal(t, fmt.Sprintf("PULUMI_BACKEND_URL is %q: an address, in which %s", written, want), usage.Problem)
	}
	_, err := environment.Resolve("local", root, vars(map[string]string{"PULUMI_BACKEND_URL": "file://~/state"}))
	require.EqualError(t, err, `PULUMI_BACKEND_URL is "file://~/state", and HOME is not set: write the whole path`)
}

func TestTheAddressOfTheProjectsBeginsAtTheCheckout(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for _, layer := range contract.LayerNames() {
		files["stacks/"+layer+"/Pulumi.yaml"] = "name: slipway-" + layer + "\nruntime: go\nbackend:\n  url: file://./kept\n"
	}
	root := checkout(t, files)
	e, err := environment.Resolve("dev", root, vars(map[string]string{"SLIPWAY_AWS": "real"}))
	require.NoError(t, err)
	assert.Equal(t, root+"/kept", environment.Folder(e.BackendURL))
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
