package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

type retentionSource string

func (s retentionSource) Get(string) (string, bool) { return string(s), s != "" }
func (s retentionSource) Stack() string             { return "dev" }

func TestLogRetention(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, value, fault string }{
		{name: "is thirty days when nothing is said", value: ""},
		{name: "is one of the periods of CloudWatch Logs", value: "365"},
		{
			name:  "is refused between two periods",
			value: "31",
			fault: `slipway-compute:logRetentionDays is "31": ` +
				`one of the days that CloudWatch Logs offers: [1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 ` +
				`2557 2922 3288 3653]`,
		},
		{
			name:  "is never for ever",
			value: "0",
			fault: `slipway-compute:logRetentionDays is "0": a whole number from 1 to 3653`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := config.NewReader("slipway-compute", retentionSource(c.value))
			days := r.LogRetention("logRetentionDays", 30)
			if c.fault != "" {
				require.EqualError(t, r.Err(), c.fault)
				return
			}
			require.NoError(t, r.Err())
			assert.Equal(t, map[string]int{"": 30, "365": 365}[c.value], days)
		})
	}
}
