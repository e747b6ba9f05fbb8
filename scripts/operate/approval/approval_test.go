package approval_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/approval"
)

// pipeline is CodePipeline with one pipeline, in a state.
type pipeline struct {
	state []types.StageState
	err   error
	given *codepipeline.PutApprovalResultInput
}

func (p *pipeline) GetPipelineState(
	context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
) (*codepipeline.GetPipelineStateOutput, error) {
	return &codepipeline.GetPipelineStateOutput{StageStates: p.state}, p.err
}

func (p *pipeline) PutApprovalResult(
	_ context.Context, in *codepipeline.PutApprovalResultInput, _ ...func(*codepipeline.Options),
) (*codepipeline.PutApprovalResultOutput, error) {
	p.given = in
	return &codepipeline.PutApprovalResultOutput{}, p.err
}

func stage(name, action string, status types.ActionExecutionStatus, token *string) types.StageState {
	return types.StageState{
		StageName:       &name,
		LatestExecution: &types.StageExecution{PipelineExecutionId: aws.String("run-7")},
		ActionStates: []types.ActionState{{
			ActionName: &action,
			LatestExecution: &types.ActionExecution{
				Status: status,
				Token:  token,
			},
		}},
	}
}

var waiting = []types.StageState{
	{
		StageName:    aws.String("Source"),
		ActionStates: []types.ActionState{{ActionName: aws.String("Source")}},
	},
	stage("Build", "Build", types.ActionExecutionStatusInProgress, nil),
	stage("Manual-Approval", "Approve", types.ActionExecutionStatusInProgress, aws.String("token-1")),
}

func TestTheApprovalThatWaitsIsAnswered_R2(t *testing.T) {
	t.Parallel()
	for verb, want := range map[bool]types.ApprovalStatus{
		true:  types.ApprovalStatusApproved,
		false: types.ApprovalStatusRejected,
	} {
		api := &pipeline{state: waiting}
		found, err := approval.Find(t.Context(), api, "pipeline-api-dev")
		require.NoError(t, err)
		assert.Equal(t, [...]string{"Manual-Approval", "Approve", "run-7"}, [...]string{
			found.Stage, found.Action, found.Execution,
		})
		require.NoError(t, found.Answer(t.Context(), api, verb, "looked at it"))
		assert.Equal(t, &codepipeline.PutApprovalResultInput{
			PipelineName: aws.String("pipeline-api-dev"),
			StageName:    aws.String("Manual-Approval"),
			ActionName:   aws.String("Approve"),
			Token:        aws.String("token-1"),
			Result: &types.ApprovalResult{
				Status:  want,
				Summary: aws.String("looked at it"),
			},
		}, api.given)
	}
}

func TestNothingIsAnsweredWhereNothingWaits(t *testing.T) {
	t.Parallel()
	for name, state := range map[string][]types.StageState{
		"nothing ran yet":      waiting[:1],
		"a build is under way": waiting[:2],
		"it was answered": {
			stage("Manual-Approval", "Approve", types.ActionExecutionStatusSucceeded, aws.String("token-1")),
		},
	} {
		_, err := approval.Find(t.Context(), &pipeline{state: state}, "pipeline-api-dev")
		assert.EqualError(t, err,
			"no approval waits in pipeline-api-dev: `make status` shows where its last execution is", name)
	}
}

func TestFaultsNameThePipeline(t *testing.T) {
	t.Parallel()
	_, err := approval.Find(t.Context(), &pipeline{err: errors.New("PipelineNotFoundException")}, "pipeline-api-dev")
	assert.EqualError(t, err, "read state of pipeline-api-dev: PipelineNotFoundException")
	found, err := approval.Find(t.Context(), &pipeline{state: waiting}, "pipeline-api-dev")
	require.NoError(t, err)
	assert.EqualError(t,
		found.Answer(t.Context(), &pipeline{err: errors.New("ApprovalAlreadyCompletedException")}, true, "x"),
		"approve execution run-7 of pipeline-api-dev: ApprovalAlreadyCompletedException")
	assert.EqualError(t, found.Answer(t.Context(), &pipeline{err: errors.New("AccessDeniedException")}, false, "x"),
		"reject execution run-7 of pipeline-api-dev: AccessDeniedException")
}
