package realaws_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/stretchr/testify/require"
)

// mail is what people get from the environment's topic.
type mail struct{ Subject, Message string }

// mailbox is a queue that the topic sends to as well as to people.
type mailbox struct {
	sqs   *sqs.Client
	queue *string
	sns   *sns.Client
	topic *string

	lock sync.Mutex
	got  []mail
	ids  []string // of the messages that were read
}

func openMailbox(t *testing.T, c aws.Config, env string) *mailbox {
	t.Helper()
	b := &mailbox{
		sqs: sqs.NewFromConfig(c),
		sns: sns.NewFromConfig(c),
	}
	made, err := b.sqs.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("mailbox-" + env)})
	require.NoError(t, err)
	b.queue = made.QueueUrl
	known, err := b.sqs.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{
		QueueUrl:       b.queue,
		AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn},
	})
	require.NoError(t, err)
	queue := known.Attributes["QueueArn"]
	subscribed, err := b.sns.Subscribe(t.Context(), &sns.SubscribeInput{
		TopicArn: aws.String(strings.Replace(strings.Replace(queue, ":sqs:", ":sns:", 1),
			"mailbox", "topic-deployments", 1)),
		Protocol:              aws.String("sqs"),
		Endpoint:              &queue,
		ReturnSubscriptionArn: true,
	})
	require.NoError(t, err)
	b.topic = subscribed.SubscriptionArn
	return b
}

// of are the mails about a release, whoever sent them.
func (b *mailbox) of(t *testing.T, release *sfn.DescribeExecutionOutput) (about []mail) {
	t.Helper()
	b.lock.Lock()
	defer b.lock.Unlock()
	for {
		some, err := b.sqs.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{
			QueueUrl:            b.queue,
			MaxNumberOfMessages: 10,
			VisibilityTimeout:   5, // an answer that is lost on the way comes again
		})
		require.NoError(t, err)
		if len(some.Messages) == 0 {
			break
		}
		for _, m := range some.Messages {
			var got mail
			require.NoError(t, json.Unmarshal([]byte(aws.ToString(m.Body)), &got))
			if !slices.Contains(b.ids, aws.ToString(m.MessageId)) {
				b.ids, b.got = append(b.ids, aws.ToString(m.MessageId)), append(b.got, got)
			}
			_, err := b.sqs.DeleteMessage(t.Context(), &sqs.DeleteMessageInput{
				QueueUrl:      b.queue,
				ReceiptHandle: m.ReceiptHandle,
			})
			require.NoError(t, err)
		}
	}
	for _, m := range b.got {
		if strings.Contains(m.Message, aws.ToString(release.ExecutionArn)) {
			about = append(about, m)
		}
	}
	return about
}

// tells asserts that people had one mail about the release, and what it says.
func (b *mailbox) tells(t *testing.T, release *sfn.DescribeExecutionOutput, subject string, text ...string) {
	t.Helper()
	mails := b.of(t, release)
	for range 10 { // what is received and not deleted shows again after some seconds
		if len(mails) > 0 {
			break
		}
		time.Sleep(time.Second)
		mails = b.of(t, release)
	}
	require.Len(t, mails, 1, "%v", mails)
	require.Equal(t, subject, mails[0].Subject)
	for _, part := range text {
		require.Contains(t, mails[0].Message, part)
	}
}

func (b *mailbox) remove(t *testing.T) {
	t.Helper()
	_, err := b.sns.Unsubscribe(t.Context(), &sns.UnsubscribeInput{SubscriptionArn: b.topic})
	require.NoError(t, err)
	_, err = b.sqs.DeleteQueue(t.Context(), &sqs.DeleteQueueInput{QueueUrl: b.queue})
	require.NoError(t, err)
}
