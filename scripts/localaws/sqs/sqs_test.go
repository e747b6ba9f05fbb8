package sqs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/sqs"
)

func TestSend(t *testing.T) {
	t.Parallel()
	attribute := func(kind, value string) map[string]any {
		return map[string]any{"FAILURE": map[string]any{"DataType": kind, "StringValue": value}}
	}
	t.Run("hands the message on", func(t *testing.T) {
		t.Parallel()
		var got []any
		_, err := sqs.Send(func(url, body string, attributes map[string]string) error {
			got = []any{url, body, attributes}
			return nil
		}, map[string]any{"QueueUrl": "q", "MessageBody": "{}", "MessageAttributes": attribute("String", "why")})
		require.NoError(t, err)
		assert.Equal(t, []any{"q", "{}", map[string]string{"FAILURE": "why"}}, got)
	})
	for name, c := range map[string]struct {
		parameters map[string]any
		fails      error
		want       string
	}{
		"what the API does not have": {map[string]any{"QueueUrl": "q", "MessageBody": "x", "Body": "y"}, nil,
			`States.Runtime: the field "Body" is not supported by the API`},
		"an empty body": {map[string]any{"QueueUrl": "q", "MessageBody": ""}, nil, "SQS.MissingParameterException: "},
		"no queue":      {map[string]any{"MessageBody": "x"}, nil, "SQS.MissingParameterException: "},
		"an empty attribute": {
			map[string]any{"QueueUrl": "q", "MessageBody": "x", "MessageAttributes": attribute("String", "")}, nil,
			"SQS.InvalidParameterValueException: The message attribute 'FAILURE'",
		},
		"an attribute of no type": {
			map[string]any{"QueueUrl": "q", "MessageBody": "x", "MessageAttributes": attribute("", "v")}, nil,
			"SQS.InvalidParameterValueException: The message attribute 'FAILURE'",
		},
		"more than a message takes": {
			map[string]any{"QueueUrl": "q", "MessageBody": strings.Repeat("x", 256*1024-10),
				"MessageAttributes": attribute("String", "v")}, nil,
			"SQS.InvalidParameterValueException: One or more parameters are invalid",
		},
		"a queue that is not there": {map[string]any{"QueueUrl": "q", "MessageBody": "x"}, sqs.ErrNoQueue,
			"SQS.QueueDoesNotExistException: The specified queue does not exist."},
		"a queue that fails": {map[string]any{"QueueUrl": "q", "MessageBody": "x"}, errors.New("disk full"),
			"SQS.AmazonSQSException: disk full"},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, err := sqs.Send(func(string, string, map[string]string) error { return c.fails }, c.parameters)
			require.ErrorContains(t, err, c.want)
		})
	}
}
