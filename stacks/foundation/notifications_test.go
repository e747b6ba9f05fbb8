package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNotifications(t *testing.T) {
	t.Parallel()
	rec := deploy(t, plain.with(values{"emails": `["ops@acme.test", "oncall@acme.test"]`}))
	topic := rec.Get(t, "sns/topic:Topic", "notifications-topic")

	t.Run("R8 R16 the topic is encrypted with the customer managed key, as alarms cannot use the one AWS manages", func(
		t *testing.T,
	) {
		t.Parallel()
		assert.Equal(t, "topic-deployments-dev", topic.Inputs["name"])
		assert.Regexp(t, `^arn:aws:kms:us-east-1:111122223333:key/1234abcd-`, topic.Inputs["kmsMasterKeyId"])
		assert.Empty(t, but(topic, "name", "kmsMasterKeyId"))
	})
	t.Run("R8 every address is subscribed, named by itself so that adding one leaves the others confirmed", func(
		t *testing.T,
	) {
		t.Parallel()
		assert.Len(t, rec.Of("sns/topicSubscription:TopicSubscription"), 2)
		for _, address := range []string{"ops@acme.test", "oncall@acme.test"} {
			s := rec.Get(t, "sns/topicSubscription:TopicSubscription", "notifications-"+address)
			assert.Equal(t, map[string]any{
				"topic": "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev", "protocol": "email", "endpoint": address,
			}, s.Inputs)
		}
	})
	t.Run("R8 R16 alarms and notification rules publish, and nobody without TLS", func(t *testing.T) {
		t.Parallel()
		p := rec.Get(t, "sns/topicPolicy:TopicPolicy", "notifications-policy")
		assert.Equal(t, "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev", p.Inputs["arn"])
		assert.JSONEq(t, `{
			"Version": "2012-10-17",
			"Statement": [
				{
					"Sid": "Alarms", "Effect": "Allow",
					"Principal": {"Service": ["cloudwatch.amazonaws.com"]},
					"Action": ["sns:Publish"], "Resource": ["arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"],
					"Condition": {
						"StringEquals": {"aws:SourceAccount": ["111122223333"]},
						"ArnLike": {"aws:SourceArn": ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm-*-dev"]}
					}
				},
				{
					"Sid": "Notifications", "Effect": "Allow",
					"Principal": {"Service": ["codestar-notifications.amazonaws.com"]},
					"Action": ["sns:Publish"], "Resource": ["arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"]
				},
				{
					"Sid": "OnlyTLS", "Effect": "Deny", "Principal": "*",
					"Action": ["sns:Publish"], "Resource": ["arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}
				}
			]
		}`, policy(t, p))
	})
}

func TestNotificationsWithTargetAccount(t *testing.T) {
	t.Parallel()
	p := deploy(t, twoAccount).Get(t, "sns/topicPolicy:TopicPolicy", "notifications-policy")
	statements := p.JSON(t, "policy")["Statement"].([]any)
	assert.Equal(t, map[string]any{
		"StringEquals": map[string]any{"aws:SourceAccount": []any{"111122223333", "444455556666"}},
		"ArnLike": map[string]any{"aws:SourceArn": []any{
			"arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm-*-dev",
			"arn:aws:cloudwatch:us-east-1:444455556666:alarm:alarm-*-dev",
		}},
	}, statements[0].(map[string]any)["Condition"], "R8: the error alarm lives beside its function")
}
