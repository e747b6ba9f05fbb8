package pipeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

func TestPromotion(t *testing.T) {
	t.Parallel()
	stages := deliverytest.StagesOf(
		deliverytest.Promoting(t).Deployed(t).Get(t, deliverytest.PipelineType, "pipeline-api-pipeline"))
	t.Run("R2 has the same five stages", func(t *testing.T) {
		t.Parallel()
		var names []any
		for _, stage := range stages {
			names = append(names, stage["name"])
		}
		assert.Equal(t, []any{"Source", "Build", "Test", "Manual-Approval", "Deploy"}, names)
	})
	t.Run("R2 tells the approver where the image ran before", func(t *testing.T) {
		t.Parallel()
		approval := deliverytest.ActionIn(t, stages[3])["configuration"].(map[string]any)
		assert.Contains(t, approval["CustomData"], "\nIt was #{Build.PROMOTION}\n")
	})
	t.Run("starts with no push, which the connection would see", func(t *testing.T) {
		t.Parallel()
		source := deliverytest.ActionIn(t, stages[0])["configuration"].(map[string]any)
		assert.Equal(t, "false", source["DetectChanges"])
	})
}
