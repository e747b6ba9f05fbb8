package webhook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/pushevent"
	"slipway/stacks/delivery/receiver/webhook"
)

const (
	secret    = "It's a Secret to Everybody"
	secretARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-webhook-dev-AbCdEf"
	busName   = "bus-push-dev"
)

// fakeAWS stands for Secrets Manager and EventBridge.
type fakeAWS struct {
	secret    *string
	secretErr error
	changedAt *time.Time // nil: it is not known
	previous  *string    // the secret before; nil for none
	reads     []string
	putErr    error
	answer    []types.PutEventsResultEntry
	entries   []types.PutEventsRequestEntry
}

func (f *fakeAWS) GetSecretValue(
	_ context.Context, input *secretsmanager.GetSecretValueInput, _ ...func(*secretsmanager.Options),
) (*secretsmanager.GetSecretValueOutput, error) {
	f.reads = append(f.reads, *input.SecretId)
	if f.secretErr != nil {
		return nil, f.secretErr
	}
	if input.VersionStage != nil {
		if f.previous == nil {
			return nil, errors.New("ResourceNotFoundException: no value for staging label " + *input.VersionStage)
		}
		return &secretsmanager.GetSecretValueOutput{SecretString: f.previous}, nil
	}
	return &secretsmanager.GetSecretValueOutput{SecretString: f.secret, CreatedDate: f.changedAt}, nil
}

func (f *fakeAWS) PutEvents(
	_ context.Context, input *eventbridge.PutEventsInput, _ ...func(*eventbridge.Options),
) (*eventbridge.PutEventsOutput, error) {
	if f.putErr != nil {
		return nil, f.putErr
	}
	f.entries = append(f.entries, input.Entries...)
	return &eventbridge.PutEventsOutput{Entries: f.answer}, nil
}

// bench is one handler with its fakes, its log and its clock.
type bench struct {
	*fakeAWS
	handler *webhook.Handler
	log     *bytes.Buffer
	now     time.Time
}

func newBench() *bench {
	b := &bench{
		fakeAWS: &fakeAWS{
			secret: new(secret),
			answer: []types.PutEventsResultEntry{{EventId: new("event-1")}},
		},
		log: &bytes.Buffer{},
		now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC),
	}
	settings := webhook.Settings{
		BusName:    busName,
		SecretARN:  secretARN,
		Repository: "octo-org/shop",
		Branch:     "main",
	}
	b.handler = webhook.NewHandler(settings, b, b, b.log, func() time.Time { return b.now })
	return b
}

// send hands a call over and returns the status and the message of the answer.
func (b *bench) send(t *testing.T, call events.APIGatewayV2HTTPRequest) (int, string) {
	t.Helper()
	response, err := b.handler.Handle(t.Context(), call)
	require.NoError(t, err)
	var answer struct{ Message string }
	require.NoError(t, json.Unmarshal([]byte(response.Body), &answer))
	assert.Equal(t, "application/json", response.Headers["Content-Type"])
	return response.StatusCode, answer.Message
}

// detail is the one event that was put.
func (b *bench) detail(t *testing.T) pushevent.Detail {
	t.Helper()
	require.Len(t, b.entries, 1)
	var detail pushevent.Detail
	require.NoError(t, json.Unmarshal([]byte(*b.entries[0].Detail), &detail))
	return detail
}

var errOutage = errors.New("service is down")
