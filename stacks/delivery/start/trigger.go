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
	"slipway/stacks/delivery/receiver/pushevent"
)

// TriggerArgs describe what starts one service's pipeline.
type TriggerArgs struct {
	Rule       naming.Name
	Service    naming.Service
	Enabled    bool   // false when the connection starts the pipeline itself
	Repository string // owner/name
	Branch     string
	Paths      []string            // folders, ending in a slash, and files of the repository; none for any change
	Pipeline   pulumi.StringOutput // name
	Starter    *Starter
	Bus        *push.Bus
	Account    awsaccount.Account
}

// Trigger is the rule that starts a service's pipeline on a push (R10).
type Trigger struct {
	pulumi.ResourceState

	RuleName pulumi.StringOutput
}

// NewTrigger makes the rule and its target.
//
// With the connection as trigger the rule is there but disabled: which of the
// two starts the pipeline is then one property of one resource, and the way back
// is one word of configuration.
func NewTrigger(ctx *pulumi.Context, name string, args TriggerArgs, opts ...pulumi.ResourceOption) (*Trigger, error) {
	t := &Trigger{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Trigger", name, t, opts...); err != nil {
		return nil, err
	}
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name: pulumi.String(args.Rule.String()),
		Description: pulumi.String(fmt.Sprintf("Starts the pipeline of %s on a push to %s of %s", args.Service,
			args.Branch, args.Repository)),
		EventBusName: args.Bus.Name,
		EventPattern: pulumi.JSONMarshal(pushPattern(args)),
		State:        pulumi.String(ruleState(args.Enabled)),
		Tags:         component.ServiceTags(args.Service.String()),
	}, component.Named(t, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Rule, err)
	}
	to := args.Starter.starts()
	to.Name, to.Rule, to.Bus, to.Input = args.Rule, rule, args.Bus.Name, args.input()
	to.Letters, to.Account = args.Bus.DeadLetterArn, args.Account
	if err := to.under(ctx, name, t); err != nil {
		return nil, err
	}
	t.RuleName = rule.Name
	return t, ctx.RegisterResourceOutputs(t, pulumi.Map{"ruleName": t.RuleName})
}

func ruleState(enabled bool) string {
	if enabled {
		return "ENABLED"
	}
	return "DISABLED"
}

// pushPattern matches the pushes that the service is built for. A commit given
// to a pipeline counts for any branch (CodePipeline user guide, source
// revisions), so it is the pattern that keeps other branches out.
func pushPattern(args TriggerArgs) map[string]any {
	detail := pushDetail(args.Repository, args.Branch)
	if len(args.Paths) > 0 {
		detail["paths"] = pushevent.PathPattern(args.Paths...)
	}
	return map[string]any{
		"source":      []string{pushevent.Source},
		"detail-type": []string{pushevent.DetailType},
		"detail":      detail,
	}
}

// pushDetail is the detail of every push to the branch that leaves it there.
func pushDetail(repository, branch string) map[string]any {
	return map[string]any{
		"ref":        []string{"refs/heads/" + branch},
		"deleted":    []bool{false},
		"repository": map[string]any{"full_name": []string{repository}},
	}
}

// input is what the starter is started with. The token is of the delivery and the
// service: a delivery that comes twice starts a pipeline once, and a redelivery, which
// GitHub gives the id of the first, starts none again (CodePipeline API,
// StartPipelineExecution: up to 128 letters, digits and hyphens).
func (args TriggerArgs) input() cloudwatch.EventTargetInputTransformerArgs {
	return cloudwatch.EventTargetInputTransformerArgs{
		InputPaths: pulumi.StringMap{
			"commit":   pulumi.String("$.detail.after"),
			"delivery": pulumi.String("$.detail.delivery"),
			"at":       pulumi.String("$.time"),
		},
		InputTemplate: args.Pipeline.ApplyT(func(pipeline string) string {
			return push.InputTemplate(map[string]any{
				"service":  args.Service.String(),
				"pipeline": pipeline,
				"commit":   "<commit>",
				"token":    "<commit>-<delivery>-" + args.Service.String(),
				"pushedAt": "<at>",
			})
		}).(pulumi.StringOutput),
	}
}
