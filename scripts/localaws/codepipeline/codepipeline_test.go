package codepipeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/codepipeline"
)

func TestList(t *testing.T) {
	t.Parallel()
	t.Run("answers the actions of one execution, the latest first", func(t *testing.T) {
		t.Parallel()
		actions := []codepipeline.Action{
			{
				Pipeline:  "p",
				Execution: "e",
				ID:        "1",
				Stage:     "Source",
				Name:      "Source",
				Category:  "Source",
				Status:    "Succeeded",
			},
			{
				Pipeline:  "p",
				Execution: "other",
				ID:        "2",
			},
			{
				Pipeline:  "q",
				Execution: "e",
				ID:        "3",
			},
			{
				Pipeline:  "p",
				Execution: "e",
				ID:        "4",
				Category:  "Approval",
				Status:    "Failed",
				UpdatedBy: "arn:alice",
			},
		}
		answer, err := codepipeline.List(actions, map[string]any{
			"PipelineName": "p",
			"Filter":       map[string]any{"PipelineExecutionId": "e"},
		})
		require.NoError(t, err)
		details := answer.(map[string]any)["ActionExecutionDetails"].([]any)
		require.Len(t, details, 2)
		assert.Equal(t, "4", details[0].(map[string]any)["ActionExecutionId"])
		assert.Equal(t, "arn:alice", details[0].(map[string]any)["UpdatedBy"])
		assert.Equal(t, map[string]any{
			"PipelineExecutionId": "e", "ActionExecutionId": "1", "StageName": "Source", "ActionName": "Source",
			"Status": "Succeeded", "Input": map[string]any{"ActionTypeId": map[string]any{"Category": "Source"}},
		}, details[1], "CodePipeline's own changes have no user")
	})
	t.Run("rejects what it does not know", func(t *testing.T) {
		t.Parallel()
		_, err := codepipeline.List(nil, map[string]any{"PipelineName": "p", "Filters": nil})
		require.EqualError(t, err, `States.Runtime: the field "Filters" is not supported by the API`)
		_, err = codepipeline.List(nil, map[string]any{"PipelineName": "p"})
		require.ErrorContains(t, err, "CodePipeline.ValidationException: ")
	})
}
