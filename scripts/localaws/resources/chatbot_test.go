package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

// channel is a configuration that AWS takes, with the changes.
func channel(changes m) func(awstest.Client) m {
	return func(c awstest.Client) m {
		return awstest.With(m{
			"configurationName": "chat-a",
			"iamRoleArn":        c.Role("role-chat", "chatbot"),
			"slackTeamId":       "T0123ABCD",
			"slackChannelId":    "C0123ABCD",
		}, changes)
	}
}

func TestChannelsRejectWhatAWSRejects(t *testing.T) {
	t.Parallel()
	const creating = "creating Chatbot Slack Channel Configuration (chat-a): operation error chatbot: " +
		"CreateSlackChannelConfiguration, api error "
	given := func(name string) func(awstest.Client) {
		return func(c awstest.Client) {
			c.Given(awstest.Channel, "other", m{
				"configurationName": name,
				"iamRoleArn":        c.Role("role-other", "chatbot"),
				"slackTeamId":       "T0123ABCD",
				"slackChannelId":    "C0123ABCD",
			})
		}
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a channel that another configuration of the account has",
			Given: given("chat-b"),
			Token: awstest.Channel,
			Make:  channel(nil),
			Want: creating + "InvalidRequestException: Invalid request provided: Slack channel with ID C0123ABCD in Slack " +
				"team T0123ABCD has already been configured for AWS account 000000000000.",
		},
		{
			Says:  "a name that another configuration has",
			Given: given("chat-a"),
			Token: awstest.Channel,
			Make:  channel(m{"slackChannelId": "C0000ABCD"}),
			Want:  creating + "ConflictException: Configuration chat-a already exists.",
		},
		{
			Says:  "a role that the service may not assume",
			Token: awstest.Channel,
			Make: func(c awstest.Client) m {
				return channel(m{"iamRoleArn": c.Role("role-build", "codebuild")})(c)
			},
			Want: creating + "InvalidParameterException: The service may not assume the role " +
				"(role arn:aws:iam::000000000000:role/role-build, service chatbot.amazonaws.com)",
		},
		{
			Says:  "a topic that is not there",
			Token: awstest.Channel,
			Make:  channel(m{"snsTopicArns": list{awstest.TopicARN}}),
			Want:  creating + "InvalidParameterException: SNS topic " + awstest.TopicARN + " does not exist",
		},
		{
			Says:  "an unknown level of logs",
			Token: awstest.Channel,
			Make:  channel(m{"loggingLevel": "DEBUG"}),
			Want:  `loggingLevel: expected loggingLevel to be one of ["ERROR" "INFO" "NONE"], got DEBUG`,
		},
	})
}

func TestAChannelChangesInPlace(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	in := channel(nil)(c)
	e := c.Given(awstest.Channel, "it", in)
	now, err := c.Update(e, awstest.With(in, m{"slackChannelId": "G0000ABCD"}))
	require.NoError(t, err)
	assert.Equal(t, "channel-G0000ABCD", now.Out["slackChannelName"])
	for property, value := range map[string]string{"slackTeamId": "T9", "configurationName": "chat-b"} {
		_, err = c.Update(now, awstest.With(now.In, m{property: value}))
		require.ErrorContains(t, err, "would find "+property+" of")
	}
}
