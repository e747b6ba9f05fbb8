package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestUpdatesOfBucketsAndQueuesAreRejected(t *testing.T) {
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
