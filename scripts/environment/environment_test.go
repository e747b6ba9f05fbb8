package environment_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/environment"
	"slipway/shared/contract"
)

// checkout is a root with the three projects and the files given, by path.
func checkout(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for _, layer := range contract.LayerNames() {
		file := filepath.Join("stacks", layer, "Pulumi.yaml")
		if _, ok := files[file]; !ok {
			write(t, root, file, "name: slipway-"+layer+"\nruntime: go\n")
		}
	}
	for file, content := range files {
		write(t, root, file, content)
	}
	return root
}

func write(t *testing.T, root, file, content string) {
	t.Helper()
	path := filepath.Join(root, file)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
}

// variables looks names up in a map.
func variables(set map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := set[name]
		return value, ok
	}
}

func TestNamesThatAreNoEnvironment(t *testing.T) {
	t.Parallel()
	rule := "1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end"
	for name, want := range map[string]string{
		"":                       "ENV is missing: say which environment, such as ENV=local",
		"Prod":                   `ENV is "Prod": ` + rule,
		"a-suffix-of-21-letters": `ENV is "a-suffix-of-21-letters": ` + rule,
		"-dev":                   `ENV is "-dev": ` + rule,
	} {
		_, err := environment.Resolve(name, checkout(t, nil), variables(nil))
		var usage *environment.UsageError
		require.ErrorAs(t, err, &usage, name)
		assert.EqualError(t, err, want)
	}
}

func TestWhatIsSimulated(t *testing.T) {
	t.Parallel()
	devFile := map[string]string{"stacks/compute/Pulumi.dev.yaml": "config: {}\n"}
	for name, tt := range map[string]struct {
		env   string
		files map[string]string
		set   map[string]string
		want  bool
	}{
		"local always": {
			env:  "local",
			set:  map[string]string{"AWS_PROFILE": "work"},
			want: true,
		},
		"local, unless it is forced to be real":       {env: "local", set: map[string]string{"SLIPWAY_AWS": "real"}},
		"what nobody configured, without credentials": {env: "pr-42", want: true},
		"not with credentials in variables":           {env: "pr-42", set: map[string]string{"AWS_ACCESS_KEY_ID": "AKIA"}},
		"not with a profile":                          {env: "pr-42", set: map[string]string{"AWS_PROFILE": "work"}},
		"not with an endpoint of one's own": {
			env: "pr-42",
			set: map[string]string{"AWS_ENDPOINT_URL": "http://127.0.0.1:5000"},
		},
		"not what has a stack file": {env: "dev", files: devFile},
		"what has a stack file, when it is asked for": {
			env:   "dev",
			files: devFile,
			set:   map[string]string{"SLIPWAY_AWS": "simulated"},
			want:  true,
		},
		"what has a stack file, in the older spelling": {
			env:   "dev",
			files: devFile,
			set:   map[string]string{"SLIPWAY_AWS": "rehearsal"},
			want:  true,
		},
		"with credentials, when it is asked for": {
			env:  "pr-42",
			set:  map[string]string{"SLIPWAY_AWS": "simulated", "AWS_PROFILE": "work"},
			want: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, err := environment.Resolve(tt.env, checkout(t, tt.files), variables(tt.set))
			require.NoError(t, err)
			assert.Equal(t, tt.want, e.Simulated)
		})
	}
	_, err := environment.Resolve("dev", checkout(t, nil), variables(map[string]string{"SLIPWAY_AWS": "maybe"}))
	assert.EqualError(t, err, `SLIPWAY_AWS is "maybe": real or simulated`)
}

func TestCredentialsInFilesAreSeen(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	getenv := func(set map[string]string) func(string) string { return func(name string) string { return set[name] } }
	assert.False(t, environment.CredentialsVisible(getenv(map[string]string{"HOME": home})))
	write(t, home, ".aws/config", "[default]\n")
	assert.True(t, environment.CredentialsVisible(getenv(map[string]string{"HOME": home})))
	assert.True(t,
		environment.CredentialsVisible(getenv(map[string]string{"AWS_CONFIG_FILE": filepath.Join(home, ".aws", "config")})))
	assert.False(t, environment.CredentialsVisible(getenv(nil)))
}

func TestWhereStateLives(t *testing.T) {
	t.Parallel()
	root := checkout(t, nil)
	for name, tt := range map[string]struct {
		env  string
		set  map[string]string
		want string
		aws  string
	}{
		"a simulated one's beside its account": {env: "local", want: "file://" + root + "/.slipway/rehearsal/state"},
		"PULUMI_BACKEND_URL wins if AWS is simulated": {
			env:  "local",
			set:  map[string]string{"PULUMI_BACKEND_URL": "file:///tmp/x"},
			want: "file:///tmp/x",
			aws:  "/tmp/x/.slipway/aws",
		},
		"a query is no part of the folder": {
			env:  "local",
			set:  map[string]string{"PULUMI_BACKEND_URL": "file:///tmp/x?metadata=skip"},
			want: "file:///tmp/x",
			aws:  "/tmp/x/.slipway/aws",
		},
		"a home folder is not ours to find": {
			env:  "local",
			set:  map[string]string{"PULUMI_BACKEND_URL": "file://~/x", "HOME": "/home/ann"},
			want: "file:///home/ann/x",
			aws:  "/home/ann/x/.slipway/aws",
		},
		"PULUMI_BACKEND_URL wins for a real one": {
			env:  "dev",
			set:  map[string]string{"SLIPWAY_AWS": "real", "PULUMI_BACKEND_URL": "s3://b"},
			want: "s3://b",
		},
		"nowhere until it is agreed": {
			env:  "dev",
			set:  map[string]string{"SLIPWAY_AWS": "real"},
			want: "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, err := environment.Resolve(tt.env, root, variables(tt.set))
			require.NoError(t, err)
			assert.Equal(t, tt.want, e.BackendURL)
			aws := root + "/.slipway/rehearsal/aws"
			if tt.aws != "" {
				aws = tt.aws
			}
			assert.Equal(t, aws, e.AWSDir)
		})
	}
}

func TestStateThatIsKeptHereIsFoundAgainWithoutAsking(t *testing.T) {
	t.Parallel()
	root := checkout(t, map[string]string{".slipway/state/.pulumi/stacks/slipway-foundation/dev.json": "{}"})
	e, err := environment.Resolve("dev", root, variables(map[string]string{
		"SLIPWAY_AWS":       "real",
		"SLIPWAY_LOCAL_DIR": "/elsewhere",
	}))
	require.NoError(t, err)
	assert.Equal(t, "file://"+root+"/.slipway/state", e.BackendURL)
	assert.Equal(t, "/elsewhere", e.AWSDir)
	assert.Equal(t, "Keep the state of dev in "+root+"/.slipway/state, on this machine only? "+
		"(PULUMI_BACKEND_URL, or backend.url in each stacks/*/Pulumi.yaml, names a place that others can reach.)",
		e.Question())
}

func TestTheProjectsBackendIsFollowedWhenTheyAgree(t *testing.T) {
	t.Parallel()
	backend := func(url string) string { return "name: x\nruntime: go\nbackend:\n  url: " + url + "\n" }
	real := variables(map[string]string{"SLIPWAY_AWS": "real"})
	e, err := environment.Resolve("dev", checkout(t, map[string]string{
		"stacks/foundation/Pulumi.yaml": backend("s3://state"), "stacks/compute/Pulumi.yaml": backend("s3://state"),
		"stacks/delivery/Pulumi.yaml": backend("s3://state"),
	}), real)
	require.NoError(t, err)
	assert.Equal(t, "s3://state", e.BackendURL)
	assert.False(t, e.Hosted())

	root := checkout(t, map[string]string{"stacks/compute/Pulumi.yaml": backend("https://api.pulumi.com")})
	_, err = environment.Resolve("dev", root, real)
	assert.EqualError(t, err, "backend.url differs between "+root+"/stacks/foundation/Pulumi.yaml and "+
		root+"/stacks/compute/Pulumi.yaml: the layers read each other's state")

	_, err = environment.Resolve("dev", checkout(t, map[string]string{"stacks/foundation/Pulumi.yaml": "\t"}), real)
	assert.ErrorContains(t, err, "stacks/foundation/Pulumi.yaml: yaml: ")
}
