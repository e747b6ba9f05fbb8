package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCloudWatchLogsRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.LogGroup, "g", m{"name": "/aws/lambda/a"}) }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a group name with a blank",
			Token: awstest.LogGroup,
			In:    m{"name": "log group"},
			Want:  "name: invalid value for name (must be letters, digits and the characters . - _ / #): log group",
		},
		{
			Says:  "a group among AWS's own",
			Token: awstest.LogGroup,
			In:    m{"name": "aws/lambda/a"},
			Want: "creating CloudWatch Logs Log Group (aws/lambda/a): operation error CloudWatch Logs: CreateLogGroup, " +
				"api error InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.",
		},
		{
			Says:  "a retention that AWS does not offer",
			Token: awstest.LogGroup,
			In:    m{"name": "group", "retentionInDays": 31.0},
			Want: "retentionInDays: expected retentionInDays to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 " +
				"1096 1827 2192 2557 2922 3288 3653], got 31",
		},
		{
			Says:  "a second group of the same name",
			Given: own,
			Token: awstest.LogGroup,
			In:    m{"name": "/aws/lambda/a"},
			Want: "creating CloudWatch Logs Log Group (/aws/lambda/a): operation error CloudWatch Logs: CreateLogGroup, " +
				"api error ResourceAlreadyExistsException: The specified log group already exists",
		},
		{
			Says:  "a key that does not exist",
			Token: awstest.LogGroup,
			In:    m{"name": "group", "kmsKeyId": "arn:aws:kms:us-east-1:000000000000:key/none"},
			Want: "creating CloudWatch Logs Log Group (group): operation error CloudWatch Logs: CreateLogGroup, api error " +
				"InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn " +
				"'arn:aws:logs:us-east-1:000000000000:log-group:group'",
		},
		{
			Says: "a key that the Logs service may not use",
			Given: func(c awstest.Client) {
				c.Given(awstest.Alias, "a", m{"name": "alias/kms-a", "targetKeyId": c.Key("k", "sns")})
			},
			Token: awstest.LogGroup,
			In:    m{"name": "group", "kmsKeyId": "alias/kms-a"},
			Want: "creating CloudWatch Logs Log Group (group): operation error CloudWatch Logs: CreateLogGroup, api error " +
				"InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn " +
				"'arn:aws:logs:us-east-1:000000000000:log-group:group'",
		},
		{
			Says:  "a query over a group that is not there",
			Token: awstest.Query,
			In:    m{"name": "errors", "queryString": "fields @message", "logGroupNames": list{"/aws/lambda/a"}},
			Want: "creating CloudWatch Query Definition (errors): operation error CloudWatch Logs: PutQueryDefinition, " +
				"api error ResourceNotFoundException: The specified log group does not exist: /aws/lambda/a",
		},
		{
			Says:  "a query with a misspelt command",
			Given: own,
			Token: awstest.Query,
			In: m{
				"name":          "errors",
				"queryString":   "fields @message | filtre @message like /a|b/",
				"logGroupNames": list{"/aws/lambda/a"},
			},
			Want: "creating CloudWatch Query Definition (errors): rejected by the simulated AWS, not by AWS: " +
				"the query errors has no command \"filtre\"",
		},
		{
			Says:  "a query with an empty part",
			Token: awstest.Query,
			In:    m{"name": "errors", "queryString": "fields @message | "},
			Want: "creating CloudWatch Query Definition (errors): rejected by the simulated AWS, not by AWS: " +
				"a part of the query errors is empty: \"fields @message | \"",
		},
	})
}
