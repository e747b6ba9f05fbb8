package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/chatbot"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// denyAll is the guardrail: whatever rights somebody gives to the role, or to people in
// the channel, nothing can be done from there. Without a guardrail AWS applies
// AdministratorAccess (Amazon Q Developer in chat applications API reference,
// CreateSlackChannelConfiguration).
const denyAll = "arn:aws:iam::aws:policy/AWSDenyAll"

// ChatArgs is what Chat is made from.
type ChatArgs struct {
	Configuration naming.Name
	Role          naming.Name
	Channel       Channel
	TopicArn      pulumi.StringOutput
	Account       awsaccount.Account
}

// Chat shows the topic's messages in a Slack channel. The service, Amazon Q Developer
// in chat applications, subscribes itself to the topic with its service-linked role. It
// shows the messages whose form it knows: of alarms, of notification rules, and custom
// ones such as the release machine's. The others, such as an approval's own mail, it
// passes over: a notification rule tells of the same.
type Chat struct {
	pulumi.ResourceState
}

// NewChat makes the channel's configuration and its role, which has no rights.
func NewChat(ctx *pulumi.Context, name string, args ChatArgs, opts ...pulumi.ResourceOption) (*Chat, error) {
	c := &Chat{}
	if err := component.Register(ctx, contract.FoundationLayer, "Chat", name, c, opts...); err != nil {
		return nil, err
	}
	role, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:        args.Role,
		Description: "Shows messages in chat; it has no rights, and is to get none",
		// AWS documents no condition for this service; one that it does not send would
		// silence the channel, and a role without rights lends nobody any.
		Trust:   component.TrustAnyAccount("chatbot.amazonaws.com"),
		Account: args.Account,
	}, c)
	if err != nil {
		return nil, err
	}
	_, err = chatbot.NewSlackChannelConfiguration(ctx, name+"-channel", &chatbot.SlackChannelConfigurationArgs{
		ConfigurationName:         pulumi.String(args.Configuration.String()),
		SlackTeamId:               pulumi.String(args.Channel.Workspace),
		SlackChannelId:            pulumi.String(args.Channel.Channel),
		SnsTopicArns:              pulumi.StringArray{args.TopicArn},
		IamRoleArn:                role.Arn,
		GuardrailPolicyArns:       pulumi.StringArray{pulumi.String(denyAll)},
		UserAuthorizationRequired: pulumi.Bool(true),
		// Its log group would be AWS's own, without an end to its logs.
		LoggingLevel: pulumi.String("NONE"),
	}, component.Named(c, args.Account, pulumi.DependsOn(role.Ready),
		// No call changes these, and the provider does not know it.
		pulumi.ReplaceOnChanges([]string{"configurationName", "slackTeamId"}))...)
	if err != nil {
		return nil, fmt.Errorf("show the topic in Slack: %w", err)
	}
	return c, ctx.RegisterResourceOutputs(c, pulumi.Map{})
}
