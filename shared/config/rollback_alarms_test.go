package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRollbackAlarms(t *testing.T) {
	t.Parallel()
	const services = `{"api": {}, "cart": {"rollbackAlarms": ["cart-5xx"]}, "mail": {"rollbackAlarms": []}}`
	for _, layer := range []string{"compute", "delivery"} {
		t.Run("R12 are those of all services unless one names its own, in "+layer, func(t *testing.T) {
			t.Parallel()
			all, each, err := sharedSettings(layer, values{"rollbackAlarms": `["p99 latency"]`, "services": services})
			require.NoError(t, err)
			assert.Equal(t, []string{"p99 latency"}, all.RollbackAlarms)
			assert.Equal(t, []string{"p99 latency"}, each["api"].RollbackAlarms)
			assert.Equal(t, []string{"cart-5xx"}, each["cart"].RollbackAlarms)
			assert.Empty(t, each["mail"].RollbackAlarms)
		})
	}
	t.Run("may not be contradicted by a later layer", func(t *testing.T) {
		t.Parallel()
		_, _, err := perService("compute", values{"rollbackAlarms": `["latency"]`}, services)
		require.ErrorContains(t, err, "set it in the second file alone")
	})
	const key = "slipway-foundation:rollbackAlarms"
	for name, c := range map[string]struct{ alarms, fault string }{
		"more than CodeDeploy takes": {`["1", "2", "3", "4", "5", "6", "7", "8", "9"]`,
			key + ` is "9": at most 8 alarms`},
		"a pattern for a name": {`["latency-*"]`, key + ` is "latency-*": the name of a metric alarm, without * and ?`},
		"an alarm twice":       {`["one", "one"]`, key + ` is "one": named twice`},
		"one name": {`latency`,
			key + ` is "latency": a list of names of alarms, such as ["checkout-latency"]`},
		"slipway's own alarms": {`["alarm-release-api-dev"]`,
			`slipway-foundation:services.api.rollbackAlarms is "alarm-release-api-dev": ` +
				"an alarm of your own; every release watches this one anyway"},
	} {
		t.Run("R17 rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := sharedSettings("delivery", values{"rollbackAlarms": c.alarms})
			require.EqualError(t, err, c.fault)
		})
	}
}
