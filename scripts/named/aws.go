package named

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
)

// AWS is a real account, by the credentials that reach it.
type AWS struct {
	Config  aws.Config
	Account string
}

// Look asks for all of several where AWS answers for several, else for one after another.
func (a AWS) Look(ctx context.Context, kind Kind, names []string) map[string]State {
	switch kind {
	case Parameter:
		return a.parameters(ctx, names)
	case Subnet:
		return a.networked(ctx, names, "DescribeSubnets", "subnet-id")
	case Group:
		return a.networked(ctx, names, "DescribeSecurityGroups", "group-id")
	}
	one := map[Kind]func(context.Context, string) (State, error){
		Secret:      a.secret,
		Policy:      a.policy,
		Queue:       a.queue,
		Topic:       a.topic,
		Bus:         a.bus,
		Stream:      a.stream,
		Certificate: a.certificate,
	}[kind]
	states := map[string]State{}
	for _, name := range names {
		state, err := one(ctx, name)
		states[name] = judged(state, err)
	}
	return states
}

// gone are AWS's codes of what is not there.
var gone = []string{
	"ResourceNotFoundException", "NotFoundException", "NotFound", "NoSuchEntity", "QueueDoesNotExist",
	"AWS.SimpleQueueService.NonExistentQueue",
}

// judged takes AWS's code for its error, whose text holds ids that tell a reader nothing.
func judged(s State, err error) State {
	var coded smithy.APIError
	switch {
	case err == nil:
		s.There = true
		return s
	case errors.As(err, &coded) && slices.Contains(gone, coded.ErrorCode()):
		return State{}
	case errors.As(err, &coded):
		return State{Err: errors.New(coded.ErrorCode())}
	}
	return State{Err: err}
}

// secret describes a secret, which shows no value. One of another region is named by its ARN.
func (a AWS) secret(ctx context.Context, name string) (State, error) {
	config := a.Config.Copy()
	if parsed, err := arn.Parse(name); err == nil {
		config.Region = parsed.Region
	}
	out, err := secretsmanager.NewFromConfig(config).DescribeSecret(ctx, &secretsmanager.DescribeSecretInput{
		SecretId: &name,
	})
	if err != nil || out.DeletedDate == nil {
		return State{}, err
	}
	return State{Unfit: fmt.Sprintf("is to be deleted, and until then nothing can read it: "+
		"`aws secretsmanager restore-secret --secret-id %s --region %s`, or correct the setting",
		name, config.Region)}, nil
}

func (a AWS) queue(ctx context.Context, name string) (State, error) {
	const visibility = types.QueueAttributeNameVisibilityTimeout
	url := queueURL(name)
	out, err := sqs.NewFromConfig(a.Config).GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl:       &url,
		AttributeNames: []types.QueueAttributeName{visibility},
	})
	if err != nil {
		return State{}, err
	}
	seconds, err := strconv.Atoi(out.Attributes[string(visibility)])
	if err != nil {
		return State{}, fmt.Errorf("its %s is %q", visibility, out.Attributes[string(visibility)])
	}
	return State{Visible: seconds}, nil
}

func (a AWS) topic(ctx context.Context, name string) (State, error) {
	_, err := sns.NewFromConfig(a.Config).GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: &name})
	return State{}, err
}

func (a AWS) bus(ctx context.Context, name string) (State, error) {
	_, err := eventbridge.NewFromConfig(a.Config).DescribeEventBus(ctx, &eventbridge.DescribeEventBusInput{Name: &name})
	return State{}, err
}

// stream asks for the table: its stream has another ARN each time that it is enabled.
func (a AWS) stream(ctx context.Context, name string) (State, error) {
	table, _, _ := strings.Cut(name[strings.Index(name, ":table/")+len(":table/"):], "/")
	out, err := dynamodb.NewFromConfig(a.Config).DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &table})
	if err != nil {
		return State{}, err
	}
	enabled := out.Table.StreamSpecification != nil && aws.ToBool(out.Table.StreamSpecification.StreamEnabled)
	switch latest := aws.ToString(out.Table.LatestStreamArn); {
	case !enabled:
		return State{Unfit: fmt.Sprintf("is not written any more: table %s has no stream. Enable one, `aws dynamodb "+
			"update-table --table-name %s --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES "+
			"--region %s`, and name it", table, table, a.Config.Region)}, nil
	case latest != name:
		return State{Unfit: fmt.Sprintf("is not written any more: table %s has another stream now, %s. Correct the setting",
			table, latest)}, nil
	}
	return State{}, nil
}
