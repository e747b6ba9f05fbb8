package push_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// change is what CodePipeline reports (CodePipeline user guide,
// detect-state-changes-cloudwatch-events).
func change(pipeline, detailType, state string) map[string]any {
	return map[string]any{
		"version":     "0",
		"id":          "event-1",
		"detail-type": detailType,
		"source":      "aws.codepipeline",
		"account":     "111122223333",
		"time":        "2026-03-01T12:00:00Z",
		"region":      "us-east-1",
		"resources":   []any{"arn:aws:codepipeline:us-east-1:111122223333:" + pipeline},
		"detail":      map[string]any{"pipeline": pipeline, "execution-id": "run-1", "state": state, "version": 3.0},
	}
}

func TestEveryStateChangeOfAPipelineReachesTheRecorderOnce(t *testing.T) { // R6
	t.Parallel()
	all := routes(t, deployed(t, shop()))
	for _, kind := range []string{"Pipeline", "Stage", "Action"} {
		for _, state := range []string{
			"STARTED", "SUCCEEDED", "FAILED", "CANCELED", "SUPERSEDED", "STOPPING", "STOPPED", "RESUMED",
		} {
			event := change("pipeline-api-dev", "CodePipeline "+kind+" Execution State Change", state)
			assert.Equal(t, map[string]any{"record-api": map[string]any{
				"service": "api",
				"event":   event,
			}}, started(t, all, "", event))
		}
	}
}

func TestPipelinesOfOtherEnvironmentsAndTeamsAreNotRecorded(t *testing.T) { // R13
	t.Parallel()
	all := routes(t, deployed(t, shop()))
	for _, pipeline := range []string{
		"pipeline-api-x-dev", "pipeline-api-dev-2", "pipeline-orders-dev", "pipeline-api-prod", "api",
	} {
		assert.Empty(t,
			started(t, all, "", change(pipeline, "CodePipeline Pipeline Execution State Change", "FAILED")), pipeline)
	}
	assert.Empty(t, started(t, all, "", change("pipeline-api-dev", "AWS API Call via CloudTrail", "STARTED")))
}
