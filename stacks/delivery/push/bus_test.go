package push_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

func buildBus(r deliverytest.Rig) error {
	bus, err := r.Bus()
	if err != nil {
		return err
	}
	r.Rec.Export("name", bus.Name)
	r.Rec.Export("arn", bus.Arn)
	r.Rec.Export("deadLetterName", bus.DeadLetterName)
	r.Rec.Export("deadLetterArn", bus.DeadLetterArn)
	r.Rec.Export("deadLetterUrl", bus.DeadLetterURL)
	return nil
}

func TestTheBusTakesPushesFromTheReceiverAndNothingFromAnybodyElse(t *testing.T) { // V1
	t.Parallel()
	rec := deliverytest.Built(t, false, buildBus)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "bus-github-dev", "description": "GitHub pushes that the webhook receiver has verified",
	}, rec.Get(t, "cloudwatch/eventBus:EventBus", "push-bus"))
	deliverytest.AssertInputs(t, map[string]any{
		"eventBusName": "bus-github-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
			{
				"Sid": "ReceiverPutsPushes", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
				"Action": ["events:PutEvents"], "Resource": ["arn:aws:events:us-east-1:111122223333:event-bus/bus-github-dev"],
				"Condition": {
					"ForAllValues:StringEquals": {"events:source": ["github.com"]},
					"StringEquals": {"events:detail-type": ["push"]},
					"Null": {"events:source": ["false"]},
					"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/role-webhook-dev"]}
				}
			},
			{
				"Sid": "NobodyElsePutsAnything", "Effect": "Deny", "Principal": "*",
				"Action": ["events:PutEvents"], "Resource": ["arn:aws:events:us-east-1:111122223333:event-bus/bus-github-dev"],
				"Condition": {"ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/role-webhook-dev"]}}
			}
		]}`),
	}, rec.Get(t, "cloudwatch/eventBusPolicy:EventBusPolicy", "push-bus-policy"))
}

func TestTheBusKnowsTheReceiversRoleAtThePathOfTheRoles(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, false, func(r deliverytest.Rig) error {
		r.Own.RolePath = "/shop/"
		return buildBus(r)
	})
	text, _ := rec.Get(t, "cloudwatch/eventBusPolicy:EventBusPolicy", "push-bus-policy").Inputs["policy"].(string)
	assert.Equal(t, 2, strings.Count(text, `"arn:aws:iam::111122223333:role/shop/role-webhook-dev"`), text)
}

func TestDeadLettersAreEncryptedKeptForTwoWeeksAndSentByOurRulesOnly(t *testing.T) { // R16, V2
	t.Parallel()
	rec := deliverytest.Built(t, false, buildBus)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "queue-deadletters-dev", "sqsManagedSseEnabled": true, "messageRetentionSeconds": 1209600.0,
	}, rec.Get(t, "sqs/queue:Queue", "push-dead-letters"))
	deliverytest.AssertInputs(t, map[string]any{
		"queueUrl": "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
			{
				"Sid": "RulesSendWhatTheyCouldNotDeliver", "Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com"]},
				"Action": ["sqs:SendMessage"], "Resource": ["arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"],
				"Condition": {
					"StringEquals": {"aws:SourceAccount": ["111122223333"]},
					"ArnLike": {"aws:SourceArn": [
						"arn:aws:events:us-east-1:111122223333:rule/bus-github-dev/*",
						"arn:aws:events:us-east-1:111122223333:rule/rule-pipeline-*-dev",
					"arn:aws:events:us-east-1:111122223333:rule/rule-undo-*-dev"
					]}
				}
			},
			{
				"Sid": "OnlyEncryptedConnections", "Effect": "Deny", "Principal": "*", "Action": ["sqs:*"],
				"Resource": ["arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"],
				"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}
			}
		]}`),
	}, rec.Get(t, "sqs/queuePolicy:QueuePolicy", "push-dead-letters-policy"))
}

func TestTheBusTellsItsNamesAndLivesWithThePipeline(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, true, buildBus)
	assert.Equal(t, map[string]any{
		"name":           "bus-github-dev",
		"arn":            "arn:aws:events:us-east-1:111122223333:event-bus/bus-github-dev",
		"deadLetterName": "queue-deadletters-dev",
		"deadLetterArn":  "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev",
		"deadLetterUrl":  "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev",
	}, rec.Kept())
	deliverytest.AssertPlaced(t, rec, "push-", pulumitest.Account)
	for _, name := range []string{"push-bus", "push-dead-letters"} {
		x := rec.Get(t, "", name)
		assert.True(t, x.DeleteBeforeReplace, name)
		assert.Equal(t, "push", x.Parent)
	}
	deliverytest.AssertPreviewed(t, deliverytest.Built(t, false, buildBus), buildBus)
}

func TestEveryRefusalAroundTheBusNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	texts := map[string]string{
		"push":                     "register component push",
		"push-bus":                 "create event bus bus-github-dev",
		"push-bus-policy":          "create policy of event bus bus-github-dev",
		"push-dead-letters":        "create dead-letter queue queue-deadletters-dev",
		"push-dead-letters-policy": "create policy of dead-letter queue queue-deadletters-dev",
	}
	deliverytest.AssertErrors(t, texts, buildBus)
	deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, buildBus), "push")
}

func TestDeadLettersAreSentByTheRulesOfTheFunctionsAccountToo(t *testing.T) { // R6, V2
	t.Parallel()
	rec := deliverytest.Built(t, true, buildBus)
	policy := rec.Get(t, "sqs/queuePolicy:QueuePolicy", "push-dead-letters-policy").JSON(t, "policy")
	assert.Equal(t, deliverytest.Object(t, `{
		"StringEquals": {"aws:SourceAccount": ["111122223333", "444455556666"]},
		"ArnLike": {"aws:SourceArn": [
			"arn:aws:events:us-east-1:111122223333:rule/bus-github-dev/*",
			"arn:aws:events:us-east-1:111122223333:rule/rule-pipeline-*-dev",
			"arn:aws:events:us-east-1:111122223333:rule/rule-undo-*-dev",
			"arn:aws:events:us-east-1:444455556666:rule/rule-change-*-dev"
		]}
	}`), policy["Statement"].([]any)[0].(map[string]any)["Condition"])
}
