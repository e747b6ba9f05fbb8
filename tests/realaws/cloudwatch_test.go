package realaws_test

import (
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// fire makes the service's release alarm fire.
func (d *deployed) fire(t *testing.T, service string) {
	t.Helper()
	d.cloudwatch(t, url.Values{
		"Action":      {"SetAlarmState"},
		"AlarmName":   {"alarm-release-" + service + "-" + d.env},
		"StateValue":  {"ALARM"},
		"StateReason": {"set by hand"},
	})
}

// countNotRestored adds up the metric that the deployed alarm is on.
func (d *deployed) countNotRestored(t *testing.T, service string) float64 {
	t.Helper()
	alarm := harness.Get(t, d.Deployed(t, d.env, "delivery"), "cloudwatch/metricAlarm:MetricAlarm",
		"alarm-notrestored-"+service+"-"+d.env)
	request := url.Values{
		"Action":              {"GetMetricStatistics"},
		"Namespace":           {alarm.Text("namespace")},
		"MetricName":          {alarm.Text("metricName")},
		"StartTime":           {time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)},
		"EndTime":             {time.Now().Add(time.Hour).UTC().Format(time.RFC3339)},
		"Period":              {"7200"},
		"Statistics.member.1": {alarm.Text("statistic")},
	}
	dimensions, _ := alarm.Outputs["dimensions"].(map[string]any)
	require.NotEmpty(t, dimensions)
	for i, name := range slices.Sorted(maps.Keys(dimensions)) {
		request.Set(fmt.Sprintf("Dimensions.member.%d.Name", i+1), name)
		request.Set(fmt.Sprintf("Dimensions.member.%d.Value", i+1), fmt.Sprint(dimensions[name]))
	}
	var found struct {
		Sums []float64 `xml:"GetMetricStatisticsResult>Datapoints>member>Sum"`
	}
	require.NoError(t, xml.Unmarshal(d.cloudwatch(t, request), &found))
	sum := 0.0
	for _, one := range found.Sums {
		sum += one
	}
	return sum
}

// cloudwatch calls CloudWatch in its query protocol, because the emulator does not
// understand the one of the SDK.
func (d *deployed) cloudwatch(t *testing.T, request url.Values) []byte {
	t.Helper()
	request.Set("Version", "2010-08-01")
	return query(t, d.c, "monitoring", request, nil)
}
