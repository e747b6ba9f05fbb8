package contract_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
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

func TestAnOutputThatIsMissingIsNamedWithTheCommandThatSuppliesIt(t *testing.T) {
	t.Parallel()
	rec := foundation(t, false,
		map[string]map[string]any{foundationStack: without(exportedFoundation(t), "topicArn")}, "api")
	var missing *contract.MissingError
	require.True(t, errors.As(rec.Err, &missing))
	assert.Equal(t, contract.MissingError{
		Stack:   foundationStack,
		Output:  "topicArn",
		Command: "make deploy LAYER=foundation ENV=dev",
	}, *missing)
	assert.ErrorContains(t, rec.Err,
		"stack organization/slipway-foundation/dev has no output \"topicArn\": run `make deploy LAYER=foundation ENV=dev`")
	assert.Empty(t, rec.Kept())
}

func TestAnOutputThatIsNotTextIsNamedWithWhatItIs(t *testing.T) {
	t.Parallel()
	rec := compute(t, map[string]map[string]any{computeStack: with(exportedCompute(t), "accountId", 7.0)}, "api")
	var wrong *contract.TypeError
	require.True(t, errors.As(rec.Err, &wrong))
	assert.Equal(t, contract.TypeError{
		Stack:  computeStack,
		Output: "accountId",
		Value:  7.0,
	}, *wrong)
	assert.ErrorContains(t, rec.Err,
		`stack organization/slipway-compute/dev: output "accountId" is float64, want a string`)
}

func TestAnotherVersionOfTheContractIsRefusedBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	old := without(with(exportedFoundation(t), "contractVersion", "0"), "topicArn")
	rec := foundation(t, false, map[string]map[string]any{foundationStack: old}, "api")
	var version *contract.VersionError
	require.True(t, errors.As(rec.Err, &version))
	assert.Equal(t, contract.VersionError{
		Stack:   foundationStack,
		Found:   "0",
		Command: "make deploy LAYER=foundation ENV=dev",
	}, *version)
	assert.ErrorContains(t, rec.Err,
		"stack organization/slipway-foundation/dev speaks contract version 0, this program version 2: "+
			"run `make deploy LAYER=foundation ENV=dev`")
	var missing *contract.MissingError
	assert.False(t, errors.As(rec.Err, &missing), "outputs of another version say nothing")

	rec = foundation(t, false, map[string]map[string]any{foundationStack: with(old, "contractVersion", 1.0)}, "api")
	assert.ErrorContains(t, rec.Err, `output "contractVersion" is float64, want a string`)
}

func TestEveryFaultOfAStackIsToldAtOnce(t *testing.T) {
	t.Parallel()
	outputs := with(without(exportedFoundation(t), "keyArn", "cart.repositoryUri"), "region", []any{"us-east-1"})
	rec := foundation(t, false, map[string]map[string]any{foundationStack: outputs}, "api", "cart")
	assert.ErrorContains(t, rec.Err, "stack organization/slipway-foundation/dev has no output \"cart.repositoryUri\": "+
		"run `make deploy LAYER=foundation ENV=dev`\n"+
		"stack organization/slipway-foundation/dev has no output \"keyArn\": run `make deploy LAYER=foundation ENV=dev`\n"+
		"stack organization/slipway-foundation/dev: output \"region\" is []interface {}, want a string")
}

func TestAServiceThatTheEarlierLayerDoesNotKnowYet(t *testing.T) { // R14
	t.Parallel()
	stacks := map[string]map[string]any{foundationStack: exportedFoundation(t)}
	t.Run("stops an update before anything is created", func(t *testing.T) {
		t.Parallel()
		rec := foundation(t, false, stacks, "api", "checkout")
		for _, output := range []string{"repositoryArn", "repositoryName", "repositoryUri"} {
			assert.ErrorContains(t, rec.Err, `has no output "checkout.`+output+"\": run `make deploy LAYER=foundation ENV=dev`")
		}
		assert.Empty(t, rec.All())
	})
	t.Run("is unknown in a preview, and the rest is known", func(t *testing.T) {
		t.Parallel()
		rec := foundation(t, true, stacks, "api", "checkout")
		require.NoError(t, rec.Err)
		assert.Equal(t,
			without(exportedFoundation(t), "cart.repositoryName", "cart.repositoryArn", "cart.repositoryUri"), rec.Kept())
	})
}

func TestAStackThatIsStillEmpty(t *testing.T) {
	t.Parallel()
	empty := map[string]map[string]any{foundationStack: {}}
	t.Run("gives unknowns in a preview", func(t *testing.T) {
		t.Parallel()
		rec := foundation(t, true, empty, "api")
		require.NoError(t, rec.Err)
		assert.Equal(t, map[string]any{"contractVersion": "2"}, rec.Kept(), "the reader's own version is all that is known")
	})
	t.Run("stops an update", func(t *testing.T) {
		t.Parallel()
		rec := foundation(t, false, empty, "api")
		assert.ErrorContains(t, rec.Err,
			"stack organization/slipway-foundation/dev has no output \"contractVersion\": "+
				"run `make deploy LAYER=foundation ENV=dev`")
	})
}

// Pulumi itself ends the program for such a stack; the reader's error is what
// the layer's own code sees.
func TestAStackThatWasNeverCreatedIsNamedWithTheCommandThatMakesIt(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "slipway-delivery", Stack: "dev"}.Program(func(ctx *pulumi.Context) error {
		_, err := contract.ReadCompute(ctx, services(t, "api"))
		assert.ErrorContains(t, err,
			"read stack organization/slipway-compute/dev, made by `make deploy LAYER=compute ENV=dev`: ")
		return err
	})
	assert.ErrorContains(t, rec.Err, `unknown stack "organization/slipway-compute/dev"`)
	assert.Len(t, rec.All(), 0)
}

func TestAReferenceThatCannotBeMadeIsNamed(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "slipway-compute", Stack: "dev"}.Program(func(ctx *pulumi.Context) error {
		topic, err := sns.NewTopic(ctx, "other", nil)
		require.NoError(t, err)
		// A transformation that moves a resource is the one way to have the SDK
		// refuse a reference at once.
		moved := func(a *pulumi.ResourceTransformationArgs) *pulumi.ResourceTransformationResult {
			return &pulumi.ResourceTransformationResult{Props: a.Props, Opts: append(a.Opts, pulumi.Parent(topic))}
		}
		require.NoError(t, ctx.RegisterStackTransformation(moved))
		_, err = contract.ReadFoundation(ctx, nil)
		return err
	})
	assert.ErrorContains(t, rec.Err, "read stack organization/slipway-foundation/dev: ")
	assert.ErrorContains(t, rec.Err, "parent")
}
