package record

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/naming"
	"slipway/stacks/delivery/push"
)

// sending is a rule of a service that sends events on their way to the recorder.
type sending struct {
	Rule        naming.Name
	Description string
	Pattern     map[string]any
	Service     naming.Service
	From        pulumi.StringPtrInput // the bus; nil is the account's default bus
	To          receiver
	Bus         *push.Bus // whose dead letters are shared
	Account     awsaccount.Account
}

// receiver is what gets the events, and the role that EventBridge hands them over with.
type receiver struct {
	Arn     pulumi.StringInput
	RoleArn pulumi.StringInput
	Input   cloudwatch.EventTargetInputTransformerPtrInput // nil is the event as it is
	Ready   []pulumi.Resource                              // what must be there before the first event
}

// under makes the rule and its target, with the parent's name.
func (s sending) under(ctx *pulumi.Context, name string, parent pulumi.Resource) (
	*cloudwatch.EventRule, *cloudwatch.EventTarget, error,
) {
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name:         pulumi.String(s.Rule.String()),
		Description:  pulumi.String(s.Description),
		EventBusName: s.From,
		EventPattern: pulumi.JSONMarshal(s.Pattern),
		State:        pulumi.String("ENABLED"),
		Tags:         component.ServiceTags(s.Service.String()),
	}, component.Named(parent, s.Account)...)
	if err != nil {
		return nil, nil, fmt.Errorf("create rule %s: %w", s.Rule, err)
	}
	target, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId:         pulumi.String("recorder"),
		Rule:             rule.Name,
		EventBusName:     s.From,
		Arn:              s.To.Arn,
		RoleArn:          s.To.RoleArn,
		InputTransformer: s.To.Input,
		// The history is to be complete, however late.
		RetryPolicy:      push.LongestRetry(),
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: s.Bus.DeadLetterArn},
	}, component.Child(parent, s.Account, pulumi.DependsOn(s.To.Ready))...)
	if err != nil {
		return nil, nil, fmt.Errorf("create target of rule %s: %w", s.Rule, err)
	}
	return rule, target, nil
}

// receives is the recorder as a target of the rules of one service.
func (r *Recorder) receives(s naming.Service) receiver {
	return receiver{
		Arn:     r.Arn,
		RoleArn: r.starter.Arn,
		Ready:   r.starter.Ready,
		Input: cloudwatch.EventTargetInputTransformerArgs{
			InputTemplate: pulumi.String(push.InputTemplate(map[string]any{
				"service": s.String(),
				"event":   push.WholeEvent,
			})),
		},
	}
}
