package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestUpdatesOfTheFoundationAreRejected(t *testing.T) {
	t.Parallel()
	noKey := "arn:aws:kms:us-east-1:000000000000:key/none"
	foreign := func(resource string) string {
		return awstest.Document(m{"Effect": "Allow", "Action": "s3:GetObject", "Resource": resource,
			"Principal": m{"Service": "lambda.amazonaws.com"}})
	}
	rejectUpdates(t, []change{
		{"a table's key that does not exist", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Table, "it", m{"name": "table-a", "hashKey": "id", "billingMode": "PAY_PER_REQUEST",
				"attributes": list{m{"name": "id", "type": "S"}}})
		}, m{"serverSideEncryption": m{
			"enabled":   true,
			"kmsKeyArn": noKey,
		}}, "updating DynamoDB Table (table-a): operation error DynamoDB: UpdateTable, api error " +
			"NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a repository's policy with another service's action", func(c awstest.Client) awstest.Resource {
			c.Given(awstest.Repository, "r", m{"name": "ecr-a"})
			return c.Given(awstest.RepoPolicy, "it", m{"repository": "ecr-a", "policy": awstest.Document(m{"Effect": "Allow",
				"Action": "ecr:BatchGetImage", "Principal": m{"Service": "lambda.amazonaws.com"}})})
		}, m{
			"policy": foreign("*"),
		}, "updating ECR Repository Policy (ecr-a): operation error ECR: SetRepositoryPolicy, api error " +
			"InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: " +
			"'Invalid repository policy provided'"},
		{"a bus's key that does not exist", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Bus, "it", m{"name": "bus-a"})
		}, m{
			"kmsKeyIdentifier": noKey,
		}, "updating EventBridge Event Bus (bus-a): operation error EventBridge: UpdateEventBus, api error " +
			"NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a bus's policy for a role that does not exist", func(c awstest.Client) awstest.Resource {
			bus := c.Given(awstest.Bus, "b", m{"name": "bus-a"})
			return c.Given(awstest.BusPolicy, "it", m{"eventBusName": "bus-a", "policy": awstest.Document(m{"Effect": "Allow",
				"Action": "events:PutEvents", "Resource": bus.Out["arn"], "Principal": "*", "Sid": "a"})})
		}, m{"policy": awstest.Document(m{"Effect": "Allow", "Action": "events:PutEvents", "Resource": "*", "Sid": "a",
			"Principal": m{
				"AWS": awstest.RoleARN("nobody"),
			}})}, "updating EventBridge Event Bus Policy (bus-a): operation error EventBridge: PutPermission, api " +
			"error ValidationException: The policy names an invalid principal: " +
			"\"AWS\":\"arn:aws:iam::000000000000:role/nobody\""},
		{"an alias of a key that does not exist", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Alias, "it", m{"name": "alias/a", "targetKeyId": c.Key("key")})
		}, m{
			"targetKeyId": noKey,
		}, "updating KMS Alias (alias/a): operation error KMS: UpdateAlias, api error NotFoundException: " +
			"Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a log group's key that the service may not use", func(c awstest.Client) awstest.Resource {
			c.Key("closed")
			return c.Given(awstest.LogGroup, "it", m{"name": "group-a"})
		}, m{
			"kmsKeyId": noKey,
		}, "updating CloudWatch Logs Log Group (group-a): operation error CloudWatch Logs: AssociateKmsKey, " +
			"api error InvalidParameterException: The specified KMS key does not exist or is not allowed to " +
			"be used with Arn 'arn:aws:logs:us-east-1:000000000000:log-group:group-a'"},
		{"a query over a group that is not there", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Query, "it", m{"name": "q", "queryString": "fields @message"})
		}, m{
			"logGroupNames": list{"none"},
		}, "updating CloudWatch Query Definition (q): operation error CloudWatch Logs: PutQueryDefinition, " +
			"api error ResourceNotFoundException: The specified log group does not exist: none"},
		{"a query with a misspelt command", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Query, "it", m{"name": "q", "queryString": "fields @message"})
		}, m{
			"queryString": "fields @message | filtre @message",
		}, "updating CloudWatch Query Definition (q): rejected by the simulated AWS, not by AWS: the query " +
			"q has no command \"filtre\""},
	})
}
