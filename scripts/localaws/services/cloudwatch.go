package services

import (
	"maps"
	"slices"
	"strings"
	"time"

	"slipway/scripts/asl/expression"
)

// describeAlarms answers the alarms named, or all; with StateValue those in the state.
func describeAlarms(m *Model, p params) (any, error) {
	wanted := p.text("StateValue")
	if _, given := p["StateValue"]; given && !slices.Contains([]string{alarming, quiet, "INSUFFICIENT_DATA"}, wanted) {
		return nil, reject("CloudWatch", "CloudWatchException", "Value '%s' at 'stateValue' failed to satisfy constraint: "+
			"Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]", wanted)
	}
	names := []any{}
	for _, name := range slices.Sorted(maps.Keys(m.Alarms)) {
		names = append(names, name)
	}
	if asked, given := p["AlarmNames"].([]any); given {
		names = asked
	}
	alarms := []any{}
	for _, one := range names {
		name, _ := one.(string)
		if state, there := m.Alarms[name]; there && (wanted == "" || wanted == state) {
			alarms = append(alarms, map[string]any{"AlarmName": name, "StateValue": state})
		}
	}
	return map[string]any{"MetricAlarms": alarms, "CompositeAlarms": []any{}}, nil
}

// PutMetric is one number that was put.
type PutMetric struct {
	Namespace, Name string
	Dimensions      map[string]string
	Value           float64
	At              time.Time
}

// putMetricData keeps the numbers ("PutMetricData", CloudWatch API reference).
func putMetricData(m *Model, p params) (any, error) {
	namespace := p.text("Namespace")
	if namespace == "" || strings.HasPrefix(namespace, "AWS/") || strings.HasPrefix(namespace, ":") {
		return nil, reject("CloudWatch", "InvalidParameterValueException",
			"The value %s for parameter Namespace is invalid.", namespace)
	}
	data, _ := p["MetricData"].([]any)
	var put []PutMetric
	for _, one := range data {
		object, _ := one.(map[string]any)
		datum := params(object)
		value, number := expression.Number(datum["Value"])
		if datum.text("MetricName") == "" || !number {
			return nil, reject("CloudWatch", "InvalidParameterValueException",
				"Every member of MetricData needs a MetricName and a number as Value")
		}
		dimensions, err := dimensionsOf(datum)
		if err != nil {
			return nil, err
		}
		put = append(put, PutMetric{
			Namespace:  namespace,
			Name:       datum.text("MetricName"),
			Dimensions: dimensions,
			Value:      value,
			At:         m.Clock.Now(),
		})
	}
	m.PutMetrics = append(m.PutMetrics, put...)
	return map[string]any{}, nil
}

// dimensionsOf reads a list of Name and Value.
func dimensionsOf(p params) (map[string]string, error) {
	dimensions := map[string]string{}
	list, _ := p["Dimensions"].([]any)
	for _, one := range list {
		object, _ := one.(map[string]any)
		name, value := params(object).text("Name"), params(object).text("Value")
		if name == "" || value == "" {
			return nil, reject("CloudWatch", "InvalidParameterValueException", "Every dimension needs a Name and a Value")
		}
		dimensions[name] = value
	}
	return dimensions, nil
}
