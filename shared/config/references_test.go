package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/config"
)

func TestReferences(t *testing.T) {
	t.Parallel()
	t.Run("are taken out of the text around them", func(t *testing.T) {
		t.Parallel()
		between, references := config.References("${stack:shop#tableArn}/index/${stack:acme/shop/prod#index-1}.")
		assert.Equal(t, []string{"", "/index/", "."}, between)
		assert.Equal(t, []config.Reference{
			{Stack: "shop", Output: "tableArn"},
			{Stack: "acme/shop/prod", Output: "index-1"},
		}, references)
	})
	t.Run("are none in other text", func(t *testing.T) {
		t.Parallel()
		between, references := config.References("a ${b} $c")
		assert.Equal(t, []string{"a ${b} $c"}, between)
		assert.Empty(t, references)
		assert.False(t, config.Refers("a ${b}"))
	})
	t.Run("that are written wrongly are seen", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{"${stack:shop}", "${stack:shop/prod#arn}", "${stack:shop#arn} ${stack:#arn}"} {
			assert.True(t, config.Misread(text), text)
		}
		assert.False(t, config.Misread("${stack:shop#arn}"))
	})
}
