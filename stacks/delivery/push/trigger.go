package push

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/receiver/pushevent"
)

// TriggerArgs describe what starts one service's pipeline.
type TriggerArgs struct {
	Rule, Role   naming.Name
	Service      naming.Service
	Enabled      bool   // false when the connection starts the pipeline itself
	Repository   string // owner/name
	Branch       string
	Path         string // folder of the service in the repository; "" for any change
	SourceAction string // name of the pipeline's source action
	PipelineArn  pulumi.StringOutput
	Bus          *Bus
	BusName      naming.Name
	Account      awsaccount.Account
}

// Trigger is the rule that starts a service's pipeline on a push (R10).
type Trigger struct {
	pulumi.ResourceState

	RuleName pulumi.StringOutput
}

// A push that cannot start its pipeline is tried again for an hour. Later it
// would start a build nobody waits for any more; it goes to the dead letters.
const (
	startRetries      = 60
	startRetrySeconds = 60 * 60
)

// NewTrigger makes the rule, its target and the role that starts the pipeline.
//
// With the connection as trigger the rule is there but disabled: which of the
// two starts the pipeline is then one property of one resource, and the way back
// is one word of configuration.
func NewTrigger(ctx *pulumi.Context, name string, args TriggerArgs, opts ...pulumi.ResourceOption) (*Trigger, error) {
	t := &Trigger{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Trigger", name, t, opts...); err != nil {
		return nil, err
	}
	tags := component.ServiceTags(args.Service.String())
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name: pulumi.String(args.Rule.String()),
		Description: pulumi.String(fmt.Sprintf("Starts the pipeline of %s on a push to %s of %s", args.Service,
			args.Branch, args.Repository)),
		EventBusName: args.Bus.Name,
		EventPattern: pulumi.JSONMarshal(pushPattern(args)),
		State:        pulumi.String(ruleState(args.Enabled)),
		Tags:         tags,
	}, component.Named(t, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Rule, err)
	}
	thisRule := args.Account.Arn("events", "rule/"+args.BusName.String()+"/"+args.Rule.String())
	starter, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    args.Role,
		Trust:   component.TrustService("events.amazonaws.com", args.Account.ID, thisRule),
		Account: args.Account,
		Tags:    tags,
		Policy: iampolicy.Document{{
			Sid:       "StartThisPipeline",
			Actions:   []string{"codepipeline:StartPipelineExecution"},
			Resources: pulumi.StringArray{args.PipelineArn},
		}},
	}, t)
	if err != nil {
		return nil, err
	}
	if err := args.target(ctx, name, t, rule, starter); err != nil {
		return nil, err
	}
	t.RuleName = rule.Name
	return t, ctx.RegisterResourceOutputs(t, pulumi.Map{"ruleName": t.RuleName})
}

// target makes the rule start the pipeline with the commit that was pushed.
func (args TriggerArgs) target(
	ctx *pulumi.Context, name string, t *Trigger, rule *cloudwatch.EventRule, starter *component.Role,
) error {
	_, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId:         pulumi.String("pipeline"),
		Rule:             rule.Name,
		EventBusName:     args.Bus.Name,
		Arn:              args.PipelineArn,
		RoleArn:          starter.Arn,
		InputTransformer: startInput(args.SourceAction),
		RetryPolicy: cloudwatch.EventTargetRetryPolicyArgs{
			MaximumRetryAttempts: pulumi.Int(startRetries), MaximumEventAgeInSeconds: pulumi.Int(startRetrySeconds),
		},
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: args.Bus.DeadLetterArn},
	}, component.Child(t, args.Account, pulumi.DependsOn(starter.Ready))...)
	if err != nil {
		return fmt.Errorf("create target of rule %s: %w", args.Rule, err)
	}
	return nil
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
	detail := map[string]any{
		"ref":        []string{"refs/heads/" + args.Branch},
		"deleted":    []bool{false},
		"repository": map[string]any{"full_name": []string{args.Repository}},
	}
	if args.Path != "" {
		detail["paths"] = pushevent.PathPattern(args.Path)
	}
	return map[string]any{
		"source":      []string{pushevent.Source},
		"detail-type": []string{pushevent.DetailType},
		"detail":      detail,
	}
}

// startInput is the request that starts the pipeline, with the pushed commit
// in the place of the branch's head, which may have moved on (CodePipeline user
// guide, create-cwe-ecr-source-console, shows the form).
func startInput(sourceAction string) cloudwatch.EventTargetInputTransformerArgs {
	return cloudwatch.EventTargetInputTransformerArgs{
		InputPaths: pulumi.StringMap{"commit": pulumi.String("$.detail.after")},
		InputTemplate: pulumi.String(InputTemplate(map[string]any{
			"sourceRevisions": []any{map[string]any{
				"actionName": sourceAction, "revisionType": "COMMIT_ID", "revisionValue": "<commit>",
			}},
		})),
	}
}
