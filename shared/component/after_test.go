package component_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/component"
	"slipway/shared/pulumitest"
)

func TestAValueIsKnownAfterTheResources(t *testing.T) {
	t.Parallel()
	program := func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		var first, second pulumi.CustomResourceState
		if err := ctx.RegisterResource("test:index:Thing", "first", nil, &first); err != nil {
			return err
		}
		if err := ctx.RegisterResource("test:index:Thing", "second", nil, &second); err != nil {
			return err
		}
		rec.Export("value", component.After(pulumi.String("text").ToStringOutput(), &first, &second))
		return nil
	}
	rec := pulumitest.Run{Project: "p", Stack: "dev"}.Do(program)
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"value": "text"}, rec.Kept())

	rec = pulumitest.Run{
		Project: "p",
		Stack:   "dev",
		Refuse: func(x *pulumitest.Resource) error {
			if x.Name == "second" && x.Inputs != nil { // after the call that declares it
				return errors.New("denied")
			}
			return nil
		},
	}.Do(program)
	assert.Error(t, rec.Err)
	assert.Empty(t, rec.Kept())
}
