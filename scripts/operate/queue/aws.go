package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"

	"slipway/shared/contract"
)

// Pipelines is the part of the CodePipeline API that is used here.
type Pipelines interface {
	codepipeline.ListPipelineExecutionsAPIClient
	codepipeline.ListActionExecutionsAPIClient
	Transitions
	GetPipelineState(
		context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
	) (*codepipeline.GetPipelineStateOutput, error)
	GetPipelineExecution(
		context.Context, *codepipeline.GetPipelineExecutionInput, ...func(*codepipeline.Options),
	) (*codepipeline.GetPipelineExecutionOutput, error)
	PutApprovalResult(
		context.Context, *codepipeline.PutApprovalResultInput, ...func(*codepipeline.Options),
	) (*codepipeline.PutApprovalResultOutput, error)
	StartPipelineExecution(
		context.Context, *codepipeline.StartPipelineExecutionInput, ...func(*codepipeline.Options),
	) (*codepipeline.StartPipelineExecutionOutput, error)
	StopPipelineExecution(
		context.Context, *codepipeline.StopPipelineExecutionInput, ...func(*codepipeline.Options),
	) (*codepipeline.StopPipelineExecutionOutput, error)
}

// AWS is the queue of pipelines in an account.
type AWS struct{ API Pipelines }

// UnderWay lists the executions in progress. Where they are stands in the pipeline's
// state; an execution that waits for days may be listed behind many that have ended.
func (a AWS) UnderWay(ctx context.Context, pipeline string) ([]Execution, error) {
	state, err := a.API.GetPipelineState(ctx, &codepipeline.GetPipelineStateInput{Name: &pipeline})
	if err != nil {
		return nil, fmt.Errorf("read state of %s: %w", pipeline, err)
	}
	places := placesIn(state.StageStates)
	var all []Execution
	for pages := codepipeline.NewListPipelineExecutionsPaginator(a.API, &codepipeline.ListPipelineExecutionsInput{
		PipelineName: &pipeline,
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("list executions of %s: %w", pipeline, err)
		}
		for _, s := range page.PipelineExecutionSummaries {
			e := places[aws.ToString(s.PipelineExecutionId)]
			delete(places, aws.ToString(s.PipelineExecutionId))
			if s.Status == types.PipelineExecutionStatusInProgress { // and not Stopping
				all = append(all, of(s, e))
			}
		}
		if len(places) == 0 {
			break
		}
	}
	return all, nil
}

// placesIn are the executions of which the state says where they are. Only an action that
// is in progress has a token, and of those only an approval (CodePipeline API reference,
// ActionExecution).
func placesIn(stages []types.StageState) map[string]Execution {
	places := map[string]Execution{}
	for _, stage := range stages {
		name := aws.ToString(stage.StageName)
		inbound := stage.InboundExecutions
		if stage.InboundExecution != nil { // the one of a pipeline that does not queue
			inbound = append(inbound, *stage.InboundExecution)
		}
		for _, one := range inbound {
			places[aws.ToString(one.PipelineExecutionId)] = Execution{Stage: name, Waits: true}
		}
		if stage.LatestExecution == nil || stage.LatestExecution.Status != types.StageExecutionStatusInProgress {
			continue
		}
		e := Execution{Stage: name}
		for _, action := range stage.ActionStates {
			latest := action.LatestExecution
			if latest != nil && latest.Status == types.ActionExecutionStatusInProgress && aws.ToString(latest.Token) != "" {
				e.Asks, e.action, e.token = true, aws.ToString(action.ActionName), *latest.Token
				e.Asked = aws.ToTime(latest.LastStatusChange)
			}
		}
		places[aws.ToString(stage.LatestExecution.PipelineExecutionId)] = e
	}
	return places
}

// of adds what the list says.
func of(s types.PipelineExecutionSummary, e Execution) Execution {
	e.ID, e.Started = aws.ToString(s.PipelineExecutionId), aws.ToTime(s.StartTime)
	for _, revision := range s.SourceRevisions {
		e.Commit = aws.ToString(revision.RevisionId)
		e.Message = message(aws.ToString(revision.RevisionSummary))
	}
	return e
}

// message is the first line of a commit's message. For a connection's commit the summary
// is JSON (CodePipeline API reference, SourceRevision).
func message(summary string) string {
	var connected struct{ CommitMessage string }
	if json.Unmarshal([]byte(summary), &connected) == nil && connected.CommitMessage != "" {
		summary = connected.CommitMessage
	}
	first, _, _ := strings.Cut(summary, "\n")
	return strings.TrimSpace(first)
}

// Evidence is what the approval's action was configured with, its variables filled in.
func (a AWS) Evidence(ctx context.Context, pipeline string, e Execution) (string, error) {
	for pages := codepipeline.NewListActionExecutionsPaginator(a.API, &codepipeline.ListActionExecutionsInput{
		PipelineName: &pipeline,
		Filter:       &types.ActionExecutionFilter{PipelineExecutionId: &e.ID},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return "", fmt.Errorf("list actions of execution %s of %s: %w", e.ID, pipeline, err)
		}
		for _, action := range page.ActionExecutionDetails {
			if aws.ToString(action.ActionName) != e.action || aws.ToString(action.StageName) != e.Stage || action.Input == nil {
				continue
			}
			if text := action.Input.ResolvedConfiguration["CustomData"]; text != "" {
				return text, nil
			}
			return action.Input.Configuration["CustomData"], nil
		}
	}
	return "", nil
}

// Start starts the pipeline.
func (a AWS) Start(ctx context.Context, pipeline, commit string, variables map[string]string) (string, error) {
	input := &codepipeline.StartPipelineExecutionInput{Name: &pipeline}
	for name, value := range variables {
		input.Variables = append(input.Variables, types.PipelineVariable{Name: &name, Value: &value})
	}
	if commit != "" {
		input.SourceRevisions = []types.SourceRevisionOverride{{
			ActionName:    aws.String(contract.SourceAction),
			RevisionType:  types.SourceRevisionTypeCommitId,
			RevisionValue: &commit,
		}}
	}
	started, err := a.API.StartPipelineExecution(ctx, input)
	var full *types.ConcurrentPipelineExecutionsLimitExceededException
	if errors.As(err, &full) {
		return "", &FullError{Pipeline: pipeline}
	}
	if err != nil {
		return "", fmt.Errorf("start %s: %w", pipeline, err)
	}
	return aws.ToString(started.PipelineExecutionId), nil
}

// Stop lets the action that runs finish and ends the execution then. An approval is such an
// action, which nobody may answer for days: it is rejected. To abandon it would end without
// a word a release that somebody approves at that moment.
func (a AWS) Stop(ctx context.Context, pipeline string, e Execution, reason string) error {
	if _, err := a.API.StopPipelineExecution(ctx, &codepipeline.StopPipelineExecutionInput{
		PipelineName:        &pipeline,
		PipelineExecutionId: &e.ID,
		Reason:              &reason,
	}); err != nil {
		return fmt.Errorf("stop execution %s of %s: %w", e.ID, pipeline, err)
	}
	if !e.Asks {
		return nil
	}
	err := a.Answer(ctx, pipeline, e, false, reason)
	var answered *types.ApprovalAlreadyCompletedException
	if errors.As(err, &answered) {
		return nil // and the execution ends all the same
	}
	return err
}
