package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/compute"
)

func TestServiceSettings(t *testing.T) {
	t.Parallel()
	t.Run("R14 are those of each service's function", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, values{"memory": "512", "variables": `{"cart": {"TZ": "UTC"}}`, "services": `{
			"api": {"memory": 2048, "timeout": 60, "reservedConcurrency": -1, "logRetentionDays": 365,
				"image": "` + digest + `", "variables": {"LOG_LEVEL": "info"}},
			"cart": {}
		}`})
		api := rec.Get(t, "lambda/function:Function", "function-api-function").Inputs
		assert.InDelta(t, 2048, api["memorySize"], 0)
		assert.InDelta(t, 60, api["timeout"], 0)
		assert.NotContains(t, api, "reservedConcurrentExecutions")
		assert.Equal(t, map[string]any{"variables": map[string]any{"LOG_LEVEL": "info"}}, api["environment"])
		assert.Contains(t, api["imageUri"], "@"+digest)
		assert.InDelta(t, 365, rec.Get(t, "cloudwatch/logGroup:LogGroup", "function-api-logs").Inputs["retentionInDays"], 0)
		cart := rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs
		assert.InDelta(t, 512, cart["memorySize"], 0)
		assert.InDelta(t, 50, cart["reservedConcurrentExecutions"], 0)
		assert.Equal(t, map[string]any{"variables": map[string]any{"TZ": "UTC"}}, cart["environment"])
	})
	t.Run("R17 are of its temporary storage and its logs", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, values{"ephemeralStorage": "1024", "services": `{
			"api": {"ephemeralStorage": 2048, "logging": {"format": "JSON", "application": "WARN"}}, "cart": {}}`})
		api := rec.Get(t, "lambda/function:Function", "function-api-function").Inputs
		assert.Equal(t, map[string]any{"size": 2048.0}, api["ephemeralStorage"])
		assert.Equal(t, map[string]any{
			"logFormat":           "JSON",
			"applicationLogLevel": "WARN",
			"systemLogLevel":      "INFO",
			"logGroup":            "/aws/lambda/lambda-api-dev",
		}, api["loggingConfig"])
		cart := rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs
		assert.Equal(t, map[string]any{"size": 1024.0}, cart["ephemeralStorage"])
		assert.Equal(t, map[string]any{"logFormat": "Text", "logGroup": "/aws/lambda/lambda-cart-dev"}, cart["loggingConfig"])
	})
	for name, c := range map[string]struct {
		set   values
		fault string
	}{
		"a variable that Lambda sets": {values{"services": `{"api": {"variables": {"AWS_REGION": "x"}}}`},
			`slipway-compute:services.api.variables is "AWS_REGION": Lambda sets this variable itself`},
		"other variables than the object by service": {
			values{"services": `{"api": {"variables": {"TZ": "UTC"}}}`, "variables": `{"api": {"TZ": "CET"}}`},
			`slipway-compute:services.api.variables is "{\"TZ\":\"UTC\"}": not what slipway-compute:variables has ` +
				"for the service; keep one of the two"},
	} {
		t.Run("reject "+name, func(t *testing.T) {
			t.Parallel()
			_, err := compute.LoadConfig(c.set)
			require.EqualError(t, err, c.fault)
		})
	}
}
