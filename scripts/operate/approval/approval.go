// Package approval answers a pipeline's manual approval from the command line.
//
// What must not be here: the decision, or anything about a simulated push, where a
// push asks on the terminal.
package approval

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
)

// Pipelines is the part of the CodePipeline API that is used here.
type Pipelines interface {
	GetPipelineState(
		context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
	) (*codepipeline.GetPipelineStateOutput, error)
	PutApprovalResult(
		context.Context, *codepipeline.PutApprovalResultInput, ...func(*codepipeline.Options),
	) (*codepipeline.PutApprovalResultOutput, error)
}

// NothingWaitsError is a pipeline that asks for no approval.
type NothingWaitsError struct{ Pipeline string }

// Error says so, and where to look.
func (e *NothingWaitsError) Error() string {
	return "no approval waits in " + e.Pipeline + ": `make status` shows where its last execution is"
}

// Pending is an approval that waits.
type Pending struct {
	Pipeline, Stage, Action string
	Execution               string // the pipeline execution's id
	token                   string
}

// Find finds the approval that waits in a pipeline. Only an action that is in
// progress has a token (API, ActionExecution); only an approval takes one.
func Find(ctx context.Context, api Pipelines, pipeline string) (Pending, error) {
	state, err := api.GetPipelineState(ctx, &codepipeline.GetPipelineStateInput{Name: &pipeline})
	if err != nil {
		return Pending{}, fmt.Errorf("read state of %s: %w", pipeline, err)
	}
	for _, stage := range state.StageStates {
		for _, action := range stage.ActionStates {
			latest := action.LatestExecution
			if latest == nil || latest.Status != types.ActionExecutionStatusInProgress || aws.ToString(latest.Token) == "" {
				continue
			}
			p := Pending{
				Pipeline: pipeline,
				Stage:    aws.ToString(stage.StageName),
				Action:   aws.ToString(action.ActionName),
				token:    *latest.Token,
			}
			if stage.LatestExecution != nil {
				p.Execution = aws.ToString(stage.LatestExecution.PipelineExecutionId)
			}
			return p, nil
		}
	}
	return Pending{}, &NothingWaitsError{Pipeline: pipeline}
}

// Answer approves or rejects. The summary is kept in the execution's history.
func (p Pending) Answer(ctx context.Context, api Pipelines, approve bool, summary string) error {
	status, verb := types.ApprovalStatusRejected, "reject"
	if approve {
		status, verb = types.ApprovalStatusApproved, "approve"
	}
	_, err := api.PutApprovalResult(ctx, &codepipeline.PutApprovalResultInput{
		PipelineName: &p.Pipeline,
		StageName:    &p.Stage,
		ActionName:   &p.Action,
		Token:        &p.token,
		Result: &types.ApprovalResult{
			Status:  status,
			Summary: &summary,
		},
	})
	if err != nil {
		return fmt.Errorf("%s execution %s of %s: %w", verb, p.Execution, p.Pipeline, err)
	}
	return nil
}
