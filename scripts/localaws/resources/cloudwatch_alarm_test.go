package resources_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/awstest"
)

// metricOf is a query of a metric.
func metricOf(id string) m {
	return m{"id": id, "metric": m{
		"metricName": "Errors",
		"namespace":  "AWS/Lambda",
		"period":     60.0,
		"stat":       "Sum",
	}, "returnData": false}
}

// watchedAs is a query of an expression that an alarm watches.
func watchedAs(expression string) m {
	return m{"id": "bad", "expression": expression, "returnData": true}
}

func TestAlarmQueries(t *testing.T) {
	t.Parallel()
	alarm := func(queries ...any) m {
		return m{
			"name":               "alarm-a",
			"comparisonOperator": "GreaterThanOrEqualToThreshold",
			"evaluationPeriods":  5.0,
			"datapointsToAlarm":  2.0,
			"threshold":          1.0,
			"metricQueries":      queries,
		}
	}
	good := watchedAs("IF(FILL(e, 0) >= 1 AND 100 * e >= 2.5 * e, 1, 0)")
	t.Run("are taken", func(t *testing.T) {
		t.Parallel()
		made := awstest.NewClient(t).Given(awstest.Alarm, "a", alarm(metricOf("e"), good))
		queries := made.Out.Maps("metricQueries")
		assert.Equal(t, "", queries[0].Str("metric.unit"))
		for _, of := range []string{"metricQueries", "metricName", "period"} {
			assert.True(t, made.Out.Has(of), "the provider writes %s", of)
		}
		assert.True(t, queries[0].Has("expression") && queries[1].Has("label"), "blank, where nothing is given")
	})
	const rejected = "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, " +
		"api error ValidationError: "
	var many []any
	for i := range 11 {
		many = append(many, metricOf(fmt.Sprintf("m%d", i)))
	}
	cases := []awstest.Case{{
		Says: "more bad points than points",
		In:   awstest.With(alarm(metricOf("e"), good), m{"datapointsToAlarm": 6.0}),
		Want: "datapointsToAlarm: must not be more than evaluationPeriods (5), got 6",
	}, {
		Says: "a statistic beside queries",
		In:   awstest.With(alarm(metricOf("e"), good), m{"statistic": "Sum"}),
		Want: `statistic: "statistic": conflicts with metric_query`,
	}, {
		Says: "a query without an id",
		In:   alarm(awstest.With(metricOf("e"), m{"id": ""}), good),
		Want: `metricQueries[0].id: expected length of id to be in the range (1 - 255), got ""`,
	}, {
		Says: "a query of nothing",
		In:   alarm(m{"id": "e"}, good),
		Want: "metricQueries[0]: No metric_query may have both `expression` and a `metric` specified, or neither",
	}, {
		Says: "a metric without a statistic",
		In:   alarm(m{"id": "e", "metric": m{"metricName": "Errors", "period": 60.0}}, good),
		Want: "metricQueries[0].metric.stat: stat must be set for a metric",
	}, {
		Says: "a metric's period of 45 seconds",
		In:   alarm(m{"id": "e", "metric": m{"metricName": "Errors", "period": 45.0, "stat": "Sum"}}, good),
		Want: "metric.period: expected period to be 10, 20, 30 or a multiple of 60, got 45",
	}, {
		Says: "an id with a capital",
		In:   alarm(metricOf("E"), good),
		Want: rejected + "The value E for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.",
	}, {
		Says: "an id twice",
		In:   alarm(metricOf("e"), metricOf("e"), good),
		Want: rejected + "The value e for parameter Id is used more than once.",
	}, {
		Says: "nothing to watch",
		In:   alarm(metricOf("e")),
		Want: rejected + "Exactly one element of the metrics list should return data.",
	}, {
		Says: "eleven metrics",
		In:   alarm(append(many, watchedAs("m1"))...),
		Want: rejected + "An alarm takes at most 10 metrics and 10 expressions.",
	}}
	for expression, why := range map[string]string{
		"e + i":       "Unknown id or function i",
		"fill(e, 0)":  "Unknown id or function fill",
		"FILL(e, 0":   "Missing )",
		"FILL(e, 0))": "Unmatched )",
		"[e)":         "Unmatched )",
		"e % 2":       "Syntax error at % 2",
	} {
		cases = append(cases, awstest.Case{
			Says: "the expression " + expression,
			In:   alarm(metricOf("e"), watchedAs(expression)),
			Want: rejected + "Invalid metrics list: Error in expression 'bad': " + why,
		})
	}
	for i := range cases {
		cases[i].Token = awstest.Alarm
	}
	awstest.Rejects(t, cases)
}
