// Package sqs answers the one call that a state machine makes to a queue, SendMessage,
// as Step Functions' optimised integration does. Where messages are kept is decided by
// its users.
//
// What must not be here: what a message means.
package sqs

import (
	"errors"
	"maps"
	"slices"

	"slipway/scripts/asl"
)

// Resource is the state's resource that Send answers.
const Resource = "arn:aws:states:::sqs:sendMessage"

// ErrNoQueue is what a Queue returns if it is not there.
var ErrNoQueue = errors.New("The specified queue does not exist.") //nolint:staticcheck // SQS's words

// Queue keeps a message of the queue with the address.
type Queue func(url, body string, attributes map[string]string) error

// mostBytes is the most that a message and its attributes may have (SQS Developer
// Guide, quotas-messages) in a queue with the default MaximumMessageSize.
const mostBytes = 256 * 1024

// Send checks the parameters as SQS does and hands the message on.
func Send(to Queue, parameters any) (any, error) {
	p, _ := parameters.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if name != "QueueUrl" && name != "MessageBody" && name != "MessageAttributes" {
			return nil, &asl.Error{Name: asl.Runtime, Cause: `the field "` + name + `" is not supported by the API`}
		}
	}
	url, _ := p["QueueUrl"].(string)
	body, _ := p["MessageBody"].(string)
	if url == "" || body == "" {
		return nil, reject("MissingParameterException", "The request must contain the parameters QueueUrl and MessageBody.")
	}
	given, _ := p["MessageAttributes"].(map[string]any)
	attributes, size := map[string]string{}, len(body)
	for name, value := range given {
		fields, _ := value.(map[string]any)
		text, _ := fields["StringValue"].(string)
		if text == "" || fields["DataType"] != "String" {
			return nil, reject("InvalidParameterValueException",
				"The message attribute '"+name+"' must contain a non-empty value of type String.")
		}
		attributes[name] = text
		size += len(name) + len("String") + len(text)
	}
	if size > mostBytes {
		return nil, reject("InvalidParameterValueException",
			"One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.")
	}
	switch err := to(url, body, attributes); {
	case errors.Is(err, ErrNoQueue):
		return nil, reject("QueueDoesNotExistException", err.Error())
	case err != nil:
		return nil, reject("AmazonSQSException", err.Error())
	}
	return map[string]any{"MessageId": "00000000-0000-4000-8000-000000000000"}, nil
}

func reject(code, why string) error { return &asl.Error{Name: "SQS." + code, Cause: why} }
