package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

const (
	eventStreamARN = "arn:aws:dynamodb:us-east-1:000000000000:table/table-a/stream/2026-01-01T00:00:00.000"
	liveARN        = awstest.FunctionARN + ":live"
)

// called makes a function with its alias and a queue, and a role that may do what Lambda does
// with them.
func called(c awstest.Client) {
	c.Given(awstest.Queue, "q", m{"name": "queue-a"})
	uncalled(c)
	c.Grant("role-lambda-a", "queue", queueARN,
		"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:SendMessage")
	c.Grant("role-lambda-a", "stream", eventStreamARN,
		"dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream")
	c.Grant("role-lambda-a", "streams", "*", "dynamodb:ListStreams")
}

func uncalled(c awstest.Client) {
	c.ZipFunction("lambda-a")
	c.Given(awstest.FunctionAlias, "live", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
}

var (
	ofQueue  = m{"eventSourceArn": queueARN, "functionName": liveARN, "batchSize": 10.0}
	ofStream = m{"eventSourceArn": eventStreamARN, "functionName": liveARN, "startingPosition": "LATEST"}
)

func TestLambdaRejectsMappingsAsAWSDoes(t *testing.T) {
	t.Parallel()
	const creating = "creating Lambda Event Source Mapping: operation error Lambda: CreateEventSourceMapping, api error "
	const invalid = creating + "InvalidParameterValueException: "
	fifo := m{"eventSourceArn": queueARN + ".fifo"}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a function that is not there",
			Token: awstest.EventMapping,
			In:    ofQueue,
			Want:  creating + "ResourceNotFoundException: Function not found: " + awstest.FunctionARN,
		},
		{
			Says:  "an alias that is not there",
			Given: func(c awstest.Client) { c.ZipFunction("lambda-a") },
			Token: awstest.EventMapping,
			In:    ofQueue,
			Want:  creating + "ResourceNotFoundException: Function not found: " + liveARN,
		},
		{
			Says:  "a role that may not receive",
			Given: uncalled,
			Token: awstest.EventMapping,
			In:    ofQueue,
			Want:  invalid + "The function execution role does not have permissions to call ReceiveMessage on SQS",
		},
		{
			Says:  "a role that may not read the stream",
			Given: uncalled,
			Token: awstest.EventMapping,
			In:    ofStream,
			Want: invalid + "Cannot access stream " + eventStreamARN + ". Please ensure the role can perform the GetRecords, " +
				"GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.",
		},
		{
			Says:  "a destination that the role may not send to",
			Given: called,
			Token: awstest.EventMapping,
			In: awstest.With(ofStream, m{"destinationConfig": m{"onFailure": m{
				"destinationArn": "arn:aws:sqs:us-east-1:000000000000:queue-b"}}}),
			Want: invalid + "The provided execution role does not have permissions to call SendMessage on SQS",
		},
		{
			Says: "a queue that shows messages again before the function is done",
			Given: func(c awstest.Client) {
				called(c)
				c.Given(awstest.Queue, "q", m{"name": "queue-a", "visibilityTimeoutSeconds": 2.0})
			},
			Token: awstest.EventMapping,
			In:    ofQueue,
			Want:  invalid + "Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds",
		},
		{
			Says:  "a large batch that nothing waits for",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofQueue, m{"batchSize": 11.0}),
			Want: invalid + "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater " +
				"than 10",
		},
		{
			Says:  "a batch beyond all",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofStream, m{"batchSize": 10001.0}),
			Want:  invalid + "batches have at most 10000 records, for which 300 seconds are waited",
		},
		{
			Says:  "a FIFO queue that waits",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(awstest.With(ofQueue, fifo), m{"maximumBatchingWindowInSeconds": 1.0}),
			Want:  invalid + "Batching window is not supported for FIFO queues",
		},
		{
			Says:  "a large batch of a FIFO queue",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(awstest.With(ofQueue, fifo), m{"batchSize": 11.0}),
			Want:  invalid + "Batch size must not exceed 10 for FIFO queues",
		},
		{
			Says:  "a queue with a place to start from",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofQueue, m{"startingPosition": "LATEST"}),
			Want:  invalid + "StartingPosition is not valid for SQS event sources.",
		},
		{
			Says:  "a queue with a destination",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofQueue, m{"destinationConfig": m{"onFailure": m{"destinationArn": queueARN}}}),
			Want:  invalid + "Unsupported DestinationConfig parameter for given event source mapping type.",
		},
		{
			Says:  "a stream without a place to start from",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofStream, m{"startingPosition": nil}),
			Want: invalid + "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: " +
				"Member must not be null.",
		},
		{
			Says:  "a stream with a queue's bound",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofStream, m{"scalingConfig": m{"maximumConcurrency": 2.0}}),
			Want:  invalid + "ScalingConfig is not supported for this event source type.",
		},
		{
			Says:  "a bound below the least",
			Given: called,
			Token: awstest.EventMapping,
			In:    awstest.With(ofQueue, m{"scalingConfig": m{"maximumConcurrency": 1.0}}),
			Want: "scalingConfig.maximumConcurrency: expected scalingConfig.maximumConcurrency to be in the range (2 - " +
				"1000), got 1",
		},
	})
}

func TestLambdaRejectsDestinationsAsAWSDoes(t *testing.T) {
	t.Parallel()
	const creating = "creating Lambda Function Event Invoke Config: operation error Lambda: " +
		"PutFunctionEventInvokeConfig, api error "
	to := func(arn string) m {
		return m{
			"functionName":      "lambda-a",
			"qualifier":         "live",
			"destinationConfig": m{"onFailure": m{"destination": arn}},
		}
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "an alias that is not there",
			Given: func(c awstest.Client) { c.ZipFunction("lambda-a") },
			Token: awstest.InvokeConfig,
			In:    to(queueARN),
			Want:  creating + "ResourceNotFoundException: Cannot find alias arn: " + liveARN,
		},
		{
			Says:  "a role that may not send",
			Given: uncalled,
			Token: awstest.InvokeConfig,
			In:    to(queueARN),
			Want: creating + "InvalidParameterValueException: The function's execution role does not have permissions to " +
				"call SendMessage on " + queueARN,
		},
		{
			Says: "a queue that is not there",
			Given: func(c awstest.Client) {
				uncalled(c)
				c.Grant("role-lambda-a", "send", queueARN, "sqs:SendMessage")
			},
			Token: awstest.InvokeConfig,
			In:    to(queueARN),
			Want:  creating + "InvalidParameterValueException: The destination ARN " + queueARN + " is invalid.",
		},
		{
			Says:  "an event kept for a day",
			Given: called,
			Token: awstest.InvokeConfig,
			In:    awstest.With(to(queueARN), m{"maximumEventAgeInSeconds": 86400.0}),
			Want: "maximumEventAgeInSeconds: expected maximumEventAgeInSeconds to be in the range (60 - 21600), got " +
				"86400",
		},
	})
}

func TestASourceIsMappedOnce(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	called(c)
	for words, in := range map[string]m{
		`An event source mapping with SQS arn (" ` + queueARN + ` ") and function (" lambda-a ")`: ofQueue,
		`The event source arn (" ` + eventStreamARN + ` ") and function (" lambda-a ")`:           ofStream,
	} {
		c.Given(awstest.EventMapping, words, in)
		_, err := c.Create(awstest.EventMapping, "again", in)
		assert.ErrorContains(t, err, words)
	}
}

func TestUpdatesOfMappings(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	called(c)
	mapping := c.Given(awstest.EventMapping, "it", ofStream)
	assert.Equal(t, "No records processed", mapping.Out["lastProcessingResult"])
	assert.InDelta(t, -1, mapping.Out["maximumRetryAttempts"], 0)
	out, err := c.Update(mapping, awstest.With(ofStream, m{"batchSize": 5.0}))
	require.NoError(t, err)
	assert.InDelta(t, 5, out.Out["batchSize"], 0)
	_, err = c.Update(mapping, awstest.With(ofStream, m{"batchSize": 10001.0}))
	require.ErrorContains(t, err, "UpdateEventSourceMapping")
}

func TestWhatCallsAFunctionIsLetIn(t *testing.T) {
	t.Parallel()
	const rejected = "rejected by the simulated AWS, not by AWS: "
	rule := func(c awstest.Client) {
		called(c)
		c.Given(awstest.Rule, "r", m{"name": "rule-a", "scheduleExpression": "rate(1 day)"})
	}
	permit := func(c awstest.Client, service, source string) {
		c.Given(awstest.Permission, "p", m{"statementId": "p", "function": "lambda-a", "qualifier": "live",
			"action": "lambda:InvokeFunction", "principal": service + ".amazonaws.com", "sourceArn": source})
	}
	send := func(c awstest.Client, service, source string) {
		c.Given(awstest.QueuePolicy, "qp", m{"queueUrl": queueURL, "policy": awstest.Document(m{
			"Effect":    "Allow",
			"Action":    "sqs:SendMessage",
			"Resource":  queueARN,
			"Principal": m{"Service": service + ".amazonaws.com"},
			"Condition": m{"ArnEquals": m{"aws:SourceArn": source}},
		})})
	}
	const ruleARN = "arn:aws:events:us-east-1:000000000000:rule/rule-a"
	target := m{"rule": "rule-a", "targetId": "t", "arn": liveARN, "deadLetterConfig": m{"arn": queueARN}}
	subscription := m{"topic": awstest.TopicARN, "protocol": "lambda", "endpoint": liveARN,
		"redrivePolicy": awstest.Text(m{"deadLetterTargetArn": queueARN})}
	topic := func(c awstest.Client) {
		called(c)
		c.Given(awstest.Topic, "t", m{"name": "topic-a"})
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says: "a rule that the function does not let call it",
			Given: func(c awstest.Client) {
				rule(c)
				permit(c, "events", ruleARN+"-other")
			},
			Token: awstest.Target,
			In:    target,
			Want: "creating EventBridge Target (t): " + rejected + ruleARN + " would call nothing: no permission of the " +
				"function lambda-a:live lets events.amazonaws.com call it for that.",
		},
		{
			Says: "a rule that the queue takes nothing of",
			Given: func(c awstest.Client) {
				rule(c)
				permit(c, "events", ruleARN)
				send(c, "events", ruleARN+"-other")
			},
			Token: awstest.Target,
			In:    target,
			Want: "creating EventBridge Target (t): " + rejected + "what " + ruleARN + " cannot deliver would be lost: the " +
				"policy of " + queueARN + " does not let events.amazonaws.com send it.",
		},
		{
			Says:  "a topic that the function does not let call it",
			Given: topic,
			Token: awstest.Subscription,
			In:    subscription,
			Want: "creating SNS Topic Subscription: " + rejected + awstest.TopicARN + " would call nothing: no permission of " +
				"the function lambda-a:live lets sns.amazonaws.com call it for that.",
		},
		{
			Says: "a topic that the queue takes nothing of",
			Given: func(c awstest.Client) {
				topic(c)
				permit(c, "sns", awstest.TopicARN)
			},
			Token: awstest.Subscription,
			In:    subscription,
			Want: "creating SNS Topic Subscription: " + rejected + "what " + awstest.TopicARN + " cannot deliver would be " +
				"lost: the policy of " + queueARN + " does not let sns.amazonaws.com send it.",
		},
		{
			Says:  "a redrive to no queue",
			Given: topic,
			Token: awstest.Subscription,
			In:    awstest.With(subscription, m{"redrivePolicy": "{}"}),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid " +
				"parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn",
		},
		{
			Says:  "a filter of attributes with parts",
			Given: topic,
			Token: awstest.Subscription,
			In:    awstest.With(subscription, m{"filterPolicy": awstest.Text(m{"order": m{"kind": list{"new"}}})}),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid " +
				"parameter: Attributes Reason: FilterPolicy: Filter policy scope MessageAttributes does not support nested " +
				"filter policy",
		},
		{
			Says:  "a filter of more than five keys",
			Given: topic,
			Token: awstest.Subscription,
			In: awstest.With(subscription, m{
				"filterPolicy": awstest.Text(m{"a": list{1.0}, "b": m{
					"c": list{1.0}, "d": list{1.0}, "e": list{1.0}, "f": list{1.0}, "g": list{1.0},
				}}),
				"filterPolicyScope": "MessageBody",
			}),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid " +
				"parameter: Attributes Reason: FilterPolicy: Filter policy can not have more than 5 keys",
		},
		{
			Says:  "a filter without a list",
			Given: topic,
			Token: awstest.Subscription,
			In: awstest.With(subscription, m{
				"filterPolicy":      awstest.Text(m{"kind": "new"}),
				"filterPolicyScope": "MessageBody",
			}),
			Want: "creating SNS Topic Subscription: operation error SNS: Subscribe, api error InvalidParameter: Invalid " +
				"parameter: Attributes Reason: FilterPolicy: \"kind\" must be an object or an array",
		},
		{
			Says:  "a scope without a filter",
			Given: topic,
			Token: awstest.Subscription,
			In:    awstest.With(subscription, m{"filterPolicyScope": "MessageBody"}),
			Want:  "filterPolicyScope: filter_policy is required when filter_policy_scope is set",
		},
	})
	t.Run("and is taken", func(t *testing.T) {
		t.Parallel()
		c := awstest.NewClient(t)
		rule(c)
		permit(c, "events", ruleARN)
		send(c, "events", ruleARN)
		c.Given(awstest.Target, "it", target)
	})
}

func TestSchedules(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	c.Given(awstest.Bus, "b", m{"name": "bus-a"})
	_, err := c.Create(awstest.Rule, "r", m{"name": "r", "eventBusName": "bus-a", "scheduleExpression": "rate(1 day)"})
	assert.Equal(t, "creating EventBridge Rule (r): operation error EventBridge: PutRule, api error ValidationException: "+
		"ScheduleExpression is supported only on the default event bus.", awstest.Message(err))
	for i, text := range []string{
		"rate(1 minute)", "rate(5 minutes)", "cron(0 10 * * ? *)", "cron(0/10 8-17 ? * MON-FRI 2026)",
		"cron(0 0 L,15W * ? *)",
		"cron(0 0 LW JAN ? *)", "cron(0 9 ? * 6L *)", "cron(0 9 ? * MON#1 *)",
	} {
		_, err := c.Create(awstest.Rule, text, m{"name": awstest.Text(i), "scheduleExpression": text})
		assert.NoError(t, err, text)
	}
	for _, text := range []string{
		"rate(1 minutes)", "rate(0 days)", "rate(5 minute)", "rate(5 seconds)", "cron(0 10 * * * *)", "cron(0 10 ? * ? *)",
		"cron(0 10 * * ?)", "cron(60 10 * * ? *)", "cron(0 10 ? * MON#6 *)", "cron(0/0 10 ? * 1 *)", "cron(0 10 ? * 8 *)",
		"cron(W 10 ? * 1 *)", "cron(0 10 * * ? *", "0 10 * * ? *", "cron(, 10 * * ? *)",
	} {
		_, err := c.Create(awstest.Rule, text, m{"name": "r", "scheduleExpression": text})
		assert.Equal(t, "creating EventBridge Rule (r): operation error EventBridge: PutRule, api error "+
			"ValidationException: "+
			"Parameter ScheduleExpression is not valid.", awstest.Message(err), text)
	}
}
