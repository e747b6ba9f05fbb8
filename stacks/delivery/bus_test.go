package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

func buildBus(r rig) error {
	bus, err := r.bus()
	if err != nil {
		return err
	}
	r.rec.Export("name", bus.Name)
	r.rec.Export("arn", bus.Arn)
	r.rec.Export("deadLetterName", bus.DeadLetterName)
	r.rec.Export("deadLetterArn", bus.DeadLetterArn)
	return nil
}

func TestTheBusTakesPushesFromTheReceiverAndNothingFromAnybodyElse(t *testing.T) { // V1
	t.Parallel()
	rec := built(t, false, buildBus)
	assertInputs(t, map[string]any{
		"name": "bus-github-dev", "description": "GitHub pushes that the webhook receiver has verified",
	}, rec.Get(t, "cloudwatch/eventBus:EventBus", "push-bus"))
	assertInputs(t, map[string]any{
		"eventBusName": "bus-github-dev",
		"policy": object(t, `{"Version": "2012-10-17", "Statement": [
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

func TestDeadLettersAreEncryptedKeptForTwoWeeksAndSentByOurRulesOnly(t *testing.T) { // R16, V2
	t.Parallel()
	rec := built(t, false, buildBus)
	assertInputs(t, map[string]any{
		"name": "queue-deadletters-dev", "sqsManagedSseEnabled": true, "messageRetentionSeconds": 1209600.0,
	}, rec.Get(t, "sqs/queue:Queue", "push-dead-letters"))
	assertInputs(t, map[string]any{
		"queueUrl": "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev",
		"policy": object(t, `{"Version": "2012-10-17", "Statement": [
			{
				"Sid": "RulesSendWhatTheyCouldNotDeliver", "Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com"]},
				"Action": ["sqs:SendMessage"], "Resource": ["arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"],
				"Condition": {
					"StringEquals": {"aws:SourceAccount": ["111122223333"]},
					"ArnLike": {"aws:SourceArn": [
						"arn:aws:events:us-east-1:111122223333:rule/bus-github-dev/*",
						"arn:aws:events:us-east-1:111122223333:rule/rule-pipeline-*-dev"
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
	rec := built(t, true, buildBus)
	assert.Equal(t, map[string]any{
		"name":           "bus-github-dev",
		"arn":            "arn:aws:events:us-east-1:111122223333:event-bus/bus-github-dev",
		"deadLetterName": "queue-deadletters-dev",
		"deadLetterArn":  "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev",
	}, rec.Kept())
	assertPlaced(t, rec, "push-", pulumitest.Account)
	for _, name := range []string{"push-bus", "push-dead-letters"} {
		x := rec.Get(t, "", name)
		assert.True(t, x.DeleteBeforeReplace, name)
		assert.Equal(t, "push", x.Parent)
	}
	assertPreviewed(t, built(t, false, buildBus), buildBus)
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
	assertRefusals(t, texts, buildBus)
	assertEveryResourceIsRefused(t, texts, built(t, false, buildBus), "push")
}
