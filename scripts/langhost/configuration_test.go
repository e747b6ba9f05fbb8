package langhost_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
)

func TestAConfigurationKnowsItsOwnKeys(t *testing.T) {
	t.Parallel()
	c := langhost.Configuration{
		Project: "shop",
		Env:     "dev",
		Values: map[string]string{
			"shop:image": "sha256:1", "shop:empty": "", "aws:region": "eu-west-1", "shopping:image": "other",
		},
	}
	for key, want := range map[string]struct {
		value string
		there bool
	}{
		"image":          {"sha256:1", true},
		"empty":          {"", true},
		"gone":           {"", false},
		"aws:region":     {"eu-west-1", true},
		"region":         {"", false},
		"shopping:image": {"other", true},
	} {
		value, there := c.Get(key)
		assert.Equal(t, want.value, value, key)
		assert.Equal(t, want.there, there, key)
	}
	assert.Equal(t, "dev", c.Stack())
	assert.Equal(t, []string{"aws:region", "empty", "image", "shopping:image"}, c.Keys())
	assert.Empty(t, langhost.Configuration{Project: "shop", Values: map[string]string{
		"pulumi:tags": "{}", "slipway:simulated": "true", "slipway:account": "000000000000",
	}}.Keys(), "what Pulumi and the command read")
	assert.Empty(t, langhost.Configuration{Project: "shop"}.Keys())
}

func TestALaterLayerReadsTheStackFileOfAnEarlierOne(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	file := filepath.Join(root, "foundation", "Pulumi.dev.yaml")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
	require.NoError(t, os.WriteFile(file, []byte("config:\n  slipway-foundation:services: [api, cart]\n"), 0o600))
	c := langhost.Configuration{
		Project: "slipway-compute",
		Env:     "dev",
		Folder:  filepath.Join(root, "compute"),
	}
	earlier, err := c.Earlier("foundation")
	require.NoError(t, err)
	value, there := earlier.Get("services")
	assert.True(t, there)
	assert.JSONEq(t, `["api", "cart"]`, value)

	require.NoError(t, os.WriteFile(file, []byte("config: ["), 0o600))
	_, err = c.Earlier("foundation")
	require.ErrorContains(t, err, "read what layers share from ")
	require.ErrorContains(t, err, "foundation/Pulumi.dev.yaml")
}

func TestEveryLayersFaultsAreReadAsItsProgramWould(t *testing.T) {
	t.Parallel()
	host := langhost.NewHost(programs.Layers)
	for project, c := range map[string]struct {
		values map[string]string
		wants  []string
	}{
		"slipway-foundation": {map[string]string{"slipway-foundation:emails": `["nobody"]`, "slipway-foundation:emial": "x"},
			[]string{
				`slipway-foundation:emails is "nobody": a bare e-mail address`, `slipway-foundation:emial is "x": no such key`,
			}},
		"slipway-compute": {map[string]string{"slipway-compute:memory": "64"},
			[]string{`slipway-compute:memory is "64": a whole number from 128 to 10240`}},
		"slipway-delivery": {map[string]string{"slipway-delivery:brunch": "main"},
			[]string{`slipway-delivery:brunch is "main": no such key`}},
	} {
		t.Run(project, func(t *testing.T) {
			t.Parallel()
			_, err := host.Load(langhost.Configuration{
				Project: project,
				Env:     "dev",
				Folder:  filepath.Join(t.TempDir(), strings.TrimPrefix(project, "slipway-")),
				Values:  c.values,
			})
			require.Error(t, err)
			for _, want := range c.wants {
				assert.Contains(t, err.Error(), want)
			}
		})
	}
}

func TestTheProcessAnswersManyAtOnce(t *testing.T) {
	t.Parallel()
	c, _ := command(t)
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			there, err := c.Load(pr42)
			assert.NoError(t, err)
			assert.Equal(t, "pr-42", there.Common.Suffix.String())
			_, err = c.Load(langhost.Configuration{Project: "faulty"})
			assert.EqualError(t, err, "one fault\nanother")
		})
	}
	running.Wait()
	require.NoError(t, c.Close())
	require.NoError(t, c.Close(), "it ends once")
}

// runtime is a host over these layers, as the engine reaches it.
func runtime(t *testing.T, layers map[string]langhost.Layer) pulumirpc.LanguageRuntimeClient {
	t.Helper()
	address, err := langhost.NewHost(layers).Runtime()
	require.NoError(t, err)
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return pulumirpc.NewLanguageRuntimeClient(conn)
}

func TestNothingIsInstalledBeforeItIsAskedFor(t *testing.T) {
	t.Parallel()
	client := runtime(t, nil)
	packages, err := client.GetRequiredPackages(t.Context(), &pulumirpc.GetRequiredPackagesRequest{})
	require.NoError(t, err)
	assert.Empty(t, packages.GetPackages())
}

func TestAConfigurationKnowsItsSecrets(t *testing.T) {
	t.Parallel()
	c := langhost.Configuration{Project: "shop", Secrets: []string{"shop:token"}}
	assert.True(t, c.Secret("token"))
	assert.True(t, c.Secret("shop:token"))
	assert.False(t, c.Secret("other"))
}
