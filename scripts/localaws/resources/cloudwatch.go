package resources

import (
	"encoding/json"
	"fmt"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm"

func cloudwatchTypes() []*Type {
	return []*Type{
		{
			Token:    alarmType,
			Label:    "CloudWatch Metric Alarm",
			Tagged:   true,
			Required: []string{"comparisonOperator", "evaluationPeriods"},
			Replace:  []string{"name"},
			Defaults: properties.Map{"actionsEnabled": true, "treatMissingData": "missing"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      255,
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"arn": c.ARN("cloudwatch", "alarm:"+c.ID), "evaluateLowSampleCountPercentiles": ""}
			},
			Fill: blankQueries,
			Validate: []Check{
				longest("alarmDescription",
					1024), longest("metricName", 255), longest("namespace", 255), between("datapointsToAlarm", 1, 1e6),
				oneOf("comparisonOperator", "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold",
					"LessThanOrEqualToThreshold",
					"LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"),
				oneOf("treatMissingData", "breaching", "notBreaching", "ignore", "missing"),
				oneOf("statistic", "SampleCount", "Average", "Sum", "Minimum", "Maximum"),
				between("evaluationPeriods", 1, 1e6), alarmPeriod, alarmMetric, alarmDatapoints, alarmQueries,
			},
			Create: []Rule{alarmWatched, alarmExpressions, alarmActions},
			Update: []Rule{alarmWatched, alarmExpressions, alarmActions},
		},
		{
			Token:    "aws:cloudwatch/dashboard:Dashboard",
			Label:    "CloudWatch Dashboard",
			Required: []string{"dashboardBody", "dashboardName"},
			Replace:  []string{"dashboardName"},
			Name: Name{
				Property: "dashboardName",
				Min:      1,
				Max:      255,
				Allowed:  `[\-_A-Za-z0-9]+`,
				Words:    "must be letters, digits, underscores and hyphens",
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"dashboardArn": "arn:aws:cloudwatch::" + c.Account + ":dashboard/" + c.ID}
			},
			Validate: []Check{isJSON("dashboardBody")},
			Create:   []Rule{dashboardWidgets},
			Update:   []Rule{dashboardWidgets},
		},
	}
}

// alarmActions wants ARNs of the alarm's region, and topics that CloudWatch can
// really publish to.
func alarmActions(c *Call) error {
	for _, state := range []string{"alarmActions", "okActions", "insufficientDataActions"} {
		for _, arn := range c.In.Strs(state) {
			if arnOf(arn).Resource == "" {
				return awserr.New("CloudWatch", "PutMetricAlarm", "ValidationError", "Invalid arn syntax: %s", arn)
			}
			if region := arnOf(arn).Region; region != c.Region {
				return awserr.New("CloudWatch", "PutMetricAlarm", "ValidationError",
					"Invalid region %s specified. Only %s is supported.", region, c.Region)
			}
			if !strings.HasPrefix(arn, "arn:aws:sns:") {
				continue
			}
			if why := c.silent(arn, "cloudwatch.amazonaws.com", c.ARN("cloudwatch", "alarm:"+c.Name())); why != "" {
				return awserr.Warn("the alarm %s would fire and nobody would ever hear of it: %s.", c.Name(), why)
			}
		}
	}
	return nil
}

var widgetNeeds = map[string]string{
	"metric":   "",
	"text":     "markdown",
	"log":      "query",
	"alarm":    "alarms",
	"explorer": "metrics",
	"custom":   "endpoint",
}

// dashboardWidgets validates the body as PutDashboard does.
func dashboardWidgets(c *Call) error {
	var body struct {
		Widgets []map[string]any `json:"widgets"`
	}
	if err := json.Unmarshal([]byte(c.In.Str("dashboardBody")), &body); err != nil {
		return dashboardRejected([]string{err.Error()})
	}
	if body.Widgets == nil {
		return dashboardRejected([]string{`Should have required property "widgets" at ""`})
	}
	var wrong []string
	for i, raw := range body.Widgets {
		w, at := properties.Map(raw), fmt.Sprintf("/widgets/%d", i)
		need, known := widgetNeeds[w.Str("type")]
		switch {
		case !known:
			wrong = append(wrong, fmt.Sprintf("Should be one of metric, text, log, alarm, explorer, custom at %s/type", at))
			continue
		case !w.Has("properties"):
			wrong = append(wrong, fmt.Sprintf(`Should have required property "properties" at %s`, at))
			continue
		case need != "" && !w.Has("properties."+need):
			wrong = append(wrong, fmt.Sprintf(`Should have required property "%s" at %s/properties`, need, at))
		case w.Str("type") == "metric" && !w.Has("properties.metrics") && !w.Has("properties.annotations"):
			wrong = append(wrong, fmt.Sprintf(`Should have required property "metrics" at %s/properties`, at))
		}
		if kind := w.Str("type"); (kind == "metric" || kind == "log") && !w.Has("properties.region") {
			wrong = append(wrong, fmt.Sprintf(`Should have required property "region" at %s/properties`, at))
		}
		for name, limit := range map[string]float64{"x": 23, "width": 24} {
			if n, ok := w.Num(name); ok && n > limit {
				wrong = append(wrong, fmt.Sprintf("Should be <= %v at %s/%s", limit, at, name))
			}
		}
	}
	if len(wrong) > 0 {
		return dashboardRejected(wrong)
	}
	return nil
}

func dashboardRejected(wrong []string) error {
	return awserr.New("CloudWatch", "PutDashboard", "InvalidParameterInput",
		"The dashboard body is invalid, there are %d validation errors: %s", len(wrong), strings.Join(wrong, "; "))
}
