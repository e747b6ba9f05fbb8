package engine_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

// A plan that a preview gave is followed by the next update, and by no other.
func TestPlan(t *testing.T) {
	t.Parallel()
	p := &provider{}
	f := newFixture(t, "planned", p, nil)
	sized := func(size int) *engine.Stack {
		return f.stack(t, func(ctx *pulumi.Context) error {
			return thing(ctx, "first", pulumi.Map{"size": pulumi.Int(size), "word": pulumi.ToSecret(pulumi.String("hush"))})
		})
	}
	_, err := sized(1).Up(t.Context(), ignore)
	require.NoError(t, err)
	previewed := sized(2)
	var plan engine.Plan
	previewed.Keep(func(kept engine.Plan) { plan = kept })
	_, err = previewed.Preview(t.Context(), ignore)
	require.NoError(t, err)
	assert.NotContains(t, string(plan), "hush")
	assert.Contains(t, string(plan), "size")

	other := sized(3)
	other.Follow(plan)
	before := len(p.done())
	_, err = other.Up(t.Context(), ignore)
	require.ErrorContains(t, err, "violates plan")
	assert.Len(t, p.done(), before)

	same := sized(2)
	same.Follow(plan)
	_, err = same.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Contains(t, p.done(), "update first")

	again := sized(4)
	again.Follow(engine.Plan("{"))
	_, err = again.Up(t.Context(), ignore)
	require.ErrorContains(t, err, "read the plan of planned/dev: unexpected end of JSON input")
}
