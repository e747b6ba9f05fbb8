package replay_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/replay"
)

// account answers the calls of a replay; an error named by fails is given instead.
type account struct {
	fails   string
	answers [][]sqstypes.Message
	ended   *sfn.StartSyncExecutionOutput
	item    map[string]dynamodbtypes.AttributeValue

	received sqs.ReceiveMessageInput
	started  sfn.StartSyncExecutionInput
	read     dynamodb.GetItemInput
	deleted  sqs.DeleteMessageInput
	shown    sqs.ChangeMessageVisibilityInput
}

func (a *account) err(call string) error {
	if a.fails == call {
		return errors.New(call + " is denied")
	}
	return nil
}

func (a *account) ReceiveMessage(
	_ context.Context, in *sqs.ReceiveMessageInput, _ ...func(*sqs.Options),
) (*sqs.ReceiveMessageOutput, error) {
	a.received = *in
	if len(a.answers) == 0 {
		return &sqs.ReceiveMessageOutput{}, a.err("ReceiveMessage")
	}
	next := a.answers[0]
	a.answers = a.answers[1:]
	return &sqs.ReceiveMessageOutput{Messages: next}, nil
}

func (a *account) DeleteMessage(
	_ context.Context, in *sqs.DeleteMessageInput, _ ...func(*sqs.Options),
) (*sqs.DeleteMessageOutput, error) {
	a.deleted = *in
	return nil, a.err("DeleteMessage")
}

func (a *account) ChangeMessageVisibility(
	_ context.Context, in *sqs.ChangeMessageVisibilityInput, _ ...func(*sqs.Options),
) (*sqs.ChangeMessageVisibilityOutput, error) {
	a.shown = *in
	return nil, a.err("ChangeMessageVisibility")
}

func (a *account) StartSyncExecution(
	_ context.Context, in *sfn.StartSyncExecutionInput, _ ...func(*sfn.Options),
) (*sfn.StartSyncExecutionOutput, error) {
	a.started = *in
	return a.ended, a.err("StartSyncExecution")
}

func (a *account) GetItem(
	_ context.Context, in *dynamodb.GetItemInput, _ ...func(*dynamodb.Options),
) (*dynamodb.GetItemOutput, error) {
	a.read = *in
	return &dynamodb.GetItemOutput{Item: a.item}, a.err("GetItem")
}

func in(a *account) replay.AWS {
	return replay.AWS{
		Queues:     a,
		Machines:   a,
		Tables:     a,
		QueueURL:   "https://queue",
		MachineArn: "arn:recorder",
		TableName:  "table",
	}
}

func received(id, receipt string) sqstypes.Message {
	return sqstypes.Message{
		MessageId:         &id,
		ReceiptHandle:     &receipt,
		Body:              aws.String("{}"),
		MessageAttributes: map[string]sqstypes.MessageAttributeValue{"RULE_ARN": {StringValue: aws.String("arn:rule")}},
	}
}

func TestAQueueIsReadUntilNothingIsNew(t *testing.T) {
	t.Parallel()
	a := &account{answers: [][]sqstypes.Message{
		{received("m1", "r1"), received("m2", "r2")}, {received("m2", "r3"), received("m3", "r4")},
		{received("m1", "r5")}, {received("m4", "never asked for")},
	}}
	messages, err := in(a).Messages(t.Context())
	require.NoError(t, err)
	var got []string
	for _, m := range messages {
		got = append(got, m.ID+" "+m.Receipt)
	}
	assert.Equal(t, []string{"m1 r5", "m2 r3", "m3 r4"}, got, "the last receipt is the one that deletes")
	assert.Equal(t, map[string]string{"RULE_ARN": "arn:rule"}, messages[0].Attributes)
	assert.Equal(t, []string{"All"}, a.received.MessageAttributeNames)
	assert.Positive(t, a.received.WaitTimeSeconds, "a short poll misses messages")
	assert.Greater(t, a.received.VisibilityTimeout, int32(5*60), "an Express execution takes five minutes at most")

	a = &account{answers: [][]sqstypes.Message{{received("m1", "r1")}}, fails: "ReceiveMessage"}
	messages, err = in(a).Messages(t.Context())
	require.EqualError(t, err, "ReceiveMessage is denied")
	assert.Len(t, messages, 1, "what was read is to be given back")
}

func TestTheRecorderIsWaitedFor(t *testing.T) {
	t.Parallel()
	a := &account{ended: &sfn.StartSyncExecutionOutput{
		Status: sfntypes.SyncExecutionStatusSucceeded,
		Output: aws.String(`{"deploymentId": "run-7", "timestamp": "t#e", "written": true}`),
	}}
	row, err := in(a).Record(t.Context(), []byte(`{"a":1}`))
	require.NoError(t, err)
	assert.Equal(t, replay.Row{
		Deployment: "run-7",
		Time:       "t#e",
		Written:    true,
	}, row)
	assert.Equal(t, [...]string{"arn:recorder", `{"a":1}`}, [...]string{*a.started.StateMachineArn, *a.started.Input})

	a.ended.Output = aws.String("")
	_, err = in(a).Record(t.Context(), nil)
	require.ErrorContains(t, err, "read what the recorder answered: ")

	a.ended = &sfn.StartSyncExecutionOutput{
		Status: sfntypes.SyncExecutionStatusFailed,
		Error:  aws.String("DynamoDB.ThrottlingException"),
		Cause:  aws.String("rate exceeded"),
	}
	_, err = in(a).Record(t.Context(), nil)
	var failed *replay.NotRecordedError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, "FAILED: DynamoDB.ThrottlingException: rate exceeded", failed.Reason)

	a.fails = "StartSyncExecution"
	_, err = in(a).Record(t.Context(), nil)
	require.EqualError(t, err, "StartSyncExecution is denied")
}

func TestARowIsReadConsistently(t *testing.T) {
	t.Parallel()
	a := &account{}
	there, err := in(a).Has(t.Context(), replay.Row{Deployment: "run-7", Time: "t#e"})
	require.NoError(t, err)
	assert.False(t, there)
	assert.True(t, *a.read.ConsistentRead)
	assert.Equal(t, map[string]dynamodbtypes.AttributeValue{
		"deploymentId": &dynamodbtypes.AttributeValueMemberS{Value: "run-7"},
		"timestamp":    &dynamodbtypes.AttributeValueMemberS{Value: "t#e"},
	}, a.read.Key)
	a.item = a.read.Key
	there, err = in(a).Has(t.Context(), replay.Row{})
	require.NoError(t, err)
	assert.True(t, there)
	a.fails = "GetItem"
	_, err = in(a).Has(t.Context(), replay.Row{})
	require.EqualError(t, err, "GetItem is denied")
}

func TestAMessageIsDeletedOrShownAgain(t *testing.T) {
	t.Parallel()
	a := &account{}
	m := replay.Message{ID: "m1", Receipt: "r1"}
	require.NoError(t, in(a).Delete(t.Context(), m))
	require.NoError(t, in(a).GiveBack(t.Context(), m))
	assert.Equal(t, "r1", *a.deleted.ReceiptHandle)
	assert.Equal(t, "r1", *a.shown.ReceiptHandle)
	assert.Zero(t, a.shown.VisibilityTimeout)
	a.fails = "DeleteMessage"
	require.Error(t, in(a).Delete(t.Context(), m))
	a.fails = "ChangeMessageVisibility"
	require.Error(t, in(a).GiveBack(t.Context(), m))
}
