package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestAlarms(t *testing.T) { // R8
	t.Parallel()
	t.Run("R8 are five errors when nothing is said, and what a service says", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("delivery", values{"alarms": `{"throttles": 1}`}, `{"api": {}, "cart": {"alarms":
			{"errors": 20, "errorPercent": 2, "throttles": 0, "spillovers": 10, "p99": 3000}}}`)
		require.NoError(t, err)
		assert.Equal(t, config.Alarms{Errors: 5, Throttles: 1}, all.Alarms)
		assert.Equal(t, all.Alarms, each["api"].Alarms)
		assert.Equal(t, []int{20, 2, 0, 10, 3000}, []int{
			each["cart"].Alarms.Errors, each["cart"].Alarms.ErrorPercent, each["cart"].Alarms.Throttles,
			each["cart"].Alarms.Spillovers, each["cart"].Alarms.P99Millisecond,
		})
	})
	t.Run("are rejected out of range or of something else, all at once", func(t *testing.T) {
		t.Parallel()
		_, _, err := perService("delivery", values{}, `{"api": {"alarms": {"errors": 0, "errorPercent": 101, "p95": 1}}}`)
		const at = "slipway-foundation:services.api.alarms."
		require.EqualError(t, err, at+
			`p95 is "1": no such part; there are errors, errorPercent, throttles, spillovers, p99`+"\n"+
			at+`errors is "0": a whole number from 1 to 1000000`+"\n"+
			at+`errorPercent is "101": a whole number from 0 to 100`)
	})
}
