package start

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/push"
)

// PromotionArgs describe what starts the pipeline of a service whose images are promoted.
type PromotionArgs struct {
	Rule     naming.Name
	Service  naming.Service
	From     string                // the environment before
	Release  string                // ARN of the service's release machine there
	Arrival  pulumi.StringPtrInput // the bus that tells of it; nil is the default one, for the same account
	Pipeline pulumi.StringOutput
	Starter  *Starter
	Bus      *push.Bus // whose dead letters are shared
	Account  awsaccount.Account
}

// Promotion is the rule that starts a service's pipeline when a release of it has
// succeeded in the environment before.
type Promotion struct {
	pulumi.ResourceState

	RuleName pulumi.StringOutput
}

// NewPromotion makes the rule, on the bus where Step Functions reports, and its target.
func NewPromotion(
	ctx *pulumi.Context, name string, args PromotionArgs, opts ...pulumi.ResourceOption,
) (*Promotion, error) {
	p := &Promotion{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Promotion", name, p, opts...); err != nil {
		return nil, err
	}
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name: pulumi.String(args.Rule.String()),
		Description: pulumi.String(fmt.Sprintf("Starts the pipeline of %s after a release that succeeded in %s", args.Service,
			args.From)),
		EventBusName: args.Arrival,
		EventPattern: pulumi.JSONMarshal(successPattern(pulumi.String(args.Release))),
		State:        pulumi.String("ENABLED"),
		Tags:         component.ServiceTags(args.Service.String()),
	}, component.Named(p, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Rule, err)
	}
	to := args.Starter.starts()
	to.Name, to.Rule, to.Bus, to.Input = args.Rule, rule, args.Arrival, args.input()
	to.Letters, to.Account = args.Bus.DeadLetterArn, args.Account
	if err := to.under(ctx, name, p); err != nil {
		return nil, err
	}
	p.RuleName = rule.Name
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{"ruleName": p.RuleName})
}

// successPattern matches the executions of a machine that did what they were to do (Step
// Functions Developer Guide, eventbridge-integration). Rollbacks are among them: the
// starter, which reads an execution's input, starts nothing for those.
func successPattern(machine pulumi.StringInput) pulumi.Map {
	return pulumi.Map{
		"source":      pulumi.ToStringArray([]string{"aws.states"}),
		"detail-type": pulumi.ToStringArray([]string{"Step Functions Execution Status Change"}),
		"detail": pulumi.Map{
			"stateMachineArn": pulumi.StringArray{machine},
			"status":          pulumi.ToStringArray([]string{"SUCCEEDED"}),
		},
	}
}

// input is what the starter is started with.
func (args PromotionArgs) input() cloudwatch.EventTargetInputTransformerArgs {
	return cloudwatch.EventTargetInputTransformerArgs{
		InputTemplate: args.Pipeline.ApplyT(func(pipeline string) string {
			return push.InputTemplate(map[string]any{
				"service":  args.Service.String(),
				"pipeline": pipeline,
				"event":    push.WholeEvent,
			})
		}).(pulumi.StringOutput),
	}
}
