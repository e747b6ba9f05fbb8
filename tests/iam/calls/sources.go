package calls

import (
	"strings"

	"slipway/tests/iam/deployed"
)

// sources are the calls that bring events to functions, and keep those that they failed on.
func (l *list) sources() {
	for _, m := range l.Of("aws:lambda/eventSourceMapping:EventSourceMapping") {
		role, by := l.roleOf(m.Text("functionName"))
		source := m.Text("eventSourceArn")
		parts := strings.Split(source, ":")
		key := arn("kms", parts[4], "key/"+strings.Split(strings.TrimPrefix(parts[5], "table/"), "/")[0])
		if parts[2] == "sqs" { // Lambda Developer Guide, services-sqs-configure
			l.add(by, role, source, nil, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
			l.add(by, role, key, via("sqs"), "kms:Decrypt")
			continue
		}
		// Lambda Developer Guide, services-dynamodb-eventsourcemapping.
		l.add(by, role, source, nil, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
		l.add(by, role, "*", nil, "dynamodb:ListStreams")
		l.add(by, role, key, via("dynamodb"), "kms:Decrypt")
		l.add(by, role, deployed.Text(m, "destinationConfig", "onFailure", "destinationArn"), nil, "sqs:SendMessage")
	}
	for _, c := range l.Of("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig") {
		role, by := l.roleOf(":function:" + c.Text("functionName"))
		l.add(by, role, deployed.Text(c, "destinationConfig", "onFailure", "destination"), nil, "sqs:SendMessage")
	}
	for _, s := range l.Of("aws:sns/topicSubscription:TopicSubscription") {
		if s.Text("protocol") != "lambda" {
			continue
		}
		function, topic := s.Text("endpoint"), s.Text("topic")
		from := sourceOf(topic, strings.Split(function, ":")[4])
		l.add(topic, "sns.amazonaws.com", function, from, "lambda:InvokeFunction")
		_, service, _ := strings.Cut(strings.TrimSuffix(function, ":live"), ":function:lambda-")
		queue := l.Must("aws:sqs/queue:Queue", "name", "queue-events-"+service)
		// SNS Developer Guide, sns-dead-letter-queues.
		l.add(topic, "sns.amazonaws.com", queue.Text("arn"), from, "sqs:SendMessage")
	}
}

// roleOf is the role of a function, by the ARN of its alias, and the function's name.
func (l *list) roleOf(function string) (role, name string) {
	_, name, _ = strings.Cut(strings.TrimSuffix(function, ":live"), ":function:")
	return l.Must("aws:lambda/function:Function", "name", name).Text("role"), name
}
