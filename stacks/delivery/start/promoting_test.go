package start_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery"
	"slipway/stacks/delivery/deliverytest"
)

// settings are the keys of a stack dev, beside an environment staging.
type settings map[string]string

func (s settings) Get(key string) (string, bool) { v, ok := s[key]; return v, ok }
func (s settings) Stack() string                 { return "dev" }
func (s settings) Beside(_, stack string) (config.Source, bool, error) {
	return settings{}, stack == "staging", nil
}

func TestPromoting(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Promoting(t).Deployed(t)
	t.Run("no push starts the pipeline of a promoting environment", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "DISABLED", rec.Get(t, "cloudwatch/eventRule:EventRule", "trigger-api-rule").Inputs["state"], "R10")
		assert.Empty(t, rec.Of("apigatewayv2/api:Api"), "there is no webhook")
		assert.Equal(t, "", rec.Kept()["webhookUrl"])
	})
	t.Run("a release in the environment before does", func(t *testing.T) {
		t.Parallel()
		rule := rec.Get(t, "cloudwatch/eventRule:EventRule", "promotion-api-rule")
		assert.Equal(t, []any{"arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-staging"},
			rule.JSON(t, "eventPattern")["detail"].(map[string]any)["stateMachineArn"])
	})
	t.Run("R17 what the rule cannot deliver is kept", func(t *testing.T) {
		t.Parallel()
		assert.Contains(t, rec.Get(t, "sqs/queuePolicy:QueuePolicy", "push-dead-letters-policy").Inputs["policy"],
			"rule/rule-promotion-*-dev")
	})
	t.Run("R17 a rule that AWS rejects is named", func(t *testing.T) {
		t.Parallel()
		e := deliverytest.Promoting(t)
		e.Refuse = pulumitest.RefuseNamed("promotion-api-rule", assert.AnError)
		require.ErrorContains(t, e.Deploy().Err, "create rule rule-promotion-api-dev")
	})
	t.Run("a trigger is rejected, which would have no effect", func(t *testing.T) {
		t.Parallel()
		_, err := delivery.LoadConfig(settings{"promoteFrom": "staging", "trigger": "connection"})
		require.ErrorContains(t, err,
			`slipway-delivery:trigger is "connection": not together with promoteFrom, with which no `+
				"push starts a pipeline; leave one of the two out")
	})
}
