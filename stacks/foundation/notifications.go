package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// NotificationsArgs is what Notifications are made from.
type NotificationsArgs struct {
	Topic    naming.Name
	Names    naming.Environment
	Account  awsaccount.Account
	Accounts []string            // where the alarms are that publish to the topic
	KeyArn   pulumi.StringOutput // of the customer managed key
	Emails   []string            // who is told
}

// Notifications is the topic for messages about deployments, with its subscribers.
type Notifications struct {
	pulumi.ResourceState
	TopicArn pulumi.StringOutput
}

// NewNotifications makes the topic, its policy and a subscription an address.
func NewNotifications(
	ctx *pulumi.Context, name string, args NotificationsArgs, opts ...pulumi.ResourceOption,
) (*Notifications, error) {
	n := &Notifications{}
	if err := component.Register(ctx, contract.FoundationLayer, "Notifications", name, n, opts...); err != nil {
		return nil, err
	}
	topic, err := sns.NewTopic(ctx, name+"-topic", &sns.TopicArgs{
		Name:           pulumi.String(args.Topic.String()),
		KmsMasterKeyId: args.KeyArn,
	}, component.Named(n, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create topic: %w", err)
	}
	policy, err := sns.NewTopicPolicy(ctx, name+"-policy", &sns.TopicPolicyArgs{
		Arn:    topic.Arn,
		Policy: topicPolicy(topic.Arn, args).JSON(),
	}, component.Child(n, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create topic policy: %w", err)
	}
	for _, address := range args.Emails {
		// Named by the address, not by its place in the list: adding one
		// leaves the others confirmed.
		_, err = sns.NewTopicSubscription(ctx, name+"-"+address, &sns.TopicSubscriptionArgs{
			Topic:    topic.Arn,
			Protocol: pulumi.String("email"),
			Endpoint: pulumi.String(address),
		}, component.Child(n, args.Account)...)
		if err != nil {
			return nil, fmt.Errorf("subscribe %s: %w", address, err)
		}
	}
	n.TopicArn = component.After(topic.Arn, policy)
	return n, ctx.RegisterResourceOutputs(n, pulumi.Map{"topicArn": n.TopicArn})
}

// topicPolicy admits the services that send by themselves. Roles of this account
// that send, such as a pipeline's asking for approval, need no statement here:
// their own policies suffice.
func topicPolicy(topic pulumi.StringInput, args NotificationsArgs) iampolicy.Document {
	publish, thisTopic := []string{"sns:Publish"}, pulumi.StringArray{topic}
	return iampolicy.Document{
		{
			Sid:        "Alarms",
			Principals: []iampolicy.Principal{alarms},
			Actions:    publish,
			Resources:  thisTopic,
			Conditions: ownAlarms(args.Names, args.Account.Region, args.Accounts),
		},
		{
			// AWS documents no condition for this service (Developer Tools
			// console User Guide, set-up-sns).
			Sid:        "Notifications",
			Principals: []iampolicy.Principal{notifications},
			Actions:    publish,
			Resources:  thisTopic,
		},
		component.OnlyTLS("OnlyTLS", publish, topic),
	}
}
