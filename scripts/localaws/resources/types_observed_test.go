package resources_test

import (
	"slipway/scripts/localaws/awstest"
)

func observedTypes() []outputs {
	return []outputs{
		{
			token: awstest.Alarm,
			given: func(c awstest.Client) { c.Topic("topic-a", "cloudwatch") },
			in: m{
				"name":               "alarm-a",
				"comparisonOperator": "GreaterThanOrEqualToThreshold",
				"evaluationPeriods":  1.0,
				"threshold":          5.0,
				"metricName":         "Errors",
				"namespace":          "AWS/Lambda",
				"period":             300.0,
				"statistic":          "Sum",
				"alarmActions":       list{awstest.TopicARN},
			},
			id: "alarm-a",
			out: m{
				"arn": "arn:aws:cloudwatch:us-east-1:000000000000:alarm:alarm-a",
			},
		},
		{
			token: awstest.Dashboard,
			in: m{
				"dashboardName": "dashboard-a",
				"dashboardBody": awstest.Text(m{"widgets": list{m{"type": "text", "properties": m{"markdown": "x"}}}}),
			},
			id: "dashboard-a",
			out: m{
				"dashboardArn": "arn:aws:cloudwatch::000000000000:dashboard/dashboard-a",
			},
		},
		{
			token: awstest.Query,
			given: func(c awstest.Client) { c.Given(awstest.LogGroup, "g", m{"name": "group"}) },
			in: m{
				"name":          "errors",
				"queryString":   "# who\nfields @timestamp | filter @message like /a|b/ | sort @timestamp desc",
				"logGroupNames": list{"group"},
			},
			id:  uuid,
			out: m{"queryDefinitionId": "/^" + uuid + "$/"},
		},
	}
}
