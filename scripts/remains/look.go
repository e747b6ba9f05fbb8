package remains

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// errGone is an answer that says so without an error.
var errGone = errors.New("it is not there")

func (a AWS) topic(ctx context.Context, name *string) error {
	arn := "arn:aws:sns:" + a.Own.Region + ":" + a.Account + ":" + *name
	_, err := sns.NewFromConfig(a.Own).GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: &arn})
	return err
}

func (a AWS) deadLetters(ctx context.Context, name *string) error {
	url, err := a.queue(ctx, *name)
	if err == nil && url == "" {
		return errGone
	}
	return err
}

// webhookSecret is gone while AWS keeps it for whoever wants it back.
func (a AWS) webhookSecret(ctx context.Context, name *string) error {
	found, err := secretsmanager.NewFromConfig(a.Own).DescribeSecret(ctx,
		&secretsmanager.DescribeSecretInput{SecretId: name})
	if err == nil && found.DeletedDate != nil {
		return errGone
	}
	return err
}

// machine goes when its last execution has ended.
func (a AWS) machine(ctx context.Context, name *string) error {
	arn := "arn:aws:states:" + a.Own.Region + ":" + a.Account + ":stateMachine:" + *name
	found, err := sfn.NewFromConfig(a.Own).DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: &arn})
	if err == nil && found.Status == sfntypes.StateMachineStatusDeleting {
		return errGone
	}
	return err
}

// alarm looks in one account.
func alarm(in aws.Config) func(context.Context, *string) error {
	return func(ctx context.Context, name *string) error {
		found, err := cloudwatch.NewFromConfig(in).DescribeAlarms(ctx,
			&cloudwatch.DescribeAlarmsInput{AlarmNames: []string{*name}})
		if err == nil && len(found.MetricAlarms) == 0 {
			return errGone
		}
		return err
	}
}
