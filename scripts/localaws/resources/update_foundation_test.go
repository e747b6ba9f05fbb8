package resources_test

import (
	"strings"
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
	bucketed := func(token string, in m) func(awstest.Client) awstest.Resource {
		return func(c awstest.Client) awstest.Resource {
			return c.Given(token, "it", awstest.With(in, m{"bucket": c.Bucket("s3-a-dev")}))
		}
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
		{"a bucket's key that does not exist", bucketed(awstest.BucketEncryption, m{"rules": list{m{
			"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms"}}}}),
			m{
				"rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms", "kmsMasterKeyId": noKey}}},
			}, "updating S3 Bucket Server-side Encryption Configuration (s3-a-dev): operation error S3: " +
				"PutBucketEncryption, api error NotFoundException: Key " +
				"'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{
			"a bucket's policy on another bucket",
			bucketed(awstest.BucketPolicy, m{"policy": foreign("arn:aws:s3:::s3-a-dev/*")}),
			m{"policy": foreign("arn:aws:s3:::s3-b-dev/*")},
			"updating S3 Bucket Policy (s3-a-dev): operation error S3: PutBucketPolicy, api error " +
				"MalformedPolicy: Policy has invalid resource",
		},
		{"access logs into a bucket that is not there", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.BucketLogging, "it", m{"bucket": c.Bucket("s3-a-dev"),
				"targetBucket": c.Bucket("s3-logs-dev"), "targetPrefix": "a/"})
		}, m{
			"targetBucket": "s3-none-dev",
		}, "updating S3 Bucket Logging (s3-a-dev): operation error S3: PutBucketLogging, api error " +
			"InvalidTargetBucketForLogging: The target bucket for logging does not exist"},
		{"a secret's key that does not exist", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Secret, "it", m{"name": "secret-a"})
		}, m{
			"kmsKeyId": noKey,
		}, "updating Secrets Manager Secret (secret-a): operation error Secrets Manager: UpdateSecret, api " +
			"error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a topic's policy with another service's action", func(c awstest.Client) awstest.Resource {
			topic := c.Given(awstest.Topic, "t", m{"name": "topic-a"}).Out["arn"]
			return c.Given(awstest.TopicPolicy, "it", m{"arn": topic, "policy": awstest.Document(m{"Effect": "Allow",
				"Action": "sns:Publish", "Resource": topic, "Principal": m{"Service": "events.amazonaws.com"}})})
		}, m{
			"policy": foreign(awstest.TopicARN),
		}, "updating SNS Topic Policy (arn:aws:sns:us-east-1:000000000000:topic-a): operation error SNS: " +
			"SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy statement action out " +
			"of service scope!"},
		{"a queue's dead letters to a queue that is not there", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Queue, "it", m{"name": "queue-b"})
		}, m{"redrivePolicy": awstest.Text(m{
			"deadLetterTargetArn": queueARN,
			"maxReceiveCount":     3,
		})}, "updating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error " +
			"InvalidParameterValue: Value " +
			"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\",\"maxReceiveCount\":3} " +
			"for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist."},
		{"a queue's policy without statements", func(c awstest.Client) awstest.Resource {
			queue := c.Given(awstest.Queue, "q", m{"name": "queue-a"})
			return c.Given(awstest.QueuePolicy, "it", m{"queueUrl": queue.Out["url"], "policy": awstest.Document(m{
				"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue.Out["arn"],
				"Principal": m{"Service": "events.amazonaws.com"}})})
		}, m{
			"policy": "{}",
		}, "updating SQS Queue Policy (https://sqs.us-east-1.amazonaws.com/000000000000/queue-a): operation " +
			"error SQS: SetQueueAttributes, api error InvalidAttributeValue: Invalid value for the parameter " +
			"Policy. (no Statement)"},
		{"inline policies that grow above IAM's quota", func(c awstest.Client) awstest.Resource {
			c.Role("role-a", "lambda")
			c.Grant("role-a", "first", "arn:aws:s3:::"+strings.Repeat("a", 6000), "s3:GetObject")
			return c.Grant("role-a", "it", "*", "s3:GetObject")
		}, m{
			"policy": awstest.Allow("arn:aws:s3:::"+strings.Repeat("b", 6000), "s3:GetObject"),
		}, "updating IAM Role Policy (it): operation error IAM: PutRolePolicy, api error LimitExceeded: " +
			"Maximum policy size of 10240 bytes exceeded for role role-a"},
		{"a repository of packages with an upstream that is not there", func(c awstest.Client) awstest.Resource {
			c.Given(awstest.Domain, "d", m{"domain": "domain-dev"})
			return c.Given(awstest.PackageRepository, "it", m{"domain": "domain-dev", "repository": "npm"})
		}, m{
			"upstreams": list{m{"repositoryName": "store"}},
		}, "updating CodeArtifact Repository (npm): operation error codeartifact: UpdateRepository, api " +
			"error ResourceNotFoundException: Repository 'store' not found in domain 'domain-dev'."},
	})
}

func TestUpdatesOfFunctionsAreRejected(t *testing.T) {
	t.Parallel()
	zipped := func(c awstest.Client) awstest.Resource {
		c.Role("role-other", "states")
		return c.ZipFunction("lambda-a")
	}
	aliased := func(c awstest.Client) awstest.Resource {
		c.ZipFunction("lambda-a")
		return c.Given(awstest.FunctionAlias, "it", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
	}
	rejectUpdates(t, []change{
		{
			"a role that Lambda may not assume",
			zipped,
			m{"role": awstest.RoleARN("role-other")},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api " +
				"error InvalidParameterValueException: The role defined for the function cannot be assumed by " +
				"Lambda.",
		},
		{
			"a role that does not exist",
			zipped,
			m{"role": awstest.RoleARN("nobody")},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api " +
				"error InvalidParameterValueException: The role defined for the function cannot be assumed by " +
				"Lambda.",
		},
		{
			"a key that does not exist",
			zipped,
			m{"kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api error " +
				"NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			"a reservation that leaves fewer than 100",
			zipped,
			m{"reservedConcurrentExecutions": 901.0},
			"updating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error " +
				"InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases " +
				"account's UnreservedConcurrentExecution below its minimum value of [100].",
		},
		{"too much memory", zipped, m{"memorySize": 10241.0},
			"memorySize: expected memorySize to be in the range (128 - 10240), got 10241"},
		{
			"a variable of Lambda's own",
			zipped,
			m{"environment": m{"variables": m{"AWS_REGION": "x"}}},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api " +
				"error InvalidParameterValueException: Lambda was unable to configure your environment variables " +
				"because the environment variables you have provided contains reserved keys that are currently " +
				"not supported for modification. Reserved keys used in this request: AWS_REGION",
		},
		{"traffic to a version that was never published", aliased,
			m{
				"routingConfig": m{"additionalVersionWeights": m{"2": 0.1}},
			}, "updating Lambda Alias (live): operation error Lambda: UpdateAlias, api error " +
				"ResourceNotFoundException: Function not found: " +
				"arn:aws:lambda:us-east-1:000000000000:function:lambda-a:2"},
		{
			"traffic to $LATEST",
			aliased,
			m{"routingConfig": m{"additionalVersionWeights": m{"$LATEST": 0.1}}},
			"updating Lambda Alias (live): operation error Lambda: UpdateAlias, api error " +
				"InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 " +
				"version",
		},
	})
}
