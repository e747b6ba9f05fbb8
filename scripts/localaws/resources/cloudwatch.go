package resources

import "slipway/scripts/localaws/properties"

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm"

func cloudwatchKinds() []*Kind {
	return []*Kind{
		{
			Token: alarmType, Label: "CloudWatch Metric Alarm", Tagged: true,
			Required: []string{"comparisonOperator", "evaluationPeriods"}, Replace: []string{"name"},
			Defaults: properties.Map{"actionsEnabled": true, "treatMissingData": "missing"},
			Name:     Name{Property: "name", Auto: true, Min: 1, Max: 255},
			ID:       (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"arn": c.ARN("cloudwatch", "alarm:"+c.ID), "evaluateLowSampleCountPercentiles": ""}
			},
			Plan: []Check{
				longest("alarmDescription", 1024), longest("metricName", 255), longest("namespace", 255), between("datapointsToAlarm", 1, 1e6),
				oneOf("comparisonOperator", "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold",
					"LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"),
				oneOf("treatMissingData", "breaching", "notBreaching", "ignore", "missing"),
				oneOf("statistic", "SampleCount", "Average", "Sum", "Minimum", "Maximum"),
				between("evaluationPeriods", 1, 1e6), alarmPeriod, alarmMetric,
			},
			Create: []Rule{alarmActions},
			Update: []Rule{alarmActions},
		},
		{
			Token: "aws:cloudwatch/dashboard:Dashboard", Label: "CloudWatch Dashboard",
			Required: []string{"dashboardBody", "dashboardName"}, Replace: []string{"dashboardName"},
			Name: Name{Property: "dashboardName", Min: 1, Max: 255, Allowed: `[\-_A-Za-z0-9]+`,
				Words: "must be letters, digits, underscores and hyphens"},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"dashboardArn": "arn:aws:cloudwatch::" + c.Account + ":dashboard/" + c.ID}
			},
			Plan:   []Check{isJSON("dashboardBody")},
			Create: []Rule{dashboardWidgets},
			Update: []Rule{dashboardWidgets},
		},
	}
}
