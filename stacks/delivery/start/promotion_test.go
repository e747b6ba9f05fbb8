package start_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/start"
)

// buildPromotion gives service api a rule on its releases in staging.
func buildPromotion(r deliverytest.Rig) error {
	bus, err := r.Bus()
	if err != nil {
		return err
	}
	starter, err := start.NewStarter(r.Ctx, "start", start.StarterArgs{
		Machine:          "sfn-start-dev",
		Role:             "role-start-dev",
		CallerRole:       "role-push-dev",
		Pipelines:        "pipeline-*-dev",
		Suffix:           r.Suffix,
		Rules:            []string{"bus-github-dev/*", "rule-promotion-*-dev"},
		Bus:              bus,
		LogRetentionDays: 365,
		Account:          r.Own,
	})
	if err != nil {
		return err
	}
	promotion, err := start.NewPromotion(r.Ctx, "promotion-api", start.PromotionArgs{
		Rule:     "rule-promotion-api-dev",
		Service:  deliverytest.Service("api"),
		From:     "staging",
		Release:  "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-staging",
		Pipeline: deliverytest.Output("pipeline-api-dev"),
		Starter:  starter,
		Bus:      bus,
		Account:  r.Own,
	})
	if err == nil {
		r.Rec.Export("rule", promotion.RuleName)
	}
	return err
}

func TestPromotion(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, false, buildPromotion)
	t.Run("a release that succeeded in the environment before starts the pipeline", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "rule-promotion-api-dev", "state": "ENABLED",
			"description": "Starts the pipeline of api after a release that succeeded in staging",
			"tags":        map[string]any{"Service": "api"},
			"eventPattern": deliverytest.Object(t, `{
				"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"],
				"detail": {"status": ["SUCCEEDED"],
					"stateMachineArn": ["arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-staging"]}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "promotion-api-rule"))
		assert.Equal(t, map[string]any{"rule": "rule-promotion-api-dev"}, rec.Kept())
	})
	t.Run("R17 the starter gets the event, and no event is lost", func(t *testing.T) {
		t.Parallel()
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "promotion-api-target")
		deliverytest.AssertInputs(t, map[string]any{
			"targetId": "starter", "rule": "rule-promotion-api-dev",
			"arn":     "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev",
			"roleArn": "arn:aws:iam::111122223333:role/role-push-dev",
			"inputTransformer": map[string]any{
				"inputTemplate": `{"event":<aws.events.event.json>,"pipeline":"pipeline-api-dev","service":"api"}`,
			},
			"retryPolicy":      map[string]any{"maximumRetryAttempts": 60.0, "maximumEventAgeInSeconds": 3600.0},
			"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		}, target)
		assert.Contains(t, target.DependsOn, "start-call-role-policy")
	})
	t.Run("R16 the rule may start the starter", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, deliverytest.TrustIn(t, "events.amazonaws.com", "111122223333",
			"arn:aws:events:us-east-1:111122223333:rule/bus-github-dev/*",
			"arn:aws:events:us-east-1:111122223333:rule/rule-promotion-*-dev"),
			rec.Get(t, "iam/role:Role", "start-call-role").Decoded(t)["assumeRolePolicy"])
	})
	t.Run("it is where the pipeline is, and previewed", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertPlaced(t, rec, "promotion-", pulumitest.Account)
		deliverytest.AssertPreviewed(t, rec, buildPromotion)
	})
	t.Run("R17 an error names what AWS rejected", func(t *testing.T) {
		t.Parallel()
		texts := map[string]string{
			"promotion-api":        "register component promotion-api",
			"promotion-api-rule":   "create rule rule-promotion-api-dev",
			"promotion-api-target": "create target of rule rule-promotion-api-dev",
		}
		deliverytest.AssertErrors(t, texts, buildPromotion)
		deliverytest.AssertEveryResourceHasAnError(t, texts, rec, "promotion")
	})
}
