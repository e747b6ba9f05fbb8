// Package start makes what starts the pipelines: for each service the rule that matches a
// push, and the state machine that calls CodePipeline.
//
// How a push comes to the bus is in package push.
package start

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/machine"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/statemachines"
)

// StarterArgs describe what starts the pipelines of an environment.
type StarterArgs struct {
	Machine, Role    naming.Name
	CallerRole       naming.Name // EventBridge starts the machine with it
	Pipelines        string      // pattern of the pipelines it starts
	Suffix           naming.Suffix
	Rules            []string // patterns of the rules that start it: BUS/RULE, or RULE on the default bus
	Bus              *push.Bus
	LogRetentionDays int
	Account          awsaccount.Account
}

// Starter is the state machine that starts a pipeline with the commit that was pushed.
type Starter struct {
	pulumi.ResourceState

	Arn    pulumi.StringOutput
	caller *component.Role
}

// NewStarter makes the machine and the role that the rules share.
func NewStarter(ctx *pulumi.Context, name string, args StarterArgs, opts ...pulumi.ResourceOption) (*Starter, error) {
	s := &Starter{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Starter", name, s, opts...); err != nil {
		return nil, err
	}
	definition, err := statemachines.Starter(statemachines.StarterSettings{
		DeadLetterURL: args.Bus.DeadLetterURL,
	})
	made, err := machine.New(ctx, name, definition, err, machine.Args{
		Name:             args.Machine,
		Role:             args.Role,
		Type:             "EXPRESS",
		LogLevel:         "ALL",
		Tasks:            args.tasks(),
		LogRetentionDays: args.LogRetentionDays,
		Account:          args.Account,
	}, s)
	if err != nil {
		return nil, err
	}
	rules := make([]string, len(args.Rules))
	for i, pattern := range args.Rules {
		rules[i] = args.Account.Arn("events", "rule/"+pattern)
	}
	s.caller, err = component.NewRole(ctx, name+"-call-role", component.RoleArgs{
		Name:    args.CallerRole,
		Trust:   component.TrustService("events.amazonaws.com", args.Account.ID, rules...),
		Account: args.Account,
		Policy: iampolicy.Document{{
			Sid:       "StartTheStarter",
			Actions:   []string{"states:StartExecution"},
			Resources: pulumi.StringArray{made.Arn},
		}},
	}, s)
	if err != nil {
		return nil, err
	}
	s.Arn = made.Arn
	return s, ctx.RegisterResourceOutputs(s, pulumi.Map{"arn": s.Arn})
}

// tasks are the rights to what the machine calls. The pipelines are named by pattern, so
// that adding or removing a service changes nothing here; their tag keeps out those of an
// environment whose suffix ends like this one's.
func (args StarterArgs) tasks() iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:       "StartPipelines",
			Actions:   []string{"codepipeline:ListPipelineExecutions", "codepipeline:StartPipelineExecution"},
			Resources: pulumi.StringArray{pulumi.String(args.Account.Arn("codepipeline", args.Pipelines))},
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "aws:ResourceTag/Environment", pulumi.String(args.Suffix.String())),
			},
		},
		{
			Sid:       "LookForRules", // these actions know no resource
			Actions:   []string{"events:ListRuleNamesByTarget", "events:ListRules"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
		{
			Sid:       "KeepWhatCannotBeStarted",
			Actions:   []string{"sqs:SendMessage"},
			Resources: pulumi.StringArray{args.Bus.DeadLetterArn},
		},
	}
}
