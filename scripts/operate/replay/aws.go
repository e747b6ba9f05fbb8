package replay

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"slipway/shared/contract"
)

// Queues is the part of the SQS API that is used here.
type Queues interface {
	ReceiveMessage(context.Context, *sqs.ReceiveMessageInput, ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error)
	DeleteMessage(context.Context, *sqs.DeleteMessageInput, ...func(*sqs.Options)) (*sqs.DeleteMessageOutput, error)
	ChangeMessageVisibility(
		context.Context, *sqs.ChangeMessageVisibilityInput, ...func(*sqs.Options),
	) (*sqs.ChangeMessageVisibilityOutput, error)
}

// Machines is the part of the Step Functions API that is used here.
type Machines interface {
	StartSyncExecution(
		context.Context, *sfn.StartSyncExecutionInput, ...func(*sfn.Options),
	) (*sfn.StartSyncExecutionOutput, error)
}

// Tables is the part of the DynamoDB API that is used here.
type Tables interface {
	GetItem(context.Context, *dynamodb.GetItemInput, ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error)
}

// AWS replays in an account.
type AWS struct {
	Queues     Queues
	Machines   Machines
	Tables     Tables
	QueueURL   string
	MachineArn string
	TableName  string
}

const (
	// atOnce is the most that SQS gives out in one answer.
	atOnce = 10
	// hidden is how long, in seconds, nobody else gets a message. The recorder takes no
	// more than five minutes for one. A message can be deleted later than that too, unless
	// somebody has received it since (SQS API, DeleteMessage).
	hidden = 15 * 60
	// patience, in seconds, makes SQS ask all its servers and not just some (SQS Developer
	// Guide, sqs-short-and-long-polling).
	patience = 2
)

// Messages receives until there is nothing new.
func (a AWS) Messages(ctx context.Context) ([]Message, error) {
	var all []Message
	place := map[string]int{}
	for {
		out, err := a.Queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
			QueueUrl:              &a.QueueURL,
			MaxNumberOfMessages:   atOnce,
			VisibilityTimeout:     hidden,
			WaitTimeSeconds:       patience,
			MessageAttributeNames: []string{"All"},
		})
		if err != nil {
			return all, err
		}
		known := len(all)
		for _, m := range out.Messages {
			message := Message{
				ID:         aws.ToString(m.MessageId),
				Body:       aws.ToString(m.Body),
				Receipt:    aws.ToString(m.ReceiptHandle),
				Attributes: map[string]string{},
			}
			for name, value := range m.MessageAttributes {
				message.Attributes[name] = aws.ToString(value.StringValue)
			}
			// A queue may give a message out twice; the last receipt is the one that counts.
			if at, again := place[message.ID]; again {
				all[at] = message
				continue
			}
			place[message.ID] = len(all)
			all = append(all, message)
		}
		if len(all) == known {
			return all, nil
		}
	}
}

// PlainHost keeps an endpoint that a person has named: the SDK would put sync- before the
// host of StartSyncExecution, which at an emulator is no host.
func PlainHost(endpoint *string) func(*sfn.Options) {
	return func(o *sfn.Options) {
		if endpoint == nil {
			return
		}
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("PlainHost", func(
				ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
			) (middleware.InitializeOutput, middleware.Metadata, error) {
				return next.HandleInitialize(smithyhttp.DisableEndpointHostPrefix(ctx, true), in)
			}), middleware.Before)
		})
	}
}

// Record starts the recorder and waits for its end: it is an Express machine.
func (a AWS) Record(ctx context.Context, input []byte) (row Row, err error) {
	out, err := a.Machines.StartSyncExecution(ctx, &sfn.StartSyncExecutionInput{
		StateMachineArn: &a.MachineArn,
		Input:           aws.String(string(input)),
	})
	if err != nil {
		return row, err
	}
	if out.Status != sfntypes.SyncExecutionStatusSucceeded {
		return row, &NotRecordedError{Reason: fmt.Sprintf("%s: %s: %s", out.Status, aws.ToString(out.Error),
			aws.ToString(out.Cause))}
	}
	if err := json.Unmarshal([]byte(aws.ToString(out.Output)), &row); err != nil {
		return row, fmt.Errorf("read what the recorder answered: %w", err)
	}
	return row, nil
}

// Has reads the row by its key.
func (a AWS) Has(ctx context.Context, row Row) (bool, error) {
	out, err := a.Tables.GetItem(ctx, &dynamodb.GetItemInput{
		TableName:      &a.TableName,
		ConsistentRead: aws.Bool(true),
		Key: map[string]dynamodbtypes.AttributeValue{
			contract.HistoryDeployment: &dynamodbtypes.AttributeValueMemberS{Value: row.Deployment},
			contract.HistoryTime:       &dynamodbtypes.AttributeValueMemberS{Value: row.Time},
		},
	})
	if err != nil {
		return false, err
	}
	return len(out.Item) > 0, nil
}

// Delete removes the message for good.
func (a AWS) Delete(ctx context.Context, m Message) error {
	_, err := a.Queues.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: &a.QueueURL, ReceiptHandle: &m.Receipt})
	return err
}

// GiveBack shows the message to everybody again, at once.
func (a AWS) GiveBack(ctx context.Context, m Message) error {
	_, err := a.Queues.ChangeMessageVisibility(ctx, &sqs.ChangeMessageVisibilityInput{
		QueueUrl:          &a.QueueURL,
		ReceiptHandle:     &m.Receipt,
		VisibilityTimeout: 0,
	})
	return err
}
