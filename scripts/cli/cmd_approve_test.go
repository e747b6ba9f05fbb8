package cli

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/iostreams"
)

// waiting is CodePipeline with an approval that waits.
type waiting struct {
	given types.ApprovalResult
	err   error
}

func (w *waiting) GetPipelineState(
	context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
) (*codepipeline.GetPipelineStateOutput, error) {
	return &codepipeline.GetPipelineStateOutput{StageStates: []types.StageState{{
		StageName:       aws.String("Manual-Approval"),
		LatestExecution: &types.StageExecution{PipelineExecutionId: aws.String("run-7")},
		ActionStates: []types.ActionState{{
			ActionName: aws.String("Approve"),
			LatestExecution: &types.ActionExecution{
				Status: types.ActionExecutionStatusInProgress,
				Token:  aws.String("token"),
			},
		}},
	}}}, nil
}

func (w *waiting) PutApprovalResult(
	_ context.Context, in *codepipeline.PutApprovalResultInput, _ ...func(*codepipeline.Options),
) (*codepipeline.PutApprovalResultOutput, error) {
	w.given = *in.Result
	return &codepipeline.PutApprovalResultOutput{}, w.err
}

func TestAnAnswerIsGivenInThePersonsWordsOrInOurs_R2(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		approve       bool
		summary       string
		status, given string
		said          string
	}{
		{true, "", "Approved", "approved from the command line",
			"pipeline-api-dev: execution run-7 is approved (approved from the command line).\n"},
		{false, "too late in the day", "Rejected", "too late in the day",
			"pipeline-api-dev: execution run-7 is rejected (too late in the day).\n"},
	} {
		var talk bytes.Buffer
		api := &waiting{}
		o := &approveOptions{
			app: &app{
				Process: Process{
					Console: &iostreams.Console{Err: &talk},
				},
			},
			approve: c.approve,
			summary: c.summary,
		}
		require.NoError(t, o.answer(t.Context(), api, "pipeline-api-dev"))
		assert.Equal(t, c.said, talk.String())
		assert.Equal(t, [...]string{c.status, c.given}, [...]string{string(api.given.Status), *api.given.Summary})
	}
}

func TestAnAnswerThatAWSRefusesIsNoAnswer(t *testing.T) {
	t.Parallel()
	var talk bytes.Buffer
	o := &approveOptions{
		app: &app{
			Process: Process{
				Console: &iostreams.Console{Err: &talk},
			},
		},
		approve: true,
	}
	assert.EqualError(t, o.answer(t.Context(), &waiting{err: errors.New("AccessDeniedException")}, "pipeline-api-dev"),
		"approve execution run-7 of pipeline-api-dev: AccessDeniedException")
	assert.Empty(t, talk.String())
}
