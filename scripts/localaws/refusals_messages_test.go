package localaws_test

import "testing"

const (
	topicARN = "arn:aws:sns:us-east-1:000000000000:topic-a"
	queueARN = "arn:aws:sqs:us-east-1:000000000000:queue-a"
	queueURL = "https://sqs.us-east-1.amazonaws.com/000000000000/queue-a"
)

func TestSNSRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(topicT, "t", m{"name": "topic-a"}) }
	mail := func(address string) m { return m{"topic": topicARN, "protocol": "email", "endpoint": address} }
	policy := func(statement m) m { return m{"arn": topicARN, "policy": document(statement)} }
	refused(t, []refusal{
		{
			says:  "a topic name with a slash",
			token: topicT,
			in:    m{"name": "topic/a"},
			want:  "name: invalid value for name (must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens): topic/a",
		},
		{
			says:  "a FIFO topic without its ending",
			token: topicT,
			in:    m{"name": "topic-a", "fifoTopic": true},
			want:  "name: invalid value for name (a FIFO name ends in .fifo, no other name does): topic-a",
		},
		{
			says:  "a topic key that does not exist",
			token: topicT,
			in:    m{"name": "topic-a", "kmsMasterKeyId": "alias/none"},
			want:  "creating SNS Topic (topic-a): operation error SNS: CreateTopic, api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			says:  "a topic that another resource owns",
			given: own,
			token: topicT,
			in:    m{"name": "topic-a"},
			want:  "creating SNS Topic (topic-a): refused by the rehearsal, not by AWS: SNS Topic arn:aws:sns:us-east-1:000000000000:topic-a belongs to urn:pulumi:test::slipway-test::aws:sns/topic:Topic::t already; on AWS the call would silently write over it. Give one of them another name.",
		},
		{
			says:  "a policy of a topic that is not there",
			token: topicPolicyT,
			in:    policy(m{"Effect": "Allow", "Action": "sns:Publish", "Principal": "*"}),
			want:  "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error NotFoundException: Topic does not exist",
		},
		{
			says:  "a policy without statements",
			given: own,
			token: topicPolicyT,
			in:    m{"arn": topicARN, "policy": "{}"},
			want:  "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy Error: null (no Statement)",
		},
		{
			says:  "a policy with another service's action",
			given: own,
			token: topicPolicyT,
			in:    policy(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": "*"}),
			want:  "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy statement action out of service scope!",
		},
		{
			says:  "a policy for a role that does not exist",
			given: own,
			token: topicPolicyT,
			in:    policy(m{"Effect": "Allow", "Action": "sns:Publish", "Principal": m{"AWS": roleARN("nobody")}}),
			want:  "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")",
		},
		{
			says:  "a subscription to a topic that is not there",
			token: subscriptionT,
			in:    mail("ops@example.com"),
			want:  "creating SNS Topic Subscription: operation error SNS: Subscribe, api error NotFoundException: Topic does not exist",
		},
		{
			says:  "a subscription by pigeon",
			given: own,
			token: subscriptionT,
			in:    m{"topic": topicARN, "protocol": "pigeon", "endpoint": "roof"},
			want:  "protocol: expected protocol to be one of [\"application\" \"email\" \"email-json\" \"firehose\" \"http\" \"https\" \"lambda\" \"sms\" \"sqs\"], got pigeon",
		},
		{
			says:  "a mail address without an at",
			given: own,
			token: subscriptionT,
			in:    mail("ops.example.com"),
			want:  "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid parameter: Email address",
		},
		{
			says:  "a mail address with a name",
			given: own,
			token: subscriptionT,
			in:    mail("Ops <ops@example.com>"),
			want:  "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid parameter: Email address",
		},
		{
			says:  "a mail address without a domain",
			given: own,
			token: subscriptionT,
			in:    mail("ops@localhost"),
			want:  "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid parameter: Email address",
		},
	})
}

func TestSQSRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(queueT, "q", m{"name": "queue-a"}) }
	redrive := func(text string) m { return m{"name": "queue-b", "redrivePolicy": text} }
	refused(t, []refusal{
		{
			says:  "a queue name with a dot",
			token: queueT,
			in:    m{"name": "queue.a"},
			want:  "name: invalid value for name (must be letters, digits, hyphens and underscores): queue.a",
		},
		{
			says:  "a standard queue with the FIFO ending",
			token: queueT,
			in:    m{"name": "queue.fifo"},
			want:  "name: invalid value for name (a FIFO name ends in .fifo, no other name does): queue.fifo",
		},
		{
			says:  "messages kept for a month",
			token: queueT,
			in:    m{"name": "queue-a", "messageRetentionSeconds": 2592000.0},
			want:  "messageRetentionSeconds: expected messageRetentionSeconds to be in the range (60 - 1209600), got 2592000",
		},
		{
			says:  "a key that does not exist",
			token: queueT,
			in:    m{"name": "queue-a", "kmsMasterKeyId": "alias/none"},
			want:  "creating SQS Queue (queue-a): operation error SQS: CreateQueue, api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			says:  "a queue that another resource owns",
			given: own,
			token: queueT,
			in:    m{"name": "queue-a"},
			want:  "creating SQS Queue (queue-a): refused by the rehearsal, not by AWS: SQS Queue https://sqs.us-east-1.amazonaws.com/000000000000/queue-a belongs to urn:pulumi:test::slipway-test::aws:sqs/queue:Queue::q already; on AWS the call would silently write over it. Give one of them another name.",
		},
		{
			says:  "a dead-letter queue that is not there",
			token: queueT,
			in:    redrive(text(m{"deadLetterTargetArn": queueARN, "maxReceiveCount": 3})),
			want:  "creating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error InvalidParameterValue: Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\",\"maxReceiveCount\":3} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.",
		},
		{
			says:  "a redrive policy without a count",
			given: own,
			token: queueT,
			in:    redrive(text(m{"deadLetterTargetArn": queueARN})),
			want:  "creating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error InvalidParameterValue: Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\"} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attributes: deadLetterTargetArn, maxReceiveCount.",
		},
		{
			says:  "a policy of a queue that is not there",
			token: queuePolicyT,
			in:    m{"queueUrl": queueURL, "policy": "{}"},
			want:  "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
		},
		{
			says:  "a policy without statements",
			given: own,
			token: queuePolicyT,
			in:    m{"queueUrl": queueURL, "policy": "{}"},
			want:  "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error InvalidAttributeValue: Invalid value for the parameter Policy. (no Statement)",
		},
		{
			says:  "a policy for a service that does not exist",
			given: own,
			token: queuePolicyT,
			in:    m{"queueUrl": queueURL, "policy": document(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": m{"Service": "event.amazonaws.com"}})},
			want:  "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error InvalidAttributeValue: Invalid value for the parameter Policy. (principal \"SERVICE\":\"event.amazonaws.com\")",
		},
	})
}
