package resources

import (
	"math"
	"strconv"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

func alarmPeriod(c *Call) []awserr.Fault { return period(c.In, "period") }

func period(in properties.Map, path string) []awserr.Fault {
	n, ok := in.Num(path)
	if ok && n != 10 && n != 20 && n != 30 && math.Mod(n, 60) != 0 {
		return fault(path, "expected period to be 10, 20, 30 or a multiple of 60, got %v", n)
	}
	return nil
}

// alarmDatapoints wants no more bad points than are looked at.
func alarmDatapoints(c *Call) []awserr.Fault {
	bad, _ := c.In.Num("datapointsToAlarm")
	if looked, ok := c.In.Num("evaluationPeriods"); ok && bad > looked {
		return fault("datapointsToAlarm", "must not be more than evaluationPeriods (%v), got %v", looked, bad)
	}
	return nil
}

// alarmMetric wants one metric or metric queries, and what a metric needs.
func alarmMetric(c *Call) []awserr.Fault {
	single, queries := c.In.Has("metricName"), c.In.Has("metricQueries")
	if single == queries {
		return fault("metricName", "one of `metricName,metricQueries` must be specified, and only one")
	}
	var out []awserr.Fault
	if queries {
		for _, key := range []string{"dimensions", "extendedStatistic", "namespace", "period", "statistic"} {
			if c.In.Has(key) {
				out = append(out, fault(key, `%q: conflicts with metric_query`, key)...)
			}
		}
		return out
	}
	for _, key := range []string{"namespace", "period"} {
		if !c.In.Has(key) {
			out = append(out, fault(key, "%s must be set for an alarm on a metricName", key)...)
		}
	}
	if c.In.Has("statistic") == c.In.Has("extendedStatistic") {
		out = append(out,
			fault("statistic", "one of `statistic,extendedStatistic` must be set for an alarm on a metricName")...)
	}
	return out
}

// alarmQueries wants of each query what the provider's schema wants: an id, and a whole
// metric or an expression.
func alarmQueries(c *Call) []awserr.Fault {
	var out []awserr.Fault
	for i, q := range c.In.Maps("metricQueries") {
		at := "metricQueries[" + strconv.Itoa(i) + "]"
		if n := len(q.Str("id")); n < 1 || n > 255 {
			out = append(out, fault(at+".id", "expected length of id to be in the range (1 - 255), got %q", q.Str("id"))...)
		}
		if q.Has("expression") == q.Has("metric") {
			out = append(out, fault(at, "No metric_query may have both `expression` and a `metric` specified, or neither")...)
			continue
		}
		if n := len(q.Str("expression")); n > 2048 {
			out = append(out, fault(at+".expression", "expected length of expression to be in the range (1 - 2048)")...)
		}
		if !q.Has("metric") {
			continue
		}
		for _, key := range []string{"metricName", "period", "stat"} {
			if !q.Has("metric." + key) {
				out = append(out, fault(at+".metric."+key, "%s must be set for a metric", key)...)
			}
		}
		out = append(out, period(q, "metric.period")...)
	}
	return out
}

// blankQueries gives each query what the provider writes where nothing is: blanks has
// the list itself.
func blankQueries(_ *Call, out properties.Map) {
	for _, q := range out.Maps("metricQueries") {
		filled(q, properties.Map{
			"accountId":  "",
			"expression": "",
			"label":      "",
			"metric":     map[string]any{"unit": ""},
		})
	}
}

const (
	mostQueries   = 20
	mostOfOneKind = 10 // metrics, and expressions
)

// alarmWatched wants queries that PutMetricAlarm takes: few, each id once, and exactly
// one result to watch (CloudWatch API, PutMetricAlarm and MetricDataQuery).
func alarmWatched(c *Call) error {
	ids, watched, metrics, expressions := map[string]bool{}, 0, 0, 0
	queries := c.In.Maps("metricQueries")
	if len(queries) == 0 {
		return nil
	}
	for _, q := range queries {
		id := q.Str("id")
		switch {
		case !queryID.MatchString(id):
			return alarmRejected("The value %s for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.", id)
		case ids[id]:
			return alarmRejected("The value %s for parameter Id is used more than once.", id)
		case q.Bool("returnData"):
			watched++
		}
		ids[id] = true
		if q.Has("metric") {
			metrics++
		} else {
			expressions++
		}
	}
	if watched != 1 {
		return alarmRejected("Exactly one element of the metrics list should return data.")
	}
	if len(queries) > mostQueries || metrics > mostOfOneKind || expressions > mostOfOneKind {
		return alarmRejected("An alarm takes at most 10 metrics and 10 expressions.")
	}
	return nil
}

func alarmRejected(message string, args ...any) error {
	return awserr.New("CloudWatch", "PutMetricAlarm", "ValidationError", message, args...)
}
