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

// sending is a rule of a service that sends events to the recorder.
type sending struct {
	Rule        naming.Name
	Description string
	Pattern     map[string]any
	Service     naming.Service
	Recorder    *Recorder
	Bus         *push.Bus // whose dead letters are shared
	Account     awsaccount.Account
}

// under makes the rule and its target, with the parent's name.
func (s sending) under(ctx *pulumi.Context, name string, parent pulumi.Resource) (
	*cloudwatch.EventRule, *cloudwatch.EventTarget, error,
) {
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name:         pulumi.String(s.Rule.String()),
		Description:  pulumi.String(s.Description),
		EventPattern: pulumi.JSONMarshal(s.Pattern),
		State:        pulumi.String("ENABLED"),
		Tags:         component.ServiceTags(s.Service.String()),
	}, component.Named(parent, s.Account)...)
	if err != nil {
		return nil, nil, fmt.Errorf("create rule %s: %w", s.Rule, err)
	}
	target, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId: pulumi.String("recorder"),
		Rule:     rule.Name,
		Arn:      s.Recorder.Arn,
		RoleArn:  s.Recorder.starter.Arn,
		InputTransformer: cloudwatch.EventTargetInputTransformerArgs{
			InputTemplate: pulumi.String(push.InputTemplate(map[string]any{
				"service": s.Service.String(),
				"event":   push.WholeEvent,
			})),
		},
		// The history is to be complete, however late.
		RetryPolicy:      push.LongestRetry(),
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: s.Bus.DeadLetterArn},
	}, component.Child(parent, s.Account, pulumi.DependsOn(s.Recorder.starter.Ready))...)
	if err != nil {
		return nil, nil, fmt.Errorf("create target of rule %s: %w", s.Rule, err)
	}
	return rule, target, nil
}
