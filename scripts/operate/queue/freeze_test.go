package queue_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/queue"
)

func TestFreeze(t *testing.T) {
	t.Parallel()
	c := busy()
	q := queue.AWS{API: c}
	freeze, err := q.Frozen(t.Context(), "pipeline-api-dev")
	require.NoError(t, err)
	assert.Nil(t, freeze, "no transition was ever changed")

	require.NoError(t, q.Freeze(t.Context(), "pipeline-api-dev", "the sale"))
	assert.Equal(t, &codepipeline.DisableStageTransitionInput{
		PipelineName:   aws.String("pipeline-api-dev"),
		StageName:      aws.String("Deploy"),
		TransitionType: types.StageTransitionTypeInbound,
		Reason:         aws.String("the sale"),
	}, c.closed)
	c.stages[3].InboundTransitionState = &types.TransitionState{
		DisabledReason: aws.String("the sale"),
		LastChangedBy:  aws.String("arn:alice"),
		LastChangedAt:  &noon,
	}
	freeze, err = q.Frozen(t.Context(), "pipeline-api-dev")
	require.NoError(t, err)
	assert.Equal(t, &queue.Freeze{
		Reason: "the sale",
		By:     "arn:alice",
		Since:  noon,
	}, freeze)

	require.NoError(t, q.Thaw(t.Context(), "pipeline-api-dev"))
	assert.Equal(t, &codepipeline.EnableStageTransitionInput{
		PipelineName:   aws.String("pipeline-api-dev"),
		StageName:      aws.String("Deploy"),
		TransitionType: types.StageTransitionTypeInbound,
	}, c.opened)
	c.stages[3].InboundTransitionState.Enabled = true
	freeze, err = q.Frozen(t.Context(), "pipeline-api-dev")
	require.NoError(t, err)
	assert.Nil(t, freeze)

	for call, does := range map[string]func() error{
		"DisableStageTransition": func() error { return q.Freeze(t.Context(), "pipeline-api-dev", "why") },
		"EnableStageTransition":  func() error { return q.Thaw(t.Context(), "pipeline-api-dev") },
		"GetPipelineState": func() error {
			_, err := q.Frozen(t.Context(), "pipeline-api-dev")
			return err
		},
	} {
		c.deny = call
		require.ErrorContains(t, does(), "pipeline-api-dev: AccessDeniedException", call)
	}
}

func TestIsReason(t *testing.T) {
	t.Parallel()
	for reason, good := range map[string]bool{
		"the sale, until Monday": false, "the sale (until Monday)!": true, "": false, strings.Repeat("a", 301): false,
		"a\nb": false,
	} {
		assert.Equal(t, good, queue.IsReason(reason), reason)
	}
}
