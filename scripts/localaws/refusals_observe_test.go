package localaws_test

import "testing"

func TestCloudWatchLogsRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(logGroupT, "g", m{"name": "/aws/lambda/a"}) }
	refused(t, []refusal{
		{"a group name with a blank", nil, logGroupT, m{"name": "log group"}, nil, "name: invalid value for name (must be letters, digits and the characters . - _ / #): log group"},
		{"a group among AWS's own", nil, logGroupT, m{"name": "aws/lambda/a"}, nil, "creating CloudWatch Logs Log Group (aws/lambda/a): operation error CloudWatch Logs: CreateLogGroup, api error InvalidParameterException: Log groups starting with AWS/ are reserved for AWS."},
		{"a retention that AWS does not offer", nil, logGroupT, m{"name": "group", "retentionInDays": 31.0}, nil, "retentionInDays: expected retentionInDays to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 31"},
		{"a second group of the same name", own, logGroupT, m{"name": "/aws/lambda/a"}, nil, "creating CloudWatch Logs Log Group (/aws/lambda/a): operation error CloudWatch Logs: CreateLogGroup, api error ResourceAlreadyExistsException: The specified log group already exists"},
		{"a key that does not exist", nil, logGroupT, m{"name": "group", "kmsKeyId": "arn:aws:kms:us-east-1:000000000000:key/none"}, nil, "creating CloudWatch Logs Log Group (group): operation error CloudWatch Logs: CreateLogGroup, api error InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:us-east-1:000000000000:log-group:group'"},
		{"a key that the Logs service may not use", func(c client) {
			c.given(aliasT, "a", m{"name": "alias/kms-a", "targetKeyId": c.key("k", "sns")})
		}, logGroupT, m{"name": "group", "kmsKeyId": "alias/kms-a"}, nil, "creating CloudWatch Logs Log Group (group): operation error CloudWatch Logs: CreateLogGroup, api error InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:us-east-1:000000000000:log-group:group'"},
		{"a resource policy without statements", nil, logPolicyT, m{"policyName": "p", "policyDocument": "{}"}, nil, "creating CloudWatch Logs Resource Policy (p): operation error CloudWatch Logs: PutResourcePolicy, api error InvalidParameterException: Resource policy document is invalid: no Statement"},
		{"a resource policy for a service that does not exist", nil, logPolicyT,
			m{"policyName": "p", "policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "event.amazonaws.com"}})}, nil, "creating CloudWatch Logs Resource Policy (p): operation error CloudWatch Logs: PutResourcePolicy, api error InvalidParameterException: Resource policy document is invalid: principal \"SERVICE\":\"event.amazonaws.com\""},
		{"an eleventh resource policy", func(c client) {
			for i := range 10 {
				c.given(logPolicyT, "p", m{"policyName": string(rune('a' + i)),
					"policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "events.amazonaws.com"}})})
			}
		}, logPolicyT, m{"policyName": "p", "policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "events.amazonaws.com"}})}, nil, "creating CloudWatch Logs Resource Policy (p): operation error CloudWatch Logs: PutResourcePolicy, api error LimitExceededException: Resource limit exceeded."},
		{"a query over a group that is not there", nil, queryT, m{"name": "errors", "queryString": "fields @message", "logGroupNames": list{"/aws/lambda/a"}}, nil, "creating CloudWatch Query Definition (errors): operation error CloudWatch Logs: PutQueryDefinition, api error ResourceNotFoundException: The specified log group does not exist: /aws/lambda/a"},
		{"a query with a misspelt command", own, queryT, m{"name": "errors", "queryString": "fields @message | filtre @message like /a|b/", "logGroupNames": list{"/aws/lambda/a"}}, nil, "creating CloudWatch Query Definition (errors): refused by the rehearsal, not by AWS: the query errors has no command \"filtre\""},
		{"a query with an empty part", nil, queryT, m{"name": "errors", "queryString": "fields @message | "}, nil, "creating CloudWatch Query Definition (errors): refused by the rehearsal, not by AWS: a part of the query errors is empty: \"fields @message | \""},
	})
}

func TestCloudWatchRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	alarm := m{"name": "alarm-a", "comparisonOperator": "GreaterThanOrEqualToThreshold", "evaluationPeriods": 1.0, "threshold": 5.0,
		"metricName": "Errors", "namespace": "AWS/Lambda", "period": 300.0, "statistic": "Sum"}
	board := func(body string) m { return m{"dashboardName": "dashboard-a", "dashboardBody": body} }
	to := func(arn string) m { return with(alarm, m{"alarmActions": list{arn}}) }
	refused(t, []refusal{
		{"an unknown comparison", nil, alarmT, with(alarm, m{"comparisonOperator": "More"}), nil, "comparisonOperator: expected comparisonOperator to be one of [\"GreaterThanOrEqualToThreshold\" \"GreaterThanThreshold\" \"LessThanThreshold\" \"LessThanOrEqualToThreshold\" \"LessThanLowerOrGreaterThanUpperThreshold\" \"LessThanLowerThreshold\" \"GreaterThanUpperThreshold\"], got More"},
		{"an unknown statistic", nil, alarmT, with(alarm, m{"statistic": "Median"}), nil, "statistic: expected statistic to be one of [\"SampleCount\" \"Average\" \"Sum\" \"Minimum\" \"Maximum\"], got Median"},
		{"an unknown treatment of missing data", nil, alarmT, with(alarm, m{"treatMissingData": "fine"}), nil, "treatMissingData: expected treatMissingData to be one of [\"breaching\" \"notBreaching\" \"ignore\" \"missing\"], got fine"},
		{"a period of 45 seconds", nil, alarmT, with(alarm, m{"period": 45.0}), nil, "period: expected period to be 10, 20, 30 or a multiple of 60, got 45"},
		{"an alarm on nothing", nil, alarmT, with(alarm, m{"metricName": nil}), nil, "metricName: one of `metricName,metricQueries` must be specified, and only one"},
		{"an alarm without a namespace", nil, alarmT, with(alarm, m{"namespace": nil}), nil, "namespace: namespace must be set for an alarm on a metricName"},
		{"an alarm without a statistic", nil, alarmT, with(alarm, m{"statistic": nil}), nil, "statistic: one of `statistic,extendedStatistic` must be set for an alarm on a metricName"},
		{"an alarm that another resource owns", func(c client) { c.given(alarmT, "first", alarm) }, alarmT, alarm, nil, "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: CloudWatch Metric Alarm alarm-a belongs to urn:pulumi:test::slipway-test::aws:cloudwatch/metricAlarm:MetricAlarm::first already; on AWS the call would silently write over it. Give one of them another name."},
		{"an action that is no ARN", nil, alarmT, to("topic-a"), nil, "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, api error ValidationError: Invalid arn syntax: topic-a"},
		{"an action in another region", nil, alarmT, to("arn:aws:sns:eu-west-1:000000000000:topic-a"), nil, "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, api error ValidationError: Invalid region eu-west-1 specified. Only us-east-1 is supported."},
		{"a topic that does not exist", nil, alarmT, to(topicARN), nil, "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: the alarm alarm-a would fire and nobody would ever hear of it: the topic arn:aws:sns:us-east-1:000000000000:topic-a does not exist."},
		{"a topic on the AWS managed key", func(c client) {
			c.given(topicT, "t", m{"name": "topic-a", "kmsMasterKeyId": "alias/aws/sns"})
		}, alarmT, to(topicARN), nil, "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: the alarm alarm-a would fire and nobody would ever hear of it: the topic arn:aws:sns:us-east-1:000000000000:topic-a is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com may not use; encrypt it with a customer managed key."},
		{"a topic whose policy leaves CloudWatch out", func(c client) { c.topic("topic-a", "codestar-notifications") }, alarmT, to(topicARN), nil, "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: the alarm alarm-a would fire and nobody would ever hear of it: the policy of the topic arn:aws:sns:us-east-1:000000000000:topic-a does not let cloudwatch.amazonaws.com publish."},
		{"a dashboard name with a dot", nil, dashboardT, m{"dashboardName": "a.b", "dashboardBody": "{}"}, nil, "dashboardName: invalid value for dashboardName (must be letters, digits, underscores and hyphens): a.b"},
		{"a dashboard that is no JSON", nil, dashboardT, board("widgets"), nil, "dashboardBody: \"dashboardBody\" contains an invalid JSON: invalid character 'w' looking for beginning of value"},
		{"a dashboard without widgets", nil, dashboardT, board("{}"), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"widgets\" at \"\""},
		{"a widget of an unknown type", nil, dashboardT, board(text(m{"widgets": list{m{"type": "clock"}}})), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should be one of metric, text, log, alarm, explorer, custom at /widgets/0/type"},
		{"a widget without properties", nil, dashboardT, board(text(m{"widgets": list{m{"type": "text"}}})), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"properties\" at /widgets/0"},
		{"a text without text", nil, dashboardT, board(text(m{"widgets": list{m{"type": "text", "properties": m{}}}})), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"markdown\" at /widgets/0/properties"},
		{"a graph of nothing", nil, dashboardT, board(text(m{"widgets": list{m{"type": "metric", "properties": m{"region": "us-east-1"}}}})), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"metrics\" at /widgets/0/properties"},
		{"a graph without a region", nil, dashboardT, board(text(m{"widgets": list{m{"type": "metric", "properties": m{"metrics": list{}}}}})), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"region\" at /widgets/0/properties"},
		{"a widget too wide", nil, dashboardT, board(text(m{"widgets": list{m{"type": "text", "width": 25, "properties": m{"markdown": "x"}}}})), nil, "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should be <= 24 at /widgets/0/width"},
	})
}
