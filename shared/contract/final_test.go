package contract_test

import (
	"context"
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/shared/pulumitest"
)

// heard is an Exporter in a context of its own.
type heard struct {
	*pulumitest.Recording
	context.Context
}

func (h heard) Value(key any) any { return h.Context.Value(key) }

func TestTheOutputsAreHeardOnceAllAreKnown(t *testing.T) {
	t.Parallel()
	var outputs map[string]string
	rec := pulumitest.Run{
		Project: "slipway-foundation",
		Stack:   "dev",
	}.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		f := filledFoundation()
		later, resolve, _ := ctx.NewOutput() // as those of resources are
		f.TopicArn = later.ApplyT(func(v any) string { return v.(string) }).(pulumi.StringOutput)
		resolve("TopicArn")
		contract.Export(heard{rec, contract.Hear(t.Context(), func(o map[string]string) { outputs = o })}, f)
		return nil
	})
	require.NoError(t, rec.Err)
	same := map[string]any{}
	for name, value := range outputs {
		same[name] = value
	}
	assert.Equal(t, exportedFoundation(t), same)
}

func TestNothingIsHeardOfOutputsOfWhichOneFails(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{
		Project: "slipway-foundation",
		Stack:   "dev",
	}.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		f := filledFoundation()
		failed, _, reject := ctx.NewOutput()
		reject(errors.New("no topic"))
		f.TopicArn = failed.ApplyT(func(any) string { return "" }).(pulumi.StringOutput)
		contract.Export(heard{rec, contract.Hear(t.Context(), func(map[string]string) { t.Error("heard") })}, f)
		return nil
	})
	assert.ErrorContains(t, rec.Err, "no topic")
}
