package status

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"slipway/shared/naming"
)

// Functions, Pipelines and Alarms are the parts of AWS's APIs that are used here.
type (
	Functions interface {
		GetAlias(context.Context, *lambda.GetAliasInput, ...func(*lambda.Options)) (*lambda.GetAliasOutput, error)
		GetFunction(context.Context, *lambda.GetFunctionInput, ...func(*lambda.Options)) (*lambda.GetFunctionOutput, error)
	}
	Pipelines interface {
		ListPipelineExecutions(
			context.Context, *codepipeline.ListPipelineExecutionsInput, ...func(*codepipeline.Options),
		) (*codepipeline.ListPipelineExecutionsOutput, error)
		GetPipelineState(
			context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
		) (*codepipeline.GetPipelineStateOutput, error)
	}
	Alarms interface {
		DescribeAlarms(
			context.Context, *cloudwatch.DescribeAlarmsInput, ...func(*cloudwatch.Options),
		) (*cloudwatch.DescribeAlarmsOutput, error)
	}
)

// Place is what the layers' outputs say of a service.
type Place struct {
	Pipeline, FunctionArn string
	Alarms                []string // names, in the tooling account
}

// AWS describes real services, with the tooling account's credentials.
type AWS struct {
	Functions Functions
	Pipelines Pipelines
	Alarms    Alarms
	Account   string // the tooling account
	Places    map[string]Place
}

// Describe asks Lambda, CodePipeline and CloudWatch. A function in another account
// is not described: the credentials of the tooling account do not reach it.
func (a AWS) Describe(ctx context.Context, service string) (Service, error) {
	place := a.Places[service]
	s := Service{Name: service, Alarms: map[string]string{}}
	function, err := arn.Parse(place.FunctionArn)
	if err != nil {
		return s, fmt.Errorf("read function ARN %q: %w", place.FunctionArn, err)
	}
	if function.AccountID == a.Account {
		if err := a.live(ctx, &s, place.FunctionArn); err != nil {
			return s, err
		}
	} else {
		s.Unseen = append(s.Unseen,
			fmt.Sprintf("the function is in account %s, which the credentials of %s do not show",
				function.AccountID, a.Account))
	}
	if err := a.pipeline(ctx, &s, place.Pipeline); err != nil {
		return s, err
	}
	return s, a.alarms(ctx, &s, place.Alarms)
}

func (a AWS) live(ctx context.Context, s *Service, function string) error {
	alias, err := a.Functions.GetAlias(ctx, &lambda.GetAliasInput{
		FunctionName: &function,
		Name:         aws.String(naming.LiveAlias),
	})
	if err != nil {
		return fmt.Errorf("read alias %s of %s: %w", naming.LiveAlias, function, err)
	}
	s.Version = aws.ToString(alias.FunctionVersion)
	version, err := a.Functions.GetFunction(ctx, &lambda.GetFunctionInput{
		FunctionName: &function,
		Qualifier:    alias.FunctionVersion,
	})
	if err != nil {
		return fmt.Errorf("read version %s of %s: %w", s.Version, function, err)
	}
	if version.Code != nil {
		_, s.Digest, _ = strings.Cut(aws.ToString(version.Code.ResolvedImageUri), "@")
	}
	return nil
}

func (a AWS) pipeline(ctx context.Context, s *Service, name string) error {
	executions, err := a.Pipelines.ListPipelineExecutions(ctx, &codepipeline.ListPipelineExecutionsInput{
		PipelineName: &name,
		MaxResults:   aws.Int32(1),
	})
	if err != nil {
		return fmt.Errorf("list executions of %s: %w", name, err)
	}
	if len(executions.PipelineExecutionSummaries) == 0 {
		s.State = "never ran"
		return nil
	}
	last := executions.PipelineExecutionSummaries[0]
	s.Execution, s.State = aws.ToString(last.PipelineExecutionId), string(last.Status)
	state, err := a.Pipelines.GetPipelineState(ctx, &codepipeline.GetPipelineStateInput{Name: &name})
	if err != nil {
		return fmt.Errorf("read state of %s: %w", name, err)
	}
	for _, stage := range state.StageStates {
		if stage.LatestExecution != nil && aws.ToString(stage.LatestExecution.PipelineExecutionId) == s.Execution {
			s.Stage = aws.ToString(stage.StageName) // the last one it came to
		}
	}
	return nil
}

func (a AWS) alarms(ctx context.Context, s *Service, names []string) error {
	if len(names) == 0 {
		return nil
	}
	found, err := a.Alarms.DescribeAlarms(ctx, &cloudwatch.DescribeAlarmsInput{AlarmNames: names})
	if err != nil {
		return fmt.Errorf("describe alarms: %w", err)
	}
	for _, alarm := range found.MetricAlarms {
		s.Alarms[aws.ToString(alarm.AlarmName)] = string(alarm.StateValue)
	}
	return nil
}
