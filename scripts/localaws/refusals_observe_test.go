package localaws_test

import "testing"

func TestCloudWatchLogsRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(logGroupT, "g", m{"name": "/aws/lambda/a"}) }
	refused(t, []refusal{
		{
			says:  "a group name with a blank",
			token: logGroupT,
			in:    m{"name": "log group"},
			want:  "name: invalid value for name (must be letters, digits and the characters . - _ / #): log group",
		},
		{
			says:  "a group among AWS's own",
			token: logGroupT,
			in:    m{"name": "aws/lambda/a"},
			want:  "creating CloudWatch Logs Log Group (aws/lambda/a): operation error CloudWatch Logs: CreateLogGroup, api error InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.",
		},
		{
			says:  "a retention that AWS does not offer",
			token: logGroupT,
			in:    m{"name": "group", "retentionInDays": 31.0},
			want:  "retentionInDays: expected retentionInDays to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 31",
		},
		{
			says:  "a second group of the same name",
			given: own,
			token: logGroupT,
			in:    m{"name": "/aws/lambda/a"},
			want:  "creating CloudWatch Logs Log Group (/aws/lambda/a): operation error CloudWatch Logs: CreateLogGroup, api error ResourceAlreadyExistsException: The specified log group already exists",
		},
		{
			says:  "a key that does not exist",
			token: logGroupT,
			in:    m{"name": "group", "kmsKeyId": "arn:aws:kms:us-east-1:000000000000:key/none"},
			want:  "creating CloudWatch Logs Log Group (group): operation error CloudWatch Logs: CreateLogGroup, api error InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:us-east-1:000000000000:log-group:group'",
		},
		{
			says: "a key that the Logs service may not use",
			given: func(c client) {
				c.given(aliasT, "a", m{"name": "alias/kms-a", "targetKeyId": c.key("k", "sns")})
			},
			token: logGroupT,
			in:    m{"name": "group", "kmsKeyId": "alias/kms-a"},
			want:  "creating CloudWatch Logs Log Group (group): operation error CloudWatch Logs: CreateLogGroup, api error InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:us-east-1:000000000000:log-group:group'",
		},
		{
			says:  "a resource policy without statements",
			token: logPolicyT,
			in:    m{"policyName": "p", "policyDocument": "{}"},
			want:  "creating CloudWatch Logs Resource Policy (p): operation error CloudWatch Logs: PutResourcePolicy, api error InvalidParameterException: Resource policy document is invalid: no Statement",
		},
		{
			says:  "a resource policy for a service that does not exist",
			token: logPolicyT,
			in:    m{"policyName": "p", "policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "event.amazonaws.com"}})},
			want:  "creating CloudWatch Logs Resource Policy (p): operation error CloudWatch Logs: PutResourcePolicy, api error InvalidParameterException: Resource policy document is invalid: principal \"SERVICE\":\"event.amazonaws.com\"",
		},
		{
			says: "an eleventh resource policy",
			given: func(c client) {
				for i := range 10 {
					c.given(logPolicyT, "p", m{"policyName": string(rune('a' + i)),
						"policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "events.amazonaws.com"}})})
				}
			},
			token: logPolicyT,
			in:    m{"policyName": "p", "policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "events.amazonaws.com"}})},
			want:  "creating CloudWatch Logs Resource Policy (p): operation error CloudWatch Logs: PutResourcePolicy, api error LimitExceededException: Resource limit exceeded.",
		},
		{
			says:  "a query over a group that is not there",
			token: queryT,
			in:    m{"name": "errors", "queryString": "fields @message", "logGroupNames": list{"/aws/lambda/a"}},
			want:  "creating CloudWatch Query Definition (errors): operation error CloudWatch Logs: PutQueryDefinition, api error ResourceNotFoundException: The specified log group does not exist: /aws/lambda/a",
		},
		{
			says:  "a query with a misspelt command",
			given: own,
			token: queryT,
			in:    m{"name": "errors", "queryString": "fields @message | filtre @message like /a|b/", "logGroupNames": list{"/aws/lambda/a"}},
			want:  "creating CloudWatch Query Definition (errors): refused by the rehearsal, not by AWS: the query errors has no command \"filtre\"",
		},
		{
			says:  "a query with an empty part",
			token: queryT,
			in:    m{"name": "errors", "queryString": "fields @message | "},
			want:  "creating CloudWatch Query Definition (errors): refused by the rehearsal, not by AWS: a part of the query errors is empty: \"fields @message | \"",
		},
	})
}

func TestCloudWatchRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	alarm := m{"name": "alarm-a", "comparisonOperator": "GreaterThanOrEqualToThreshold", "evaluationPeriods": 1.0, "threshold": 5.0,
		"metricName": "Errors", "namespace": "AWS/Lambda", "period": 300.0, "statistic": "Sum"}
	board := func(body string) m { return m{"dashboardName": "dashboard-a", "dashboardBody": body} }
	to := func(arn string) m { return with(alarm, m{"alarmActions": list{arn}}) }
	refused(t, []refusal{
		{
			says:  "an unknown comparison",
			token: alarmT,
			in:    with(alarm, m{"comparisonOperator": "More"}),
			want:  "comparisonOperator: expected comparisonOperator to be one of [\"GreaterThanOrEqualToThreshold\" \"GreaterThanThreshold\" \"LessThanThreshold\" \"LessThanOrEqualToThreshold\" \"LessThanLowerOrGreaterThanUpperThreshold\" \"LessThanLowerThreshold\" \"GreaterThanUpperThreshold\"], got More",
		},
		{
			says:  "an unknown statistic",
			token: alarmT,
			in:    with(alarm, m{"statistic": "Median"}),
			want:  "statistic: expected statistic to be one of [\"SampleCount\" \"Average\" \"Sum\" \"Minimum\" \"Maximum\"], got Median",
		},
		{
			says:  "an unknown treatment of missing data",
			token: alarmT,
			in:    with(alarm, m{"treatMissingData": "fine"}),
			want:  "treatMissingData: expected treatMissingData to be one of [\"breaching\" \"notBreaching\" \"ignore\" \"missing\"], got fine",
		},
		{
			says:  "a period of 45 seconds",
			token: alarmT,
			in:    with(alarm, m{"period": 45.0}),
			want:  "period: expected period to be 10, 20, 30 or a multiple of 60, got 45",
		},
		{
			says:  "an alarm on nothing",
			token: alarmT,
			in:    with(alarm, m{"metricName": nil}),
			want:  "metricName: one of `metricName,metricQueries` must be specified, and only one",
		},
		{
			says:  "an alarm without a namespace",
			token: alarmT,
			in:    with(alarm, m{"namespace": nil}),
			want:  "namespace: namespace must be set for an alarm on a metricName",
		},
		{
			says:  "an alarm without a statistic",
			token: alarmT,
			in:    with(alarm, m{"statistic": nil}),
			want:  "statistic: one of `statistic,extendedStatistic` must be set for an alarm on a metricName",
		},
		{
			says:  "an alarm that another resource owns",
			given: func(c client) { c.given(alarmT, "first", alarm) },
			token: alarmT,
			in:    alarm,
			want:  "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: CloudWatch Metric Alarm alarm-a belongs to urn:pulumi:test::slipway-test::aws:cloudwatch/metricAlarm:MetricAlarm::first already; on AWS the call would silently write over it. Give one of them another name.",
		},
		{
			says:  "an action that is no ARN",
			token: alarmT,
			in:    to("topic-a"),
			want:  "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, api error ValidationError: Invalid arn syntax: topic-a",
		},
		{
			says:  "an action in another region",
			token: alarmT,
			in:    to("arn:aws:sns:eu-west-1:000000000000:topic-a"),
			want:  "creating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, api error ValidationError: Invalid region eu-west-1 specified. Only us-east-1 is supported.",
		},
		{
			says:  "a topic that does not exist",
			token: alarmT,
			in:    to(topicARN),
			want:  "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: the alarm alarm-a would fire and nobody would ever hear of it: the topic arn:aws:sns:us-east-1:000000000000:topic-a does not exist.",
		},
		{
			says: "a topic on the AWS managed key",
			given: func(c client) {
				c.given(topicT, "t", m{"name": "topic-a", "kmsMasterKeyId": "alias/aws/sns"})
			},
			token: alarmT,
			in:    to(topicARN),
			want:  "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: the alarm alarm-a would fire and nobody would ever hear of it: the topic arn:aws:sns:us-east-1:000000000000:topic-a is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com may not use; encrypt it with a customer managed key.",
		},
		{
			says:  "a topic whose policy leaves CloudWatch out",
			given: func(c client) { c.topic("topic-a", "codestar-notifications") },
			token: alarmT,
			in:    to(topicARN),
			want:  "creating CloudWatch Metric Alarm (alarm-a): refused by the rehearsal, not by AWS: the alarm alarm-a would fire and nobody would ever hear of it: the policy of the topic arn:aws:sns:us-east-1:000000000000:topic-a does not let cloudwatch.amazonaws.com publish.",
		},
		{
			says:  "a dashboard name with a dot",
			token: dashboardT,
			in:    m{"dashboardName": "a.b", "dashboardBody": "{}"},
			want:  "dashboardName: invalid value for dashboardName (must be letters, digits, underscores and hyphens): a.b",
		},
		{
			says:  "a dashboard that is no JSON",
			token: dashboardT,
			in:    board("widgets"),
			want:  "dashboardBody: \"dashboardBody\" contains an invalid JSON: invalid character 'w' looking for beginning of value",
		},
		{
			says:  "a dashboard without widgets",
			token: dashboardT,
			in:    board("{}"),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"widgets\" at \"\"",
		},
		{
			says:  "a widget of an unknown type",
			token: dashboardT,
			in:    board(text(m{"widgets": list{m{"type": "clock"}}})),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should be one of metric, text, log, alarm, explorer, custom at /widgets/0/type",
		},
		{
			says:  "a widget without properties",
			token: dashboardT,
			in:    board(text(m{"widgets": list{m{"type": "text"}}})),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"properties\" at /widgets/0",
		},
		{
			says:  "a text without text",
			token: dashboardT,
			in:    board(text(m{"widgets": list{m{"type": "text", "properties": m{}}}})),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"markdown\" at /widgets/0/properties",
		},
		{
			says:  "a graph of nothing",
			token: dashboardT,
			in:    board(text(m{"widgets": list{m{"type": "metric", "properties": m{"region": "us-east-1"}}}})),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"metrics\" at /widgets/0/properties",
		},
		{
			says:  "a graph without a region",
			token: dashboardT,
			in:    board(text(m{"widgets": list{m{"type": "metric", "properties": m{"metrics": list{}}}}})),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should have required property \"region\" at /widgets/0/properties",
		},
		{
			says:  "a widget too wide",
			token: dashboardT,
			in:    board(text(m{"widgets": list{m{"type": "text", "width": 25, "properties": m{"markdown": "x"}}}})),
			want:  "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should be <= 24 at /widgets/0/width",
		},
	})
}
