package contract_test

import (
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/shared/pulumitest"
)

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
		assert.Equal(t, map[string]any{"contractVersion": "3"}, rec.Kept(), "the reader's own version is all that is known")
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
		// A transformation that moves a resource is the one way to make the SDK
		// reject a reference at once.
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
