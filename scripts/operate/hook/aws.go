package hook

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"slipway/scripts/operate/logs"
)

// Secrets is the part of the Secrets Manager API that is used here.
type Secrets interface {
	ListSecretVersionIds(
		context.Context, *secretsmanager.ListSecretVersionIdsInput, ...func(*secretsmanager.Options),
	) (*secretsmanager.ListSecretVersionIdsOutput, error)
}

// AWS is an account.
type AWS struct {
	Logs      cloudwatchlogs.FilterLogEventsAPIClient
	Secrets   Secrets
	Pipelines codepipeline.ListPipelineExecutionsAPIClient
	Buses     Buses
}

// Buses is the part of the EventBridge API that is used here.
type Buses interface {
	DescribeRule(
		context.Context, *eventbridge.DescribeRuleInput, ...func(*eventbridge.Options),
	) (*eventbridge.DescribeRuleOutput, error)
	ListTargetsByRule(
		context.Context, *eventbridge.ListTargetsByRuleInput, ...func(*eventbridge.Options),
	) (*eventbridge.ListTargetsByRuleOutput, error)
}

// Rule describes the rule and lists its targets.
func (a AWS) Rule(ctx context.Context, bus, name string) (r Rule, err error) {
	described, err := a.Buses.DescribeRule(ctx, &eventbridge.DescribeRuleInput{EventBusName: &bus, Name: &name})
	var gone *types.ResourceNotFoundException
	if errors.As(err, &gone) {
		return r, nil
	} else if err != nil {
		return r, err
	}
	targets, err := a.Buses.ListTargetsByRule(ctx, &eventbridge.ListTargetsByRuleInput{EventBusName: &bus, Rule: &name})
	if err != nil {
		return r, err
	}
	return Rule{
		There:   true,
		Enabled: described.State != types.RuleStateDisabled,
		Leads:   len(targets.Targets) > 0,
	}, nil
}

// Lines filters the events of the group.
func (a AWS) Lines(ctx context.Context, of Log, from, to time.Time) ([]Line, error) {
	lines, err := logs.Filter(ctx, a.Logs, logs.Query{
		Group:   of.Group,
		Pattern: of.Pattern,
		From:    from,
		To:      to,
	})
	return heard(lines), err
}

// heard are the lines of a log as the receiver and the API wrote them.
func heard(lines []logs.Line) []Line {
	var all []Line
	for _, l := range lines {
		all = append(all, Line{l.At, l.Text})
	}
	return all
}

// Versions lists the versions that have a label; no value is read.
func (a AWS) Versions(ctx context.Context, arn string) ([]Version, error) {
	out, err := a.Secrets.ListSecretVersionIds(ctx, &secretsmanager.ListSecretVersionIdsInput{SecretId: &arn})
	if err != nil {
		return nil, err
	}
	var all []Version
	for _, v := range out.Versions {
		for _, label := range v.VersionStages {
			all = append(all, Version{label, aws.ToTime(v.CreatedDate)})
		}
	}
	return all, nil
}

// Executions lists those since the time. CodePipeline lists the latest first.
func (a AWS) Executions(ctx context.Context, pipeline string, since time.Time) ([]Execution, error) {
	var all []Execution
	for pages := codepipeline.NewListPipelineExecutionsPaginator(a.Pipelines, &codepipeline.ListPipelineExecutionsInput{
		PipelineName: &pipeline,
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range page.PipelineExecutionSummaries {
			if aws.ToTime(s.StartTime).Before(since) {
				return all, nil
			}
			e := Execution{ID: aws.ToString(s.PipelineExecutionId), Status: string(s.Status)}
			for _, revision := range s.SourceRevisions {
				e.Commit = aws.ToString(revision.RevisionId)
			}
			all = append(all, e)
		}
	}
	return all, nil
}
