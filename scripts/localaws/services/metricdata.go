package services

import (
	"regexp"
	"time"

	"slipway/scripts/asl/expression"
)

var runningSum = regexp.MustCompile(`^RUNNING_SUM\((\w+)\)$`)

// getMetricData answers queries of two kinds: a statistic of Lambda's own metrics, and
// RUNNING_SUM of another query. A period without a call has no data point, and a query
// without one has no values.
func getMetricData(m *Model, p params) (any, error) {
	start, err := moment(p, "StartTime")
	if err != nil {
		return nil, err
	}
	end, err := moment(p, "EndTime")
	if err != nil {
		return nil, err
	}
	if !start.Before(end) {
		return nil, reject("CloudWatch", "CloudWatchException",
			"The parameter StartTime must be less than the parameter EndTime.")
	}
	queries, _ := p["MetricDataQueries"].([]any)
	known, results := map[string]points{}, []any{}
	for _, one := range queries {
		object, _ := one.(map[string]any)
		q := params(object)
		if known[q.text("Id")], err = m.query(q, known, start, end); err != nil {
			return nil, err
		}
		if wanted, given := q["ReturnData"].(bool); !given || wanted {
			results = append(results, known[q.text("Id")].answer(q.text("Id"), p.text("ScanBy") == "TimestampAscending"))
		}
	}
	return map[string]any{"MetricDataResults": results, "Messages": []any{}}, nil
}

// moment reads a time as Step Functions passes it on: ISO 8601.
func moment(p params, name string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339, p.text(name))
	if err != nil {
		return time.Time{}, reject("States", "Runtime", "the parameter %s is no time: %v", name, p[name])
	}
	return at, nil
}

// query computes one query; an expression may use those before it.
func (m *Model) query(q params, known map[string]points, start, end time.Time) (points, error) {
	if q.text("Id") == "" {
		return points{}, reject("CloudWatch", "CloudWatchException", "The parameter MetricDataQueries.Id is required.")
	}
	expression := q.text("Expression")
	if expression == "" {
		return m.statistic(q.object("MetricStat"), start, end)
	}
	of := runningSum.FindStringSubmatch(expression)
	if of == nil {
		return points{}, reject("CloudWatch", "CloudWatchException", "Error in expression '%s': Invalid syntax", expression)
	}
	summed, there := known[of[1]]
	if !there {
		return points{}, reject("CloudWatch", "CloudWatchException",
			"Error in expression '%s': Unknown metric %s", expression, of[1])
	}
	return summed.running(), nil
}

// statistic is the sum of one of Lambda's metrics in each period.
func (m *Model) statistic(q params, start, end time.Time) (points, error) {
	metric := q.object("Metric")
	seconds, _ := expression.Number(q["Period"])
	period := time.Duration(seconds) * time.Second
	if q.text("Stat") != "Sum" || metric.text("Namespace") != "AWS/Lambda" || period < time.Minute ||
		period%time.Minute != 0 {
		return points{}, reject("CloudWatch", "CloudWatchException",
			"the model has the statistic Sum of AWS/Lambda in whole minutes only")
	}
	dimensions, err := dimensionsOf(metric)
	if err != nil {
		return points{}, err
	}
	var found points
	for at := start.Truncate(period); at.Before(end); at = at.Add(period) {
		to := at.Add(period)
		if last := m.visible(m.at); to.After(last) {
			to = last
		}
		c := m.sum(at, to, m.Function.counted(dimensions))
		values := map[string]float64{"Invocations": c.Invocations, "Errors": c.Errors, "Throttles": c.Throttles}
		if value, there := values[metric.text("MetricName")]; there && !c.none() {
			found.at, found.values = append(found.at, at), append(found.values, value)
		}
	}
	return found, nil
}

// counted tells which series have exactly these dimensions.
func (f *Function) counted(dimensions map[string]string) func(series) bool {
	version, ofVersion := dimensions["ExecutedVersion"]
	resource, ofResource := dimensions["Resource"]
	return func(s series) bool {
		switch {
		case dimensions["FunctionName"] != f.Name || ofVersion && !ofResource:
			return false
		case ofVersion && (!s.weighted || s.version != version):
			return false
		case !ofResource:
			return true
		case s.through:
			return resource == f.Name+":"+f.Alias
		}
		return resource == f.Name+":"+s.version
	}
}
