package start_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

func TestWatch(t *testing.T) { // R10
	t.Parallel()
	watched := build(true, nil, "api", "cart")
	rec := deliverytest.Built(t, false, watched)
	t.Run("takes every push to the branch", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "rule-pushes-dev", "eventBusName": "bus-github-dev", "state": "ENABLED",
			"description": "Has the rules looked at that start pipelines, on a push to main of octo-org/shop",
			"eventPattern": deliverytest.Object(t, `{
				"source": ["github.com"], "detail-type": ["push"],
				"detail": {"ref": ["refs/heads/main"], "deleted": [false], "repository": {"full_name": ["octo-org/shop"]}}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "pushes-rule"))
	})
	t.Run("says how many rules lead to the starter, its own among them", func(t *testing.T) {
		t.Parallel()
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "pushes-target")
		assert.Equal(t, "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev", target.Inputs["arn"])
		assert.Equal(t, map[string]any{
			"inputPaths":    map[string]any{"commit": "$.detail.after", "at": "$.time"},
			"inputTemplate": `{"bus":"bus-github-dev","commit":"<commit>","pushedAt":"<at>","rules":3}`,
		}, target.Inputs["inputTransformer"])
		assert.Subset(t, target.DependsOn, []string{"trigger-api-target", "trigger-cart-target", "start-call-role-policy"},
			"it counts what is there")
		assert.Equal(t, map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
			target.Inputs["deadLetterConfig"])
	})
	t.Run("counts no more than EventBridge lists at once", func(t *testing.T) {
		t.Parallel()
		var many []string
		for i := range 120 {
			many = append(many, fmt.Sprintf("s%d", i))
		}
		target := deliverytest.Built(t, false, build(true, nil, many...)).
			Get(t, "cloudwatch/eventTarget:EventTarget", "pushes-target")
		assert.Contains(t, target.Inputs["inputTransformer"].(map[string]any)["inputTemplate"], `"rules":100}`)
	})
	t.Run("lives with the pipelines", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertPlaced(t, deliverytest.Built(t, true, watched), "pushes-", pulumitest.Account)
		deliverytest.AssertPreviewed(t, rec, watched)
	})
	t.Run("names what was rejected", func(t *testing.T) { // R17
		t.Parallel()
		texts := map[string]string{
			"pushes":        "register component pushes",
			"pushes-rule":   "create rule rule-pushes-dev",
			"pushes-target": "create target of rule rule-pushes-dev",
		}
		deliverytest.AssertErrors(t, texts, watched)
		deliverytest.AssertEveryResourceHasAnError(t, texts, rec, "pushes")
	})
}
