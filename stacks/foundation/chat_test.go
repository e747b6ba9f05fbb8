package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestChat(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"
	rec := deploy(t, chatting)
	t.Run("R8 the channel shows what the topic gets, and nobody can act from it", func(t *testing.T) {
		t.Parallel()
		channel := rec.Get(t, "chatbot/slackChannelConfiguration:SlackChannelConfiguration", "chat-channel")
		assert.Equal(t, map[string]any{
			"configurationName":         "chat-deployments-dev",
			"slackTeamId":               "T0123ABCD",
			"slackChannelId":            "C0123ABCD",
			"snsTopicArns":              []any{arn},
			"iamRoleArn":                "arn:aws:iam::111122223333:role/role-chat-dev",
			"guardrailPolicyArns":       []any{"arn:aws:iam::aws:policy/AWSDenyAll"},
			"userAuthorizationRequired": true,
			"loggingLevel":              "NONE",
		}, channel.Inputs)
	})
	t.Run("R16 its role has no rights", func(t *testing.T) {
		t.Parallel()
		role := rec.Get(t, "iam/role:Role", "chat-role")
		assert.Equal(t, "role-chat-dev", role.Inputs["name"])
		assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
			"Principal": {"Service": ["chatbot.amazonaws.com"]}, "Action": ["sts:AssumeRole"]}]}`,
			role.Inputs["assumeRolePolicy"].(string))
		assert.Empty(t, rec.Of("iam/rolePolicy:RolePolicy"))
	})
	t.Run("without the setting there is none of it, and the rest is the same", func(t *testing.T) {
		t.Parallel()
		silent := deploy(t, plain)
		assert.Empty(t, silent.Of("iam/role:Role"))
		assert.Len(t, rec.All(), len(silent.All())+3)
		for _, x := range silent.All() {
			assert.Equal(t, x.Inputs, rec.Get(t, x.Type, x.Name).Inputs, x.Name)
		}
	})
}
