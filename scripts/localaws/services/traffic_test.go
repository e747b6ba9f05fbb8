package services_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/services"
)

// statistic is a query of one of Lambda's metrics, under the id m, with its sum so far
// under the id total.
func statistic(metric string, dimensions ...string) []any {
	list := []any{}
	for i := 0; i < len(dimensions); i += 2 {
		list = append(list, parameters{"Name": dimensions[i], "Value": dimensions[i+1]})
	}
	return []any{
		parameters{
			"Id":         "m",
			"ReturnData": false,
			"MetricStat": parameters{
				"Metric": parameters{"Namespace": "AWS/Lambda", "MetricName": metric, "Dimensions": list},
				"Period": 60.0,
				"Stat":   "Sum",
			},
		},
		parameters{"Id": "total", "Expression": "RUNNING_SUM(m)", "ReturnData": true},
	}
}

// read asks for the numbers since noon.
func read(t *testing.T, m *services.Model, queries []any) []any {
	t.Helper()
	m.Advance()
	results := must(t, m, "cloudwatch:getMetricData", parameters{
		"MetricDataQueries": queries,
		"StartTime":         "2026-03-01T12:00:00.000Z",
		"EndTime":           m.Clock.Now().Add(time.Second).Format(time.RFC3339),
		"ScanBy":            "TimestampDescending",
	})["MetricDataResults"].([]any)
	require.Len(t, results, 1, "ReturnData false is not answered")
	return results[0].(parameters)["Values"].([]any)
}

func TestTrafficIsCountedByAliasAndVersion(t *testing.T) {
	t.Parallel()
	m, clock := shifting(t, canary)
	m.Traffic.PerMinute = 100
	m.Function.Versions["2"].FailureRate = 50
	alias := []string{"FunctionName", "f", "Resource", "f:live"}
	pass(t, m, clock, 3*time.Minute-time.Second)
	assert.Equal(t, []any{}, read(t, m, statistic("Throttles", "FunctionName", "g")))
	assert.Len(t, read(t, m, statistic("Invocations", alias...)), 0, "the minutes are two minutes late")
	pass(t, m, clock, time.Second)
	assert.Equal(t, []any{100.0}, read(t, m, statistic("Invocations", alias...)))
	pass(t, m, clock, 4*time.Minute)
	near := func(want float64, queries []any) {
		t.Helper()
		assert.InDelta(t, want, read(t, m, queries)[0], 1e-6)
	}
	near(500, statistic("Invocations", alias...))
	near(500, statistic("Invocations", "FunctionName", "f"))
	near(50, statistic("Invocations", append(alias, "ExecutedVersion", "2")...))
	near(25, statistic("Errors", append(alias, "ExecutedVersion", "2")...))
	pass(t, m, clock, time.Minute)
	near(600, statistic("Invocations", alias...))
	near(50, statistic("Invocations", append(alias, "ExecutedVersion", "2")...))
	near(75, statistic("Errors", alias...))
}

func TestSyntheticCallsAreRoutedAndCounted(t *testing.T) {
	t.Parallel()
	m, clock := shifting(t, canary)
	m.Seed = 7
	byVersion := map[any]int{}
	for range 1000 {
		answer := must(t, m, "lambda:invoke", parameters{"FunctionName": "f", "Qualifier": "live"})
		byVersion[answer["ExecutedVersion"]]++
	}
	must(t, m, "lambda:invoke", parameters{"FunctionName": "f", "Qualifier": "2"})
	assert.InDelta(t, 100, byVersion["2"], 30)
	assert.Equal(t, 1000, byVersion["1"]+byVersion["2"])
	pass(t, m, clock, 3*time.Minute)
	alias := []string{"FunctionName", "f", "Resource", "f:live"}
	assert.Equal(t, []any{1000.0}, read(t, m, statistic("Invocations", alias...)))
	assert.Equal(t, []any{float64(byVersion["2"])},
		read(t, m, statistic("Invocations", append(alias, "ExecutedVersion", "2")...)))
	assert.Equal(t, []any{1.0}, read(t, m, statistic("Invocations", "FunctionName", "f", "Resource", "f:2")))
}

func TestRandomTrafficRepeats(t *testing.T) {
	t.Parallel()
	count := func(seed uint64) any {
		m, clock := newModel()
		m.Seed, m.Traffic = seed, services.Traffic{PerMinute: 100, Random: true}
		m.Advance()
		pass(t, m, clock, 12*time.Minute)
		return read(t, m, statistic("Invocations", "FunctionName", "f"))[0]
	}
	assert.Equal(t, count(1), count(1))
	assert.NotEqual(t, count(1), count(2))
	assert.InDelta(t, 1000, count(1), 150)
}

func TestWhatCloudWatchRejects(t *testing.T) {
	t.Parallel()
	query := func(q ...any) parameters {
		return parameters{
			"MetricDataQueries": q,
			"StartTime":         "2026-03-01T12:00:00Z",
			"EndTime":           "2026-03-01T13:00:00Z",
		}
	}
	put := func(namespace string, datum parameters) parameters {
		return parameters{"Namespace": namespace, "MetricData": []any{datum}}
	}
	const invalid = "CloudWatch.InvalidParameterValueException: "
	for name, c := range map[string]struct {
		action string
		p      parameters
		want   string
	}{
		"a state there is not": {
			"describeAlarms",
			parameters{"StateValue": "FINE"},
			"CloudWatch.CloudWatchException: Value " +
				"'FINE' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: " +
				"[INSUFFICIENT_DATA, ALARM, OK]",
		},
		"an end before the start": {"getMetricData", parameters{
			"MetricDataQueries": []any{},
			"StartTime":         "2026-03-01T12:00:00Z",
			"EndTime":           "2026-03-01T12:00:00Z",
		}, "CloudWatch.CloudWatchException: The parameter StartTime must be less than the parameter EndTime."},
		"a time that is none": {"getMetricData", parameters{"MetricDataQueries": []any{}, "StartTime": "x", "EndTime": "y"},
			"States.Runtime: the parameter StartTime is no time: x"},
		"a query without an id": {"getMetricData", query(parameters{}),
			"CloudWatch.CloudWatchException: The parameter MetricDataQueries.Id is required."},
		"another function": {"getMetricData", query(parameters{"Id": "a", "Expression": "SUM(m)"}),
			"CloudWatch.CloudWatchException: Error in expression 'SUM(m)': Invalid syntax"},
		"another query": {"getMetricData", query(parameters{"Id": "a", "Expression": "RUNNING_SUM(m)"}),
			"CloudWatch.CloudWatchException: Error in expression 'RUNNING_SUM(m)': Unknown metric m"},
		"AWS's own namespace": {"putMetricData", put("AWS/Lambda", parameters{"MetricName": "m", "Value": 1.0}),
			invalid + "The value AWS/Lambda for parameter Namespace is invalid."},
		"a number that is none": {"putMetricData", put("slipway", parameters{"MetricName": "m", "Value": "1"}),
			invalid + "Every member of MetricData needs a MetricName and a number as Value"},
		"a dimension without a value": {"putMetricData", put("slipway", parameters{
			"MetricName": "m",
			"Value":      1.0,
			"Dimensions": []any{parameters{"Name": "Service"}},
		}), invalid + "Every dimension needs a Name and a Value"},
	} {
		m, _ := newModel()
		_, err := call(m, "cloudwatch:"+c.action, c.p)
		require.EqualError(t, err, c.want, name)
		assert.Empty(t, m.PutMetrics)
	}
}

func TestAlarmsAndNumbersByName(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Alarms["latency"] = "ALARM"
	describe := func(p parameters) any { return must(t, m, "cloudwatch:describeAlarms", p)["MetricAlarms"] }
	errors, latency := parameters{"AlarmName": "errors", "StateValue": "OK"},
		parameters{"AlarmName": "latency", "StateValue": "ALARM"}
	assert.Equal(t, []any{errors, latency}, describe(parameters{}))
	assert.Equal(t, []any{errors}, describe(parameters{"AlarmNames": []any{"errors", "none"}}))
	assert.Equal(t, []any{latency},
		describe(parameters{"AlarmNames": []any{"errors", "latency"}, "StateValue": "ALARM"}))

	must(t, m, "cloudwatch:putMetricData", parameters{
		"Namespace": "slipway",
		"MetricData": []any{parameters{
			"MetricName": "NotRestored",
			"Value":      1,
			"Dimensions": []any{parameters{"Name": "Service", "Value": "api"}},
		}},
	})
	assert.Equal(t, []services.PutMetric{{
		Namespace:  "slipway",
		Name:       "NotRestored",
		Dimensions: map[string]string{"Service": "api"},
		Value:      1,
		At:         clock.Now(),
	}}, m.PutMetrics)
}
