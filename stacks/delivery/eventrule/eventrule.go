// Package eventrule makes rules of one service each that send events to a state machine or
// a bus, tried for a day and kept when that was not enough.
package eventrule

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/naming"
	"slipway/stacks/delivery/push"
)

// Rule is a rule of a service that sends events on.
type Rule struct {
	Name        naming.Name
	Description string
	Pattern     map[string]any
	Service     naming.Service
	From        pulumi.StringPtrInput // the bus; nil is the account's default bus
	To          Receiver
	Bus         *push.Bus // whose dead letters are shared
	Account     awsaccount.Account
}

// Receiver is what gets the events, and the role that EventBridge hands them over with.
type Receiver struct {
	ID      string // of the target, among those of the rule
	Arn     pulumi.StringInput
	RoleArn pulumi.StringInput
	Input   cloudwatch.EventTargetInputTransformerPtrInput // nil is the event as it is
	Ready   []pulumi.Resource                              // what must be there before the first event
}

// Under makes the rule and its target, with the parent's name.
func (r Rule) Under(ctx *pulumi.Context, name string, parent pulumi.Resource) (
	*cloudwatch.EventRule, *cloudwatch.EventTarget, error,
) {
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name:         pulumi.String(r.Name.String()),
		Description:  pulumi.String(r.Description),
		EventBusName: r.From,
		EventPattern: pulumi.JSONMarshal(r.Pattern),
		State:        pulumi.String("ENABLED"),
		Tags:         component.ServiceTags(r.Service.String()),
	}, component.Named(parent, r.Account)...)
	if err != nil {
		return nil, nil, fmt.Errorf("create rule %s: %w", r.Name, err)
	}
	target, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId:         pulumi.String(r.To.ID),
		Rule:             rule.Name,
		EventBusName:     r.From,
		Arn:              r.To.Arn,
		RoleArn:          r.To.RoleArn,
		InputTransformer: r.To.Input,
		RetryPolicy:      push.LongestRetry(),
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: r.Bus.DeadLetterArn},
	}, component.Child(parent, r.Account, pulumi.DependsOn(r.To.Ready))...)
	if err != nil {
		return nil, nil, fmt.Errorf("create target of rule %s: %w", r.Name, err)
	}
	return rule, target, nil
}
