package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestLogging(t *testing.T) {
	t.Parallel()
	t.Run("R17 is text without levels when nothing is said", func(t *testing.T) {
		t.Parallel()
		all, _, err := perService("compute", values{}, `["api"]`)
		require.NoError(t, err)
		assert.Equal(t, config.Logging{Format: "Text"}, all.Logging)
	})
	t.Run("R17 is JSON with levels, Lambda's own unless they are set", func(t *testing.T) {
		t.Parallel()
		_, each, err := perService("compute", values{"logging": `{"format": "JSON", "system": "WARN"}`}, `{
			"api": {}, "cart": {"logging": {"application": "ERROR"}}, "old": {"logging": {"format": "Text"}}}`)
		require.NoError(t, err)
		assert.Equal(t, config.Logging{
			Format:      "JSON",
			Application: "INFO",
			System:      "WARN",
		}, each["api"].Logging)
		assert.Equal(t, config.Logging{
			Format:      "JSON",
			Application: "ERROR",
			System:      "WARN",
		}, each["cart"].Logging)
		assert.Equal(t, config.Logging{Format: "Text"}, each["old"].Logging)
	})
	for name, c := range map[string]struct{ services, fault string }{
		"another format": {`{"format": "XML"}`, `format is "XML": one of ["Text" "JSON"]`},
		"another level": {`{"format": "JSON", "system": "ERROR"}`,
			`system is "ERROR": one of ["DEBUG" "INFO" "WARN"]`},
		"a level of logs that are text": {`{"application": "WARN"}`,
			`application is "WARN": no level: Lambda filters logs of the format JSON alone`},
		"what is no part of it": {`{"level": "WARN"}`,
			`level is "WARN": no such part; there are format, application, system`},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := perService("compute", values{}, `{"api": {"logging": `+c.services+`}}`)
			require.EqualError(t, err, "slipway-foundation:services.api.logging."+c.fault)
		})
	}
}
