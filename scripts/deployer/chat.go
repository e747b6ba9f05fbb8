package deployer

import "slipway/shared/naming"

// chat are the grants on the channel that shows messages. Letting AWS into the workspace
// is not among them: a person does that in the console.
func chat() []grant {
	return []grant{
		{
			sid: "Chats",
			actions: of("chatbot", `CreateSlackChannelConfiguration DescribeSlackChannelConfigurations
				DescribeSlackWorkspaces ListTagsForResource`),
			on: everything,
		},
		{
			sid:     "Chat",
			actions: of("chatbot", "DeleteSlackChannelConfiguration TagResource UntagResource UpdateSlackChannelConfiguration"),
			on:      arns("chatbot::{A}", "chat-configuration/slack-channel/"+named(naming.Chat)),
		},
	}
}
