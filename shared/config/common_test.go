package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func serviceNames(c config.Common) []string {
	var names []string
	for _, s := range c.Services {
		names = append(names, s.String())
	}
	return names
}

func TestAnEnvironmentNeedsNothingConfigured(t *testing.T) { // R13
	t.Parallel()
	r := config.NewReader("slipway-compute", listed{})
	c := r.Common()
	require.NoError(t, r.Err())
	assert.Equal(t, "dev", c.Suffix.String(), "the stack's name")
	assert.Equal(t, []string{"api"}, serviceNames(c))
	assert.Empty(t, c.Account)
	assert.Equal(t, config.Target{Role: "OrganizationAccountAccessRole"}, c.Target)
	assert.False(t, c.Target.Separate())
	assert.Equal(t, config.TrustAccount, c.FunctionTrust)
}

func TestWhatLayersShareIsRead(t *testing.T) { // R13, R14
	t.Parallel()
	r := config.NewReader("slipway-compute", listed{values{
		"environmentSuffix": "pr-42", "services": `["cart", "api", "checkout"]`,
		"account": "111122223333", "targetAccount": "444455556666", "targetRole": "path/deploy+here,=.@-_1",
	}})
	c := r.Common()
	require.NoError(t, r.Err())
	assert.Equal(t, "pr-42", c.Suffix.String())
	assert.Equal(t, []string{"cart", "api", "checkout"}, serviceNames(c), "in the order configured")
	assert.Equal(t, "111122223333", c.Account)
	assert.True(t, c.Target.Separate())
	assert.Equal(t, "444455556666", c.Target.Account)
	assert.Equal(t, "path/deploy+here,=.@-_1", c.Target.Role)
	assert.Equal(t, "pipeline-cart-pr-42", c.Names.Services["cart"].Pipeline.String())
	assert.True(t, c.Has("checkout"))
	assert.False(t, c.Has("check"))
	assert.False(t, config.Common{}.Has(""))
}
