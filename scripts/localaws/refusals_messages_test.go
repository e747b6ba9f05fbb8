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
		{"a topic name with a slash", nil, topicT, m{"name": "topic/a"}, nil, "name: invalid value for name (must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens): topic/a"},
		{"a FIFO topic without its ending", nil, topicT, m{"name": "topic-a", "fifoTopic": true}, nil, "name: invalid value for name (a FIFO name ends in .fifo, no other name does): topic-a"},
		{"a topic key that does not exist", nil, topicT, m{"name": "topic-a", "kmsMasterKeyId": "alias/none"}, nil, "creating SNS Topic (topic-a): operation error SNS: CreateTopic, api error NotFoundException: Key 'alias/none' does not exist"},
		{"a topic that another resource owns", own, topicT, m{"name": "topic-a"}, nil, "creating SNS Topic (topic-a): refused by the rehearsal, not by AWS: SNS Topic arn:aws:sns:us-east-1:000000000000:topic-a belongs to urn:pulumi:test::slipway-test::aws:sns/topic:Topic::t already; on AWS the call would silently write over it. Give one of them another name."},
		{"a policy of a topic that is not there", nil, topicPolicyT, policy(m{"Effect": "Allow", "Action": "sns:Publish", "Principal": "*"}), nil, "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error NotFoundException: Topic does not exist"},
		{"a policy without statements", own, topicPolicyT, m{"arn": topicARN, "policy": "{}"}, nil, "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy Error: null (no Statement)"},
		{"a policy with another service's action", own, topicPolicyT, policy(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": "*"}), nil, "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy statement action out of service scope!"},
		{"a policy for a role that does not exist", own, topicPolicyT, policy(m{"Effect": "Allow", "Action": "sns:Publish", "Principal": m{"AWS": roleARN("nobody")}}), nil, "creating SNS Topic Policy: operation error SNS: SetTopicAttributes, api error InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")"},
		{"a subscription to a topic that is not there", nil, subscriptionT, mail("ops@example.com"), nil, "creating SNS Topic Subscription: operation error SNS: Subscribe, api error NotFoundException: Topic does not exist"},
		{"a subscription by pigeon", own, subscriptionT, m{"topic": topicARN, "protocol": "pigeon", "endpoint": "roof"}, nil, "protocol: expected protocol to be one of [\"application\" \"email\" \"email-json\" \"firehose\" \"http\" \"https\" \"lambda\" \"sms\" \"sqs\"], got pigeon"},
		{"a mail address without an at", own, subscriptionT, mail("ops.example.com"), nil, "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid parameter: Email address"},
		{"a mail address with a name", own, subscriptionT, mail("Ops <ops@example.com>"), nil, "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid parameter: Email address"},
		{"a mail address without a domain", own, subscriptionT, mail("ops@localhost"), nil, "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid parameter: Email address"},
	})
}

func TestSQSRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(queueT, "q", m{"name": "queue-a"}) }
	redrive := func(text string) m { return m{"name": "queue-b", "redrivePolicy": text} }
	refused(t, []refusal{
		{"a queue name with a dot", nil, queueT, m{"name": "queue.a"}, nil, "name: invalid value for name (must be letters, digits, hyphens and underscores): queue.a"},
		{"a standard queue with the FIFO ending", nil, queueT, m{"name": "queue.fifo"}, nil, "name: invalid value for name (a FIFO name ends in .fifo, no other name does): queue.fifo"},
		{"messages kept for a month", nil, queueT, m{"name": "queue-a", "messageRetentionSeconds": 2592000.0}, nil, "messageRetentionSeconds: expected messageRetentionSeconds to be in the range (60 - 1209600), got 2592000"},
		{"a key that does not exist", nil, queueT, m{"name": "queue-a", "kmsMasterKeyId": "alias/none"}, nil, "creating SQS Queue (queue-a): operation error SQS: CreateQueue, api error NotFoundException: Key 'alias/none' does not exist"},
		{"a queue that another resource owns", own, queueT, m{"name": "queue-a"}, nil, "creating SQS Queue (queue-a): refused by the rehearsal, not by AWS: SQS Queue https://sqs.us-east-1.amazonaws.com/000000000000/queue-a belongs to urn:pulumi:test::slipway-test::aws:sqs/queue:Queue::q already; on AWS the call would silently write over it. Give one of them another name."},
		{"a dead-letter queue that is not there", nil, queueT, redrive(text(m{"deadLetterTargetArn": queueARN, "maxReceiveCount": 3})), nil, "creating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error InvalidParameterValue: Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\",\"maxReceiveCount\":3} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist."},
		{"a redrive policy without a count", own, queueT, redrive(text(m{"deadLetterTargetArn": queueARN})), nil, "creating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error InvalidParameterValue: Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\"} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attributes: deadLetterTargetArn, maxReceiveCount."},
		{"a policy of a queue that is not there", nil, queuePolicyT, m{"queueUrl": queueURL, "policy": "{}"}, nil, "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist."},
		{"a policy without statements", own, queuePolicyT, m{"queueUrl": queueURL, "policy": "{}"}, nil, "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error InvalidAttributeValue: Invalid value for the parameter Policy. (no Statement)"},
		{"a policy for a service that does not exist", own, queuePolicyT,
			m{"queueUrl": queueURL, "policy": document(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": m{"Service": "event.amazonaws.com"}})}, nil, "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error InvalidAttributeValue: Invalid value for the parameter Policy. (principal \"SERVICE\":\"event.amazonaws.com\")"},
	})
}
