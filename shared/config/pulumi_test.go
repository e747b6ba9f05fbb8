package config_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/pulumitest"
)

func TestAProgramReadsItsOwnProjectsConfiguration(t *testing.T) {
	t.Parallel()
	var common config.Common
	rec := pulumitest.Run{Project: "slipway-compute", Stack: "pr-42", Config: map[string]string{
		"slipway-compute:services":    `["cart"]`,
		"slipway-foundation:services": `["other"]`,
		"slipway-compute:account":     "111122223333",
	}}.Program(func(ctx *pulumi.Context) error {
		source := config.FromContext(ctx)
		assert.Equal(t, "pr-42", source.Stack())
		_, ok := source.Get("targetAccount")
		assert.False(t, ok)
		r := config.NewReader("slipway-compute", source)
		common = r.Common()
		return r.Err()
	})
	require.NoError(t, rec.Err)
	assert.Equal(t, []string{"cart"}, serviceNames(common))
	assert.Equal(t, "pr-42", common.Suffix.String())
	assert.Equal(t, "111122223333", common.Account)
}
