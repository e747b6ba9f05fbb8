package localaws_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/properties"
)

func TestSecretsAndArchivesSurvive(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	role := c.Role("role-a", "lambda")
	code, err := archive.FromAssets(map[string]any{})
	require.NoError(t, err)
	in := properties.ToEngine(properties.Map{
		"name":    "lambda-a",
		"role":    role,
		"handler": "h",
		"runtime": "provided.al2023",
	}, nil)
	in["code"] = resource.NewProperty(code)
	in["environment"] = resource.NewProperty(resource.PropertyMap{
		"variables": resource.NewProperty(resource.PropertyMap{
			"TOKEN": resource.MakeSecret(resource.NewProperty("hunter2")),
		}),
	})
	r, err := c.RPC.Create(t.Context(), &pulumirpc.CreateRequest{
		Urn:        awstest.URN(awstest.Function, "f"),
		Type:       awstest.Function,
		Name:       "f",
		Properties: c.WireMap(in),
	})
	require.NoError(t, err)
	out := c.Engine(r.GetProperties())
	assert.True(t, out["environment"].ContainsSecrets())
	assert.True(t, out["code"].IsArchive())
	assert.Len(t, out["codeSha256"].StringValue(), 44, "a hash in base64")

	read, err := c.RPC.Read(t.Context(), &pulumirpc.ReadRequest{
		Id:         r.GetId(),
		Urn:        awstest.URN(awstest.Function, "f"),
		Type:       awstest.Function,
		Properties: r.GetProperties(),
		Inputs:     c.WireMap(in),
	})
	require.NoError(t, err)
	again := c.Engine(read.GetProperties())
	assert.True(t, again["environment"].ContainsSecrets())
	assert.True(t, again["code"].IsArchive())
	assert.True(t, c.Engine(read.GetInputs())["code"].IsArchive())

	imported, err := c.RPC.Read(t.Context(), &pulumirpc.ReadRequest{
		Id:   r.GetId(),
		Urn:  awstest.URN(awstest.Function, "f"),
		Type: awstest.Function,
	})
	require.NoError(t, err)
	assert.True(t, c.Engine(imported.GetProperties())["environment"].ContainsSecrets(), "an import keeps secrets too")
	assert.Equal(t, "lambda-a", c.Plain(imported.GetInputs())["name"])
}

func TestCallsInParallelAllCount(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	var all sync.WaitGroup
	for i := range 64 {
		all.Go(func() {
			name := fmt.Sprintf("role-%d", i%48)
			_, err := c.Create(awstest.Role, name, m{"name": name, "assumeRolePolicy": awstest.Trust("lambda")})
			if err != nil {
				assert.Contains(t, awstest.Message(err), "EntityAlreadyExists")
			}
		})
	}
	all.Wait()
	roles, err := localaws.Open(dir).List(awstest.Account, awstest.Role)
	require.NoError(t, err)
	assert.Len(t, roles, 48, "one of two calls for one name wins")
	log, err := localaws.Operations(dir)
	require.NoError(t, err)
	assert.Len(t, log, 48)
}
