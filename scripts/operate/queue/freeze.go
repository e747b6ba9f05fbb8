package queue

import (
	"context"
	"fmt"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"

	"slipway/shared/contract"
)

// Transitions is the part of the CodePipeline API that keeps executions out of a stage.
type Transitions interface {
	DisableStageTransition(
		context.Context, *codepipeline.DisableStageTransitionInput, ...func(*codepipeline.Options),
	) (*codepipeline.DisableStageTransitionOutput, error)
	EnableStageTransition(
		context.Context, *codepipeline.EnableStageTransitionInput, ...func(*codepipeline.Options),
	) (*codepipeline.EnableStageTransitionOutput, error)
}

// ReasonRule is what a reason may be (CodePipeline API reference, DisableStageTransition).
const ReasonRule = "1 to 300 letters, digits, spaces and characters of ! @ ( ) . * ? -"

var reasons = regexp.MustCompile(`^[a-zA-Z0-9!@ ().*?-]{1,300}$`)

// IsReason reports whether CodePipeline takes the reason.
func IsReason(reason string) bool { return reasons.MatchString(reason) }

// Freeze disables the transition into Deploy.
func (a AWS) Freeze(ctx context.Context, pipeline, reason string) error {
	if _, err := a.API.DisableStageTransition(ctx, &codepipeline.DisableStageTransitionInput{
		PipelineName:   &pipeline,
		StageName:      aws.String(contract.DeployStage),
		TransitionType: types.StageTransitionTypeInbound,
		Reason:         &reason,
	}); err != nil {
		return fmt.Errorf("freeze %s: %w", pipeline, err)
	}
	return nil
}

// Thaw enables the transition into Deploy.
func (a AWS) Thaw(ctx context.Context, pipeline string) error {
	if _, err := a.API.EnableStageTransition(ctx, &codepipeline.EnableStageTransitionInput{
		PipelineName:   &pipeline,
		StageName:      aws.String(contract.DeployStage),
		TransitionType: types.StageTransitionTypeInbound,
	}); err != nil {
		return fmt.Errorf("thaw %s: %w", pipeline, err)
	}
	return nil
}

// Frozen reads the transition's state.
func (a AWS) Frozen(ctx context.Context, pipeline string) (*Freeze, error) {
	state, err := a.API.GetPipelineState(ctx, &codepipeline.GetPipelineStateInput{Name: &pipeline})
	if err != nil {
		return nil, fmt.Errorf("read state of %s: %w", pipeline, err)
	}
	for _, stage := range state.StageStates {
		into := stage.InboundTransitionState
		if aws.ToString(stage.StageName) != contract.DeployStage || into == nil || into.Enabled {
			continue
		}
		return &Freeze{
			Reason: aws.ToString(into.DisabledReason),
			By:     aws.ToString(into.LastChangedBy),
			Since:  aws.ToTime(into.LastChangedAt),
		}, nil
	}
	return nil, nil
}
