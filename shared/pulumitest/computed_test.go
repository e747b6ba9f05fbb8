package pulumitest_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
)

func TestWhatAWSComputesHasItsRealForm(t *testing.T) {
	t.Parallel()
	const digits = "2d711642b726" // of the logical name x
	function := at("lambda") + "function:lambda-api-dev"
	type object = map[string]any
	for typ, c := range map[string]struct{ inputs, want object }{
		"kms/key:Key": {nil, object{"id": "1234abcd-12ab-34cd-56ef-" + digits, "keyId": "1234abcd-12ab-34cd-56ef-" + digits,
			"arn": at("kms") + "key/1234abcd-12ab-34cd-56ef-" + digits}},
		"s3/bucketV2:BucketV2": {object{"bucket": "s3-x"}, object{"id": "s3-x", "arn": "arn:aws:s3:::s3-x"}},
		"ecr/repository:Repository": {object{"name": "ecr-x"}, object{"id": "ecr-x", "arn": at("ecr") + "repository/ecr-x",
			"registryId": "111122223333", "repositoryUrl": "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-x"}},
		"iam/role:Role": {object{"name": "role-x"}, object{"id": "role-x", "arn": "arn:aws:iam::111122223333:role/role-x"}},
		"lambda/function:Function": {object{"name": "lambda-api-dev"}, object{
			"id":           "lambda-api-dev",
			"arn":          function,
			"version":      "1",
			"qualifiedArn": function + ":1",
			"invokeArn":    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + function + "/invocations",
		}},
		"lambda/alias:Alias": {object{
			"name":         "live",
			"functionName": "lambda-api-dev",
		}, object{"id": function + ":live", "arn": function + ":live"}},
		"codeartifact/domain:Domain": {object{"domain": "d"}, object{
			"id":    at("codeartifact") + "domain/d",
			"arn":   at("codeartifact") + "domain/d",
			"owner": "111122223333",
		}},
		"codeartifact/repository:Repository": {object{"domain": "d", "repository": "r"},
			object{"id": at("codeartifact") + "repository/d/r", "arn": at("codeartifact") + "repository/d/r"}},
		"sqs/queue:Queue": {object{"name": "q"}, object{"id": "https://sqs.us-east-1.amazonaws.com/111122223333/q",
			"url": "https://sqs.us-east-1.amazonaws.com/111122223333/q", "arn": at("sqs") + "q"}},
		"apigatewayv2/api:Api": {object{"name": "a"}, object{
			"id":           digits[:10],
			"arn":          "arn:aws:apigateway:us-east-1::/apis/" + digits[:10],
			"executionArn": at("execute-api") + digits[:10],
			"apiEndpoint":  "https://" + digits[:10] + ".execute-api.us-east-1.amazonaws.com",
		}},
		"apigatewayv2/domainName:DomainName": {
			object{"domainName": "a.example.com", "domainNameConfiguration": object{"endpointType": "REGIONAL"}},
			object{
				"id":               "a.example.com",
				"targetDomainName": "d-" + digits[:10] + ".execute-api.us-east-1.amazonaws.com",
				"endpointType":     "REGIONAL",
			},
		},
		"apigatewayv2/stage:Stage": {object{"name": "$default"}, object{"id": "$default"}},
		"lambda/functionUrl:FunctionUrl": {object{"functionName": "f"}, object{
			"id":          "f",
			"functionUrl": "https://" + digits + ".lambda-url.us-east-1.on.aws/",
		}},
		"codestarconnections/connection:Connection": {
			nil,
			object{"id": at("codestar-connections") + "connection/aaaabbbb-1111-2222-3333-" + digits,
				"arn": at("codestar-connections") + "connection/aaaabbbb-1111-2222-3333-" + digits, "connectionStatus": "PENDING"},
		},
		"secretsmanager/secret:Secret": {object{"name": "s"}, object{
			"id":  at("secretsmanager") + "secret:s-AbCdEf",
			"arn": at("secretsmanager") + "secret:s-AbCdEf",
		}},
		"cloudwatch/eventRule:EventRule": {object{
			"name":         "r",
			"eventBusName": "b",
		}, object{"id": "r", "arn": at("events") + "rule/b/r"}},
		"codedeploy/deploymentGroup:DeploymentGroup": {object{"appName": "a", "deploymentGroupName": "g"},
			object{"id": digits, "arn": at("codedeploy") + "deploymentgroup:a/g"}},
		"cloudwatch/eventBus:EventBus":       {object{"name": "n"}, object{"id": "n", "arn": at("events") + "event-bus/n"}},
		"cloudwatch/logGroup:LogGroup":       {object{"name": "/n"}, object{"id": "/n", "arn": at("logs") + "log-group:/n"}},
		"cloudwatch/metricAlarm:MetricAlarm": {object{"name": "n"}, object{"id": "n", "arn": at("cloudwatch") + "alarm:n"}},
		"codebuild/project:Project": {object{"name": "n"}, object{
			"id":  at("codebuild") + "project/n",
			"arn": at("codebuild") + "project/n",
		}},
		"codebuild/reportGroup:ReportGroup": {object{"name": "n"}, object{
			"id":  at("codebuild") + "report-group/n",
			"arn": at("codebuild") + "report-group/n",
		}},
		"codedeploy/application:Application": {object{"name": "n"}, object{
			"id":  "n",
			"arn": at("codedeploy") + "application:n",
		}},
		"codepipeline/pipeline:Pipeline": {object{"name": "n"}, object{"id": "n", "arn": at("codepipeline") + "n"}},
		"dynamodb/table:Table":           {object{"name": "n"}, object{"id": "n", "arn": at("dynamodb") + "table/n"}},
		"sfn/stateMachine:StateMachine": {object{"name": "n"}, object{
			"id":  at("states") + "stateMachine:n",
			"arn": at("states") + "stateMachine:n",
		}},
		"sns/topic:Topic":             {object{"name": "n"}, object{"id": at("sns") + "n", "arn": at("sns") + "n"}},
		"sns/topicPolicy:TopicPolicy": {nil, object{"id": "x-id"}},
	} {
		t.Run(typ, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, computed(t, typ, pulumi.ToMap(c.inputs)))
		})
	}
	assert.Equal(t, at("events")+"rule/r",
		computed(t, "cloudwatch/eventRule:EventRule", pulumi.ToMap(object{"name": "r"}))["arn"], "on the default bus")
}

func TestWhatTheProgramGivesIsNotComputed(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "arn:given",
		computed(t, "sns/topic:Topic", pulumi.ToMap(map[string]any{"name": "n", "arn": "arn:given"}))["arn"])
}
