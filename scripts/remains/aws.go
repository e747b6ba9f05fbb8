package remains

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"slipway/shared/contract"
	"slipway/shared/naming"
)

// AWS is real accounts: the tooling account, and the one of the functions, which may be
// the same. It looks by name for what holds data, serves traffic or works by itself;
// roles, rules and logs do nothing without these.
type AWS struct {
	Own, Target aws.Config
	Account     string // the tooling account
	Names       naming.Environment
}

// look is one name, and the call that answers whether it is there.
type look struct {
	thing Thing
	ask   func(context.Context) error
}

const atOnce = 8 // calls

// Things asks for each name.
func (a AWS) Things(ctx context.Context) ([]Thing, []Unseen, error) {
	looks, err := a.looks()
	if err != nil {
		return nil, nil, err
	}
	answers := make([]error, len(looks))
	places := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, l := range looks {
		places <- struct{}{}
		all.Go(func() {
			answers[i] = l.ask(ctx)
			<-places
		})
	}
	all.Wait()
	var found []Thing
	var unseen []Unseen
	for i, l := range looks {
		switch {
		case answers[i] == nil:
			found = append(found, l.thing)
		case !isGone(answers[i]):
			unseen = append(unseen, Unseen{l.thing, answers[i]})
		}
	}
	return found, unseen, ctx.Err()
}

// isGone reports whether AWS says that there is no such thing.
func isGone(err error) bool {
	var answer smithy.APIError
	if errors.Is(err, errGone) {
		return true
	}
	return errors.As(err, &answer) &&
		(strings.Contains(answer.ErrorCode(), "NotFound") || strings.Contains(answer.ErrorCode(), "DoesNotExist"))
}

func (a AWS) looks() ([]look, error) {
	buckets, err := a.Names.Buckets(a.Account)
	if err != nil {
		return nil, err
	}
	var looks []look
	add := func(layer, typ string, name naming.Name, ask func(context.Context, *string) error) {
		looks = append(looks, look{Thing{
			Layer: layer,
			Type:  typ,
			ID:    name.String(),
		}, func(ctx context.Context) error { return ask(ctx, aws.String(name.String())) }})
	}
	for _, name := range []naming.Name{buckets.Artifacts, buckets.Cache, buckets.Logs} {
		add(contract.FoundationLayer, "aws:s3/bucketV2:BucketV2", name, a.bucket)
	}
	add(contract.FoundationLayer, "aws:dynamodb/table:Table", a.Names.HistoryTable, a.table)
	add(contract.FoundationLayer, "aws:sns/topic:Topic", a.Names.Topic, a.topic)
	const machine, alarmed = "aws:sfn/stateMachine:StateMachine", "aws:cloudwatch/metricAlarm:MetricAlarm"
	for _, names := range a.Names.Services {
		add(contract.FoundationLayer, "aws:ecr/repository:Repository", names.Repository, a.repository)
		add(contract.ComputeLayer, "aws:lambda/function:Function", names.Function, function(a.Target))
		add(contract.DeliveryLayer, "aws:codepipeline/pipeline:Pipeline", names.Pipeline, a.pipeline)
		add(contract.DeliveryLayer, machine, names.Release, a.machine)
		add(contract.DeliveryLayer, alarmed, names.ErrorAlarm, alarm(a.Target))
		add(contract.DeliveryLayer, alarmed, names.FailedAlarm, alarm(a.Own))
	}
	add(contract.DeliveryLayer, machine, a.Names.Recorder, a.machine)
	add(contract.DeliveryLayer, machine, a.Names.Starter, a.machine)
	add(contract.DeliveryLayer, queueType, a.Names.DeadLetters, a.deadLetters)
	add(contract.DeliveryLayer, secretType, a.Names.WebhookSecret, a.webhookSecret)
	add(contract.DeliveryLayer, "aws:lambda/function:Function", a.Names.Webhook, function(a.Own))
	return looks, nil
}

// bucket takes one in another region for one that is there.
func (a AWS) bucket(ctx context.Context, name *string) error {
	client := s3.NewFromConfig(a.Own, func(o *s3.Options) { o.UsePathStyle = a.Own.BaseEndpoint != nil })
	_, err := client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: name})
	var answer *smithyhttp.ResponseError
	if errors.As(err, &answer) && answer.HTTPStatusCode() == http.StatusMovedPermanently {
		return nil
	}
	return err
}

func (a AWS) table(ctx context.Context, name *string) error {
	_, err := dynamodb.NewFromConfig(a.Own).DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: name})
	return err
}

func (a AWS) repository(ctx context.Context, name *string) error {
	_, err := ecr.NewFromConfig(a.Own).DescribeRepositories(ctx,
		&ecr.DescribeRepositoriesInput{RepositoryNames: []string{*name}})
	return err
}

func (a AWS) pipeline(ctx context.Context, name *string) error {
	_, err := codepipeline.NewFromConfig(a.Own).GetPipeline(ctx, &codepipeline.GetPipelineInput{Name: name})
	return err
}

func function(in aws.Config) func(context.Context, *string) error {
	return func(ctx context.Context, name *string) error {
		_, err := lambda.NewFromConfig(in).GetFunctionConfiguration(ctx,
			&lambda.GetFunctionConfigurationInput{FunctionName: name})
		return err
	}
}
