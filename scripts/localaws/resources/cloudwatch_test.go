package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCloudWatchRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	alarm := m{
		"name":               "alarm-a",
		"comparisonOperator": "GreaterThanOrEqualToThreshold",
		"evaluationPeriods":  1.0,
		"threshold":          5.0,
		"metricName":         "Errors",
		"namespace":          "AWS/Lambda",
		"period":             300.0,
		"statistic":          "Sum",
	}
	to := func(arn string) m { return awstest.With(alarm, m{"alarmActions": list{arn}}) }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "an unknown comparison",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"comparisonOperator": "More"}),
			Want: "comparisonOperator: expected comparisonOperator to be one of [\"GreaterThanOrEqualToThreshold\" " +
				"\"GreaterThanThreshold\" \"LessThanThreshold\" \"LessThanOrEqualToThreshold\" " +
				"\"LessThanLowerOrGreaterThanUpperThreshold\" \"LessThanLowerThreshold\" \"GreaterThanUpperThreshold\"], got More",
		},
		{
			Says:  "an unknown statistic",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"statistic": "Median"}),
			Want: "statistic: expected statistic to be one of [\"SampleCount\" \"Average\" \"Sum\" \"Minimum\" " +
				"\"Maximum\"], got Median",
		},
		{
			Says:  "an unknown treatment of missing data",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"treatMissingData": "fine"}),
			Want: "treatMissingData: expected treatMissingData to be one of [\"breaching\" \"notBreaching\" \"ignore\" " +
				"\"missing\"], got fine",
		},
		{
			Says:  "a period of 45 seconds",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"period": 45.0}),
			Want:  "period: expected period to be 10, 20, 30 or a multiple of 60, got 45",
		},
		{
			Says:  "an alarm on nothing",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"metricName": nil}),
			Want:  "metricName: one of `metricName,metricQueries` must be specified, and only one",
		},
		{
			Says:  "an alarm without a namespace",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"namespace": nil}),
			Want:  "namespace: namespace must be set for an alarm on a metricName",
		},
		{
			Says:  "an alarm without a statistic",
			Token: awstest.Alarm,
			In:    awstest.With(alarm, m{"statistic": nil}),
			Want:  "statistic: one of `statistic,extendedStatistic` must be set for an alarm on a metricName",
		},
		{
			Says:  "an alarm that another resource owns",
			Given: func(c awstest.Client) { c.Given(awstest.Alarm, "first", alarm) },
			Token: awstest.Alarm,
			In:    alarm,
			Want: "creating CloudWatch Metric Alarm (alarm-a): rejected by the simulated AWS, not by AWS: CloudWatch Metric " +
				"Alarm alarm-a belongs to urn:pulumi:test::slipway-test::aws:cloudwatch/metricAlarm:MetricAlarm::first already; " +
				"on AWS the call would silently write over it. Give one of them another name.",
		},
		{
			Says:  "an action that is no ARN",
			Token: awstest.Alarm,
			In:    to("topic-a"),
			Want: "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, " +
				"api error ValidationError: Invalid arn syntax: topic-a",
		},
		{
			Says:  "an action in another region",
			Token: awstest.Alarm,
			In:    to("arn:aws:sns:eu-west-1:000000000000:topic-a"),
			Want: "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, " +
				"api error ValidationError: Invalid region eu-west-1 specified. Only us-east-1 is supported.",
		},
		{
			Says:  "a topic that does not exist",
			Token: awstest.Alarm,
			In:    to(awstest.TopicARN),
			Want: "creating CloudWatch Metric Alarm (alarm-a): rejected by the simulated AWS, not by AWS: the alarm alarm-a " +
				"would fire and nobody would ever hear of it: the topic arn:aws:sns:us-east-1:000000000000:topic-a does not exist.",
		},
		{
			Says: "a topic on the AWS managed key",
			Given: func(c awstest.Client) {
				c.Given(awstest.Topic, "t", m{"name": "topic-a", "kmsMasterKeyId": "alias/aws/sns"})
			},
			Token: awstest.Alarm,
			In:    to(awstest.TopicARN),
			Want: "creating CloudWatch Metric Alarm (alarm-a): rejected by the simulated AWS, not by AWS: the alarm alarm-a " +
				"would fire and nobody would ever hear of it: the topic arn:aws:sns:us-east-1:000000000000:topic-a is encrypted " +
				"with alias/aws/sns, which cloudwatch.amazonaws.com may not use; encrypt it with a customer managed key.",
		},
		{
			Says:  "a topic whose policy leaves CloudWatch out",
			Given: func(c awstest.Client) { c.Topic("topic-a", "codestar-notifications") },
			Token: awstest.Alarm,
			In:    to(awstest.TopicARN),
			Want: "creating CloudWatch Metric Alarm (alarm-a): rejected by the simulated AWS, not by AWS: the alarm alarm-a " +
				"would fire and nobody would ever hear of it: the policy of the topic arn:aws:sns:us-east-1:000000000000:topic-a " +
				"does not let cloudwatch.amazonaws.com publish.",
		},
	})
}
