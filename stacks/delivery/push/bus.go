// Package push brings a push at GitHub to the pipelines: the connection to GitHub,
// the webhook's endpoint and receiver function, the event bus, and for each service
// the rule that starts its pipeline.
//
// What a pipeline does with the push is in package pipeline.
package push

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/receiver/pushevent"
)

// BusArgs describe the bus that pushes arrive on, and the queue for events that
// no rule could deliver.
type BusArgs struct {
	Name        naming.Name
	Sender      naming.Name // the webhook receiver's role, the only one to put events
	DeadLetters naming.Name // the queue
	OtherRules  []string    // patterns of the account's other rules that share the queue
	FarRules    []string    // the same of rules in the account of the functions, Target
	Account     awsaccount.Account
	Target      awsaccount.Account // may be the same
}

// Bus is the project's own event bus. Nothing of AWS writes to it, so an event
// on it is a push that the receiver has verified.
type Bus struct {
	pulumi.ResourceState

	Name           pulumi.StringOutput
	Arn            pulumi.StringOutput
	DeadLetterName pulumi.StringOutput
	DeadLetterArn  pulumi.StringOutput
	DeadLetterURL  pulumi.StringOutput
}

// deadLetterDays is how long an undelivered event can be looked at: the most
// SQS keeps a message (SQS API, SetQueueAttributes).
const deadLetterDays = 14

// NewBus makes the bus with its policy and the dead-letter queue with its own.
func NewBus(ctx *pulumi.Context, name string, args BusArgs, opts ...pulumi.ResourceOption) (*Bus, error) {
	b := &Bus{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Bus", name, b, opts...); err != nil {
		return nil, err
	}
	bus, err := cloudwatch.NewEventBus(ctx, name+"-bus", &cloudwatch.EventBusArgs{
		Name:        pulumi.String(args.Name.String()),
		Description: pulumi.String("GitHub pushes that the webhook receiver has verified"),
	}, component.Named(b, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create event bus %s: %w", args.Name, err)
	}
	if _, err := cloudwatch.NewEventBusPolicy(ctx, name+"-bus-policy", &cloudwatch.EventBusPolicyArgs{
		EventBusName: bus.Name,
		Policy:       busPolicy(args, bus.Arn).JSON(),
	}, component.Child(b, args.Account)...); err != nil {
		return nil, fmt.Errorf("create policy of event bus %s: %w", args.Name, err)
	}
	queue, err := sqs.NewQueue(ctx, name+"-dead-letters", &sqs.QueueArgs{
		Name:                    pulumi.String(args.DeadLetters.String()),
		SqsManagedSseEnabled:    pulumi.Bool(true),
		MessageRetentionSeconds: pulumi.Int(deadLetterDays * 24 * 60 * 60),
	}, component.Named(b, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create dead-letter queue %s: %w", args.DeadLetters, err)
	}
	if _, err := sqs.NewQueuePolicy(ctx, name+"-dead-letters-policy", &sqs.QueuePolicyArgs{
		QueueUrl: queue.Url,
		Policy:   deadLetterPolicy(args, queue.Arn).JSON(),
	}, component.Child(b, args.Account)...); err != nil {
		return nil, fmt.Errorf("create policy of dead-letter queue %s: %w", args.DeadLetters, err)
	}
	b.Name, b.Arn, b.DeadLetterName = bus.Name, bus.Arn, queue.Name
	b.DeadLetterArn, b.DeadLetterURL = queue.Arn, queue.Url
	outputs := pulumi.Map{
		"name":           b.Name,
		"arn":            b.Arn,
		"deadLetterName": b.DeadLetterName,
		"deadLetterArn":  b.DeadLetterArn,
		"deadLetterUrl":  b.DeadLetterURL,
	}
	return b, ctx.RegisterResourceOutputs(b, outputs)
}

// busPolicy lets the receiver put pushes and nobody else anything: without the
// denial, whoever may put events on any bus of the account could start a build
// with a push that never was. The role is named by a condition, because it may
// not exist yet.
func busPolicy(args BusArgs, bus pulumi.StringOutput) iampolicy.Document {
	sender := pulumi.String(args.Account.RoleArn(args.Sender))
	return iampolicy.Document{
		{
			Sid:        "ReceiverPutsPushes",
			Principals: []iampolicy.Principal{iampolicy.Root(args.Account.ID)},
			Actions:    []string{"events:PutEvents"},
			Resources:  pulumi.StringArray{bus},
			Conditions: append(onlyPushes(), iampolicy.When("ArnEquals", "aws:PrincipalArn", sender)),
		},
		NobodyElsePuts(bus, sender),
	}
}

// NobodyElsePuts keeps off a bus whoever is not the sender, a role's ARN.
func NobodyElsePuts(bus pulumi.StringOutput, sender pulumi.StringInput) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:        "NobodyElsePutsAnything",
		Deny:       true,
		Principals: []iampolicy.Principal{iampolicy.Anyone},
		Actions:    []string{"events:PutEvents"},
		Resources:  pulumi.StringArray{bus},
		Conditions: []iampolicy.Condition{iampolicy.When("ArnNotEquals", "aws:PrincipalArn", sender)},
	}
}

// onlyPushes limits events:PutEvents to the one event the receiver makes.
// events:source has several values in one call, and ForAllValues is met by none
// at all: hence Null (EventBridge user guide, eb-use-conditions).
func onlyPushes() []iampolicy.Condition {
	return []iampolicy.Condition{
		iampolicy.When("ForAllValues:StringEquals", "events:source", pulumi.String(pushevent.Source)),
		iampolicy.When("StringEquals", "events:detail-type", pulumi.String(pushevent.DetailType)),
		iampolicy.When("Null", "events:source", pulumi.String("false")),
	}
}

// deadLetterPolicy lets rules send: every rule of the bus, and the others that are
// named. They are patterns, so that adding a service leaves the queue as it is.
func deadLetterPolicy(args BusArgs, queue pulumi.StringOutput) iampolicy.Document {
	var rules []pulumi.StringInput
	for _, pattern := range append([]string{args.Name.String() + "/*"}, args.OtherRules...) {
		rules = append(rules, pulumi.String(args.Account.Arn("events", "rule/"+pattern)))
	}
	accounts := []pulumi.StringInput{pulumi.String(args.Account.ID)}
	for _, pattern := range args.FarRules {
		rules = append(rules, pulumi.String(args.Target.Arn("events", "rule/"+pattern)))
		accounts = append(accounts, pulumi.String(args.Target.ID))
	}
	return iampolicy.Document{
		{
			Sid:        "RulesSendWhatTheyCouldNotDeliver",
			Principals: []iampolicy.Principal{iampolicy.Services("events.amazonaws.com")},
			Actions:    []string{"sqs:SendMessage"},
			Resources:  pulumi.StringArray{queue},
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "aws:SourceAccount", accounts...),
				iampolicy.When("ArnLike", "aws:SourceArn", rules...),
			},
		},
		component.OnlyTLS("OnlyEncryptedConnections", []string{"sqs:*"}, queue),
	}
}
