package queue

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
)

// Limits of what a person may say, in characters (CodePipeline API reference,
// ApprovalResult and StopPipelineExecution).
const (
	SummaryLimit    = 512
	StopReasonLimit = 200
)

// Answer approves or rejects. The summary is kept in the execution's history.
func (a AWS) Answer(ctx context.Context, pipeline string, e Execution, approve bool, summary string) error {
	status, verb := types.ApprovalStatusRejected, "reject"
	if approve {
		status, verb = types.ApprovalStatusApproved, "approve"
	}
	if _, err := a.API.PutApprovalResult(ctx, &codepipeline.PutApprovalResultInput{
		PipelineName: &pipeline,
		StageName:    &e.Stage,
		ActionName:   &e.action,
		Token:        &e.token,
		Result: &types.ApprovalResult{
			Status:  status,
			Summary: &summary,
		},
	}); err != nil {
		return fmt.Errorf("%s execution %s of %s: %w", verb, e.ID, pipeline, err)
	}
	return nil
}
