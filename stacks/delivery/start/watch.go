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

// WatchArgs describe the watch over the rules that start pipelines.
type WatchArgs struct {
	Rule       naming.Name
	Repository string // owner/name
	Branch     string
	Triggers   []*Trigger // all that there are
	Starter    *Starter
	Bus        *push.Bus
	Account    awsaccount.Account
}

// Watch is a rule that has the starter look, on every push to the branch, whether the rules
// that start pipelines are there. Who disables or deletes one by hand stops a service's
// deliveries, and nothing else would tell.
type Watch struct {
	pulumi.ResourceState
}

// mostRules is how many rules the starter sees in one answer of EventBridge.
const mostRules = 100

// NewWatch makes the rule and its target. The target is made after the triggers: it says
// how many there are.
func NewWatch(ctx *pulumi.Context, name string, args WatchArgs, opts ...pulumi.ResourceOption) (*Watch, error) {
	w := &Watch{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Watch", name, w, opts...); err != nil {
		return nil, err
	}
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name: pulumi.String(args.Rule.String()),
		Description: pulumi.String(fmt.Sprintf("Has the rules looked at that start pipelines, on a push to %s of %s",
			args.Branch, args.Repository)),
		EventBusName: args.Bus.Name,
		EventPattern: pulumi.JSONMarshal(map[string]any{
			"source":      []string{pushevent.Source},
			"detail-type": []string{pushevent.DetailType},
			"detail":      pushDetail(args.Repository, args.Branch),
		}),
		State: pulumi.String("ENABLED"),
	}, component.Named(w, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Rule, err)
	}
	to := args.Starter.starts()
	to.Name, to.Rule, to.Bus, to.Input = args.Rule, rule, args.Bus.Name, args.input()
	to.Letters, to.Account = args.Bus.DeadLetterArn, args.Account
	for _, t := range args.Triggers {
		to.After = append(to.After, t)
	}
	if err := to.under(ctx, name, w); err != nil {
		return nil, err
	}
	return w, ctx.RegisterResourceOutputs(w, pulumi.Map{})
}

// input is what the starter is started with. This rule leads to it as well.
func (args WatchArgs) input() cloudwatch.EventTargetInputTransformerArgs {
	return cloudwatch.EventTargetInputTransformerArgs{
		InputPaths: pulumi.StringMap{
			"commit": pulumi.String("$.detail.after"),
			"at":     pulumi.String("$.time"),
		},
		InputTemplate: args.Bus.Name.ApplyT(func(bus string) string {
			return push.InputTemplate(map[string]any{
				"bus":      bus,
				"rules":    min(len(args.Triggers)+1, mostRules),
				"commit":   "<commit>",
				"pushedAt": "<at>",
			})
		}).(pulumi.StringOutput),
	}
}
