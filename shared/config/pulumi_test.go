package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/pulumitest"
)

func TestFromContext(t *testing.T) {
	// read runs a layer's program that reads its configuration.
	read := func(project, root string, set map[string]string) (c config.Common, memory int, err error) {
		rec := pulumitest.Run{
			Project: project,
			Stack:   "pr-42",
			Config:  set,
			Root:    root,
		}.Program(func(ctx *pulumi.Context) error {
			r := config.NewReader(project, config.FromContext(ctx))
			c = r.Common()
			memory = r.Int("memory", 1024, 128, 10240)
			return r.Err()
		})
		return c, memory, rec.Err
	}
	everything := map[string]string{
		"slipway-foundation:services":      `["cart"]`,
		"slipway-foundation:account":       "011122223333",
		"slipway-foundation:targetAccount": "444455556666",
		"slipway-foundation:targetRole":    "Deploy",
		"aws:region":                       "eu-west-1",
		"slipway-foundation:memory":        "4096",
	}
	holds := func(t *testing.T, c config.Common, err error) {
		t.Helper()
		require.NoError(t, err)
		assert.Equal(t, []string{"cart"}, serviceNames(c))
		assert.Equal(t, "pr-42", c.Suffix.String())
		assert.Equal(t, "011122223333", c.Account)
		assert.Equal(t, config.Target{Account: "444455556666", Role: "Deploy"}, c.Target)
		assert.Equal(t, "eu-west-1", c.Region)
	}
	t.Run("R13 reads what layers share from foundation's stack file and the rest from the layer's own", func(
		t *testing.T,
	) {
		t.Parallel()
		root := pulumitest.Beside(t, "pr-42", everything)
		c, memory, err := read("slipway-compute", root, map[string]string{"slipway-compute:memory": "2048"})
		holds(t, c, err)
		assert.Equal(t, 2048, memory)
	})
	t.Run("reads foundation's own configuration alone in foundation", func(t *testing.T) {
		t.Parallel()
		root := pulumitest.Beside(t, "pr-42", map[string]string{"slipway-foundation:services": `["other"]`})
		c, memory, err := read("slipway-foundation", root, everything)
		holds(t, c, err)
		assert.Equal(t, 4096, memory)
	})
	t.Run("reads another environment's stack file", func(t *testing.T) {
		t.Parallel()
		var origin *config.Neighbour
		rec := pulumitest.Run{
			Project: "slipway-delivery",
			Stack:   "prod",
			Root:    pulumitest.Beside(t, "pr-42", everything),
			Config: map[string]string{
				"slipway-delivery:promoteFrom": "pr-42",
			},
		}.Do(func(ctx *pulumi.Context, _ *pulumitest.Recording) error {
			r := config.NewReader("slipway-delivery", config.FromContext(ctx))
			c := config.Common{Region: "eu-west-1"}
			origin = r.Origin("promoteFrom", c)
			return r.Err()
		})
		require.NoError(t, rec.Err)
		assert.Equal(t, "table-deployments-pr-42", origin.Names.HistoryTable.String())
	})
	t.Run("finds the file from cmd/ with a language host that does not name the folder", func(t *testing.T) {
		root := pulumitest.Beside(t, "pr-42", everything)
		require.NoError(t, os.MkdirAll(filepath.Join(root, "cmd"), 0o700))
		t.Chdir(filepath.Join(root, "cmd"))
		c, _, err := read("slipway-compute", "", nil)
		holds(t, c, err)
	})
}

func TestASecretIsInNoMessage(t *testing.T) { // R16
	t.Parallel()
	const faulty = `{"hunter2": 1`
	rec := pulumitest.Run{
		Project: "slipway-compute",
		Stack:   "dev",
		Config: map[string]string{
			"slipway-compute:variables": faulty,
			"slipway-compute:images":    faulty,
		},
		Secrets: []string{"slipway-compute:variables"},
	}.Program(func(ctx *pulumi.Context) error {
		r := config.NewReader("slipway-compute", config.FromContext(ctx))
		assert.True(t, r.Secret("variables"))
		assert.False(t, r.Secret("images"))
		object := map[string]int{}
		r.Object("variables", &object, "an object")
		r.Object("images", &object, "an object")
		return r.Err()
	})
	require.ErrorContains(t, rec.Err, `slipway-compute:variables is "a secret": an object`)
	require.ErrorContains(t, rec.Err, `slipway-compute:images is "{\"hunter2\": 1": an object`, "which is none")
}
