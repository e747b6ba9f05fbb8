package contract_test

import (
	"maps"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/shared/pulumitest"
)

// foundation runs a program of the compute layer that reads the foundation's
// contract and exports it again, so that what was read can be looked at.
func foundation(t testing.TB, dryRun bool, stacks map[string]map[string]any, names ...string) *pulumitest.Recording {
	wanted := services(t, names...)
	return pulumitest.Run{
		Project: "slipway-compute",
		Stack:   "dev",
		DryRun:  dryRun,
		Stacks:  stacks,
	}.Do(
		func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
			f, err := contract.ReadFoundation(ctx, wanted)
			if err != nil {
				return err
			}
			contract.Export(rec, &f)
			return nil
		})
}

func compute(t testing.TB, stacks map[string]map[string]any, names ...string) *pulumitest.Recording {
	wanted := services(t, names...)
	return pulumitest.Run{
		Project: "slipway-delivery",
		Stack:   "dev",
		Stacks:  stacks,
	}.Do(
		func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
			c, err := contract.ReadCompute(ctx, wanted)
			if err != nil {
				return err
			}
			contract.Export(rec, &c)
			return nil
		})
}

// without returns outputs with some taken away.
func without(outputs map[string]any, keys ...string) map[string]any {
	rest := maps.Clone(outputs)
	for _, key := range keys {
		delete(rest, key)
	}
	return rest
}

// with returns outputs with one changed.
func with(outputs map[string]any, key string, value any) map[string]any {
	all := maps.Clone(outputs)
	all[key] = value
	return all
}

func TestWhatALayerExportsTheNextOneReads(t *testing.T) { // C4
	t.Parallel()
	for _, dryRun := range []bool{false, true} {
		outputs := exportedFoundation(t)
		rec := foundation(t, dryRun, map[string]map[string]any{foundationStack: outputs}, "api", "cart")
		require.NoError(t, rec.Err)
		assert.Equal(t, outputs, rec.Kept())
	}
	outputs := exportedCompute(t)
	rec := compute(t, map[string]map[string]any{computeStack: outputs}, "api", "cart")
	require.NoError(t, rec.Err)
	assert.Equal(t, outputs, rec.Kept())
}

func TestALayerReadsTheServicesItHasAndNoOthers(t *testing.T) { // R14
	t.Parallel()
	rec := foundation(t, false, map[string]map[string]any{foundationStack: exportedFoundation(t)}, "cart")
	require.NoError(t, rec.Err)
	assert.Equal(t,
		without(exportedFoundation(t), "api.repositoryName", "api.repositoryArn", "api.repositoryUri"), rec.Kept())
}
