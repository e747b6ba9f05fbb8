package deliverytest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

// PipelineType is the type of a pipeline, as recordings have it.
const PipelineType = "codepipeline/pipeline:Pipeline"

// StagesOf are the stages of a pipeline by their position.
func StagesOf(pipeline *pulumitest.Resource) (stages []map[string]any) {
	for _, s := range pipeline.Inputs["stages"].([]any) {
		stages = append(stages, s.(map[string]any))
	}
	return stages
}

// ActionIn is the one action of a stage.
func ActionIn(t *testing.T, stage map[string]any) map[string]any {
	t.Helper()
	actions := stage["actions"].([]any)
	require.Len(t, actions, 1)
	return actions[0].(map[string]any)
}

// LogDelivery are the actions that Step Functions needs to log (developer guide,
// cw-logs).
var LogDelivery = []any{
	"logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
	"logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
}

// SendTraces are the actions that Step Functions needs to trace (developer guide,
// concepts-xray-tracing).
var SendTraces = []any{
	"xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
}
