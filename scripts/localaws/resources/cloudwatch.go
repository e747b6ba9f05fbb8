package resources

import (
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
