package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestSQSRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.Queue, "q", m{"name": "queue-a"}) }
	redrive := func(text string) m { return m{"name": "queue-b", "redrivePolicy": text} }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a queue name with a dot",
			Token: awstest.Queue,
			In:    m{"name": "queue.a"},
			Want:  "name: invalid value for name (must be letters, digits, hyphens and underscores): queue.a",
		},
		{
			Says:  "a standard queue with the FIFO ending",
			Token: awstest.Queue,
			In:    m{"name": "queue.fifo"},
			Want:  "name: invalid value for name (a FIFO name ends in .fifo, no other name does): queue.fifo",
		},
		{
			Says:  "messages kept for a month",
			Token: awstest.Queue,
			In:    m{"name": "queue-a", "messageRetentionSeconds": 2592000.0},
			Want:  "messageRetentionSeconds: expected messageRetentionSeconds to be in the range (60 - 1209600), got 2592000",
		},
		{
			Says:  "a key that does not exist",
			Token: awstest.Queue,
			In:    m{"name": "queue-a", "kmsMasterKeyId": "alias/none"},
			Want: "creating SQS Queue (queue-a): operation error SQS: CreateQueue, api error NotFoundException: " +
				"Key 'alias/none' does not exist",
		},
		{
			Says:  "a queue that another resource owns",
			Given: own,
			Token: awstest.Queue,
			In:    m{"name": "queue-a"},
			Want: "creating SQS Queue (queue-a): rejected by the simulated AWS, not by AWS: SQS Queue " +
				"https://sqs.us-east-1.amazonaws.com/000000000000/queue-a belongs to " +
				"urn:pulumi:test::slipway-test::aws:sqs/queue:Queue::q already; on AWS the call would silently write over it. " +
				"Give one of them another name.",
		},
		{
			Says:  "a dead-letter queue that is not there",
			Token: awstest.Queue,
			In:    redrive(awstest.Text(m{"deadLetterTargetArn": queueARN, "maxReceiveCount": 3})),
			Want: "creating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error InvalidParameterValue: " +
				"Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\",\"maxReceiveCount\":3} for " +
				"parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.",
		},
		{
			Says:  "a redrive policy without a count",
			Given: own,
			Token: awstest.Queue,
			In:    redrive(awstest.Text(m{"deadLetterTargetArn": queueARN})),
			Want: "creating SQS Queue (queue-b): operation error SQS: SetQueueAttributes, api error InvalidParameterValue: " +
				"Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:queue-a\"} for parameter RedrivePolicy is " +
				"invalid. Reason: Redrive policy does not contain mandatory attributes: deadLetterTargetArn, maxReceiveCount.",
		},
		{
			Says:  "a policy of a queue that is not there",
			Token: awstest.QueuePolicy,
			In:    m{"queueUrl": queueURL, "policy": "{}"},
			Want: "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, " +
				"api error AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
		},
		{
			Says:  "a policy without statements",
			Given: own,
			Token: awstest.QueuePolicy,
			In:    m{"queueUrl": queueURL, "policy": "{}"},
			Want: "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error InvalidAttributeValue: " +
				"Invalid value for the parameter Policy. (no Statement)",
		},
		{
			Says:  "a policy for a service that does not exist",
			Given: own,
			Token: awstest.QueuePolicy,
			In: m{
				"queueUrl": queueURL,
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "sqs:SendMessage",
					"Principal": m{"Service": "event.amazonaws.com"},
				}),
			},
			Want: "creating SQS Queue Policy: operation error SQS: SetQueueAttributes, api error InvalidAttributeValue: " +
				"Invalid value for the parameter Policy. (principal \"SERVICE\":\"event.amazonaws.com\")",
		},
	})
}
