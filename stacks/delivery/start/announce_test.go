package start_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

const arrivals = "arn:aws:events:us-east-1:444455556666:event-bus/bus-promotion-prod"

func TestAnnouncement(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Lending(t).Deployed(t)
	t.Run("a release that succeeded is put on the bus of the later environment", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "rule-announce-api-dev", "state": "ENABLED",
			"description": "Tells later environments of each release of api that succeeded",
			"tags":        map[string]any{"Service": "api"},
			"eventPattern": deliverytest.Object(t, `{
				"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"],
				"detail": {"status": ["SUCCEEDED"],
					"stateMachineArn": ["arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev"]}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "announcement-api-rule"))
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "announcement-api-prod-target")
		deliverytest.AssertInputs(t, map[string]any{
			"targetId": "prod", "rule": "rule-announce-api-dev", "arn": arrivals,
			"roleArn":          "arn:aws:iam::111122223333:role/role-announce-dev",
			"retryPolicy":      map[string]any{"maximumRetryAttempts": 60.0, "maximumEventAgeInSeconds": 3600.0},
			"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		}, target)
		assert.Contains(t, target.DependsOn, "announcer-role-policy")
	})
	t.Run("R16 with a role that may do nothing else", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, deliverytest.TrustIn(t, "events.amazonaws.com", "111122223333",
			"arn:aws:events:us-east-1:111122223333:rule/rule-announce-*-dev"),
			rec.Get(t, "iam/role:Role", "announcer-role").Decoded(t)["assumeRolePolicy"])
		assert.Equal(t, deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
			"Sid": "TellLaterEnvironments", "Effect": "Allow", "Action": ["events:PutEvents"], "Resource": ["`+arrivals+`"]
		}]}`), rec.Get(t, "iam/rolePolicy:RolePolicy", "announcer-role-policy").Decoded(t)["policy"])
	})
	t.Run("R17 what cannot be told is kept", func(t *testing.T) {
		t.Parallel()
		assert.Contains(t, rec.Get(t, "sqs/queuePolicy:QueuePolicy", "push-dead-letters-policy").Inputs["policy"],
			"rule/rule-announce-*-dev")
	})
	t.Run("R17 an error names what AWS rejected", func(t *testing.T) {
		t.Parallel()
		for name, text := range map[string]string{
			"announcer":                    "register component announcer",
			"announcer-role":               "create role role-announce-dev",
			"announcement-api":             "register component announcement-api",
			"announcement-api-rule":        "create rule rule-announce-api-dev",
			"announcement-api-prod-target": "create target of rule rule-announce-api-dev",
		} {
			e := deliverytest.Lending(t)
			e.Refuse = pulumitest.RefuseNamed(name, assert.AnError)
			require.ErrorContains(t, e.Deploy().Err, text)
		}
	})
}

func TestArrival(t *testing.T) {
	t.Parallel()
	rec := deliverytest.PromotingFar(t).Deployed(t)
	const bus = "arn:aws:events:us-east-1:111122223333:event-bus/bus-promotion-dev"
	t.Run("R16 is a bus that takes events from the role of the environment before alone", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "bus-promotion-dev", "description": "Releases in account 444455556666 that are promoted",
		}, rec.Get(t, "cloudwatch/eventBus:EventBus", "arrival-bus"))
		deliverytest.AssertInputs(t, map[string]any{
			"eventBusName": "bus-promotion-dev",
			"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "RulesThereTellOfReleases", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::444455556666:root"]},
					"Action": ["events:PutEvents"], "Resource": ["`+bus+`"],
					"Condition": {"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/role-announce-staging"]}}
				},
				{
					"Sid": "NobodyElsePutsAnything", "Effect": "Deny", "Principal": "*",
					"Action": ["events:PutEvents"], "Resource": ["`+bus+`"],
					"Condition": {"ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/role-announce-staging"]}}
				}
			]}`),
		}, rec.Get(t, "cloudwatch/eventBusPolicy:EventBusPolicy", "arrival-bus-policy"))
	})
	t.Run("its rule starts the pipeline for the release machine there", func(t *testing.T) {
		t.Parallel()
		rule := rec.Get(t, "cloudwatch/eventRule:EventRule", "promotion-api-rule")
		assert.Equal(t, "bus-promotion-dev", rule.Inputs["eventBusName"])
		assert.Equal(t, []any{"arn:aws:states:us-east-1:444455556666:stateMachine:sfn-release-api-staging"},
			rule.JSON(t, "eventPattern")["detail"].(map[string]any)["stateMachineArn"])
		assert.Equal(t, "bus-promotion-dev",
			rec.Get(t, "cloudwatch/eventTarget:EventTarget", "promotion-api-target").Inputs["eventBusName"])
		const pattern = "rule/bus-promotion-dev/rule-promotion-*-dev"
		assert.Contains(t, rec.Get(t, "iam/role:Role", "start-call-role").Inputs["assumeRolePolicy"], pattern)
		assert.Contains(t, rec.Get(t, "sqs/queuePolicy:QueuePolicy", "push-dead-letters-policy").Inputs["policy"], pattern)
	})
	t.Run("R17 an error names what AWS rejected", func(t *testing.T) {
		t.Parallel()
		for name, text := range map[string]string{
			"arrival":            "register component arrival",
			"arrival-bus":        "create event bus bus-promotion-dev",
			"arrival-bus-policy": "create policy of event bus bus-promotion-dev",
		} {
			e := deliverytest.PromotingFar(t)
			e.Refuse = pulumitest.RefuseNamed(name, assert.AnError)
			require.ErrorContains(t, e.Deploy().Err, text)
		}
	})
}
