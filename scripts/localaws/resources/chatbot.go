package resources

import (
	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const channelType = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"

// chatbotTypes are those of Amazon Q Developer in chat applications, which was AWS
// Chatbot. No account of the simulated AWS has to be let into a workspace.
func chatbotTypes() []*Type {
	return []*Type{{
		Token:    channelType,
		Label:    "Chatbot Slack Channel Configuration",
		Tagged:   true,
		Required: []string{"configurationName", "iamRoleArn", "slackChannelId", "slackTeamId"},
		Defaults: properties.Map{"loggingLevel": "NONE", "userAuthorizationRequired": false},
		Name: Name{
			Property: "configurationName",
			Min:      1,
			Max:      128,
			Allowed:  `[A-Za-z0-9_-]+`,
			Words:    "must be letters, digits, hyphens and underscores",
		},
		ID: func(c *Call) string {
			return "arn:aws:chatbot::" + c.Account + ":chat-configuration/slack-channel/" + c.Name()
		},
		Outputs: func(c *Call) properties.Map {
			out := properties.Map{
				"chatConfigurationArn": c.ID,
				"slackChannelName":     "channel-" + c.In.Str("slackChannelId"),
				"slackTeamName":        "workspace-" + c.In.Str("slackTeamId"),
			}
			if !c.In.Has("guardrailPolicyArns") {
				out["guardrailPolicyArns"] = []any{"arn:aws:iam::aws:policy/AdministratorAccess"}
			}
			if !c.In.Has("snsTopicArns") {
				out["snsTopicArns"] = []any{}
			}
			return out
		},
		Validate: []Check{oneOf("loggingLevel", "ERROR", "INFO", "NONE"), isARN("iamRoleArn")},
		Create: []Rule{assumable("chatbot", "CreateSlackChannelConfiguration", "iamRoleArn", chatbot), channelFree,
			shownTopics},
		Update: []Rule{assumable("chatbot", "UpdateSlackChannelConfiguration", "iamRoleArn", chatbot),
			sameWorkspace, channelFree, shownTopics},
		Exists: taken("chatbot", "CreateSlackChannelConfiguration", "ConflictException",
			func(c *Call) string { return "Configuration " + c.Name() + " already exists." }),
	}}
}

const chatbot = "chatbot.amazonaws.com"

// channelFree rejects a channel that another configuration of the account has.
func channelFree(c *Call) error {
	others, err := c.List(channelType)
	if err != nil {
		return err
	}
	team, channel := c.In.Str("slackTeamId"), c.In.Str("slackChannelId")
	for _, o := range others {
		if o.Str("chatConfigurationArn") != c.ID && o.Str("slackTeamId") == team && o.Str("slackChannelId") == channel {
			return awserr.New("chatbot", "CreateSlackChannelConfiguration", "InvalidRequestException", "Invalid request "+
				"provided: Slack channel with ID %s in Slack team %s has already been configured for AWS account %s.",
				channel, team, c.Account)
		}
	}
	return nil
}

// sameWorkspace rejects what no call can change: the provider does not make another
// configuration of it (Chatbot API reference, UpdateSlackChannelConfiguration).
func sameWorkspace(c *Call) error {
	for _, property := range []string{"slackTeamId", "configurationName"} {
		if c.In.Str(property) != c.Was.Str(property) {
			return awserr.Warn("the provider would find %s of %s unchanged after the update, and fail.", property, c.ID)
		}
	}
	return nil
}

// shownTopics rejects topics that are not there: the service subscribes itself to each.
func shownTopics(c *Call) error {
	for _, arn := range c.In.Strs("snsTopicArns") {
		if _, ok := c.topic(arn); !ok && c.Simulated(arnOf(arn).AccountID) {
			return awserr.New("chatbot", "CreateSlackChannelConfiguration", "InvalidParameterException",
				"SNS topic %s does not exist", arn)
		}
	}
	return nil
}
