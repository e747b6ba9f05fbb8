package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

const (
	queueARN = "arn:aws:sqs:us-east-1:000000000000:queue-a"
	queueURL = "https://sqs.us-east-1.amazonaws.com/000000000000/queue-a"
)

func TestSNSRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.Topic, "t", m{"name": "topic-a"}) }
	mail := func(address string) m { return m{"topic": awstest.TopicARN, "protocol": "email", "endpoint": address} }
	policy := func(statement m) m { return m{"arn": awstest.TopicARN, "policy": awstest.Document(statement)} }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a topic name with a slash",
			Token: awstest.Topic,
			In:    m{"name": "topic/a"},
			Want: "name: invalid value for name (must be made up of only uppercase and lowercase ASCII letters, numbers, " +
				"underscores, and hyphens): topic/a",
		},
		{
			Says:  "a FIFO topic without its ending",
			Token: awstest.Topic,
			In:    m{"name": "topic-a", "fifoTopic": true},
			Want:  "name: invalid value for name (a FIFO name ends in .fifo, no other name does): topic-a",
		},
		{
			Says:  "a topic key that does not exist",
			Token: awstest.Topic,
			In:    m{"name": "topic-a", "kmsMasterKeyId": "alias/none"},
			Want: "creating SNS Topic (topic-a): operation error SNS: CreateTopic, api error NotFoundException: " +
				"Key 'alias/none' does not exist",
		},
		{
			Says:  "a topic that another resource owns",
			Given: own,
			Token: awstest.Topic,
			In:    m{"name": "topic-a"},
			Want: "creating SNS Topic (topic-a): rejected by the simulated AWS, not by AWS: SNS Topic " +
				"arn:aws:sns:us-east-1:000000000000:topic-a belongs to urn:pulumi:test::slipway-test::aws:sns/topic:Topic::t " +
				"already; on AWS the call would silently write over it. Give one of them another name.",
		},
		{
			Says:  "a policy of a topic that is not there",
			Token: awstest.TopicPolicy,
			In:    policy(m{"Effect": "Allow", "Action": "sns:Publish", "Principal": "*"}),
			Want: "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error NotFoundException: " +
				"Topic does not exist",
		},
		{
			Says:  "a policy without statements",
			Given: own,
			Token: awstest.TopicPolicy,
			In:    m{"arn": awstest.TopicARN, "policy": "{}"},
			Want: "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: " +
				"Invalid parameter: Policy Error: null (no Statement)",
		},
		{
			Says:  "a policy with another service's action",
			Given: own,
			Token: awstest.TopicPolicy,
			In:    policy(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": "*"}),
			Want: "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: " +
				"Invalid parameter: Policy statement action out of service scope!",
		},
		{
			Says:  "a policy for a role that does not exist",
			Given: own,
			Token: awstest.TopicPolicy,
			In:    policy(m{"Effect": "Allow", "Action": "sns:Publish", "Principal": m{"AWS": awstest.RoleARN("nobody")}}),
			Want: "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: " +
				"Invalid parameter: Policy Error: PrincipalNotFound (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")",
		},
		{
			Says:  "a subscription to a topic that is not there",
			Token: awstest.Subscription,
			In:    mail("ops@example.com"),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error NotFoundException: " +
				"Topic does not exist",
		},
		{
			Says:  "a subscription by pigeon",
			Given: own,
			Token: awstest.Subscription,
			In:    m{"topic": awstest.TopicARN, "protocol": "pigeon", "endpoint": "roof"},
			Want: "protocol: expected protocol to be one of [\"application\" \"email\" \"email-json\" \"firehose\" \"http\" " +
				"\"https\" \"lambda\" \"sms\" \"sqs\"], got pigeon",
		},
		{
			Says:  "a mail address without an at",
			Given: own,
			Token: awstest.Subscription,
			In:    mail("ops.example.com"),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: " +
				"Invalid parameter: Email address",
		},
		{
			Says:  "a mail address with a name",
			Given: own,
			Token: awstest.Subscription,
			In:    mail("Ops <ops@example.com>"),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: " +
				"Invalid parameter: Email address",
		},
		{
			Says:  "a mail address without a domain",
			Given: own,
			Token: awstest.Subscription,
			In:    mail("ops@localhost"),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: " +
				"Invalid parameter: Email address",
		},
	})
}
