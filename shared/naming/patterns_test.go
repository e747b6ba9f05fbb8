package naming_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/naming"
)

func TestPatterns(t *testing.T) {
	t.Parallel()
	e := environment(t, "dev", "api")
	assert.Equal(t, "alarm-*-dev", e.AlarmPattern())
	assert.Equal(t, "rule-pipeline-*-dev", e.RecordRulePattern())
	assert.Equal(t, "rule-undo-*-dev", e.UndoRulePattern())
	assert.Equal(t, "rule-push-*-dev", e.PushRulePattern())
	assert.Equal(t, "rule-promotion-*-dev", e.PromotionRulePattern())
	assert.Equal(t, "bus-promotion-dev/rule-promotion-*-dev", e.AnnouncedRulePattern())
	assert.Equal(t, "rule-announce-*-dev", e.AnnounceRulePattern())
	assert.Equal(t, "rule-change-*-dev", e.ChangeRulePattern())
	assert.Equal(t, "rule-approve-*-dev", e.ApproveRulePattern())
	assert.Equal(t, "bus-changes-dev/rule-change-*-dev", e.ForwardedRulePattern())
	assert.Equal(t, "pipeline-*-dev", e.PipelinePattern())
	assert.Equal(t, []naming.Name{"pipeline-api-dev", "pipeline-cart-dev"},
		environment(t, "dev", "cart", "api").Pipelines())
	assert.Equal(t, "live", naming.LiveAlias)
	assert.Equal(t, "rule-event-order-api-nightly-dev", e.EventRule("order-api", "nightly").String())
	assert.NoError(t, naming.Rule.Check(
		environment(t, longestSuffix, longestService).EventRule(longestService, "twelveletter").String()))
}

func TestLogGroup(t *testing.T) {
	t.Parallel()
	for want, service := range map[string]naming.LogService{
		"/aws/lambda/x":                naming.LambdaLogs,
		"/aws/codebuild/x":             naming.CodeBuildLogs,
		"/aws/vendedlogs/states/x":     naming.StateMachineLogs,
		"/aws/vendedlogs/apigateway/x": naming.APILogs,
	} {
		assert.Equal(t, want, naming.LogGroup(service, "x"))
	}
}
