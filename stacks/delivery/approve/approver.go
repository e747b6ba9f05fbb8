// Package approve makes what answers approvals where nobody is asked: the approver state
// machine, and for each service the rule that starts it when an approval begins.
//
// An environment that asks a person has none of this, and no role that may approve.
package approve

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/eventrule"
	"slipway/stacks/delivery/machine"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/statemachines"
)

// ApproverArgs describe what answers the approvals of an environment.
type ApproverArgs struct {
	Machine, Role    naming.Name
	CallerRole       naming.Name   // EventBridge starts the machine with it
	Rules            string        // pattern of the rules that start it
	Pipelines        []naming.Name // whose approvals it answers
	Environment      naming.Suffix
	Bus              *push.Bus // whose dead letters are shared
	LogRetentionDays int
	Account          awsaccount.Account
}

// Approver is the state machine that approves. CodePipeline keeps who answered, so the
// history has its role as the approver (R6).
type Approver struct {
	pulumi.ResourceState

	Arn    pulumi.StringOutput
	caller *component.Role
}

// NewApprover makes the machine and the role that its rules share.
func NewApprover(
	ctx *pulumi.Context, name string, args ApproverArgs, opts ...pulumi.ResourceOption,
) (*Approver, error) {
	a := &Approver{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Approver", name, a, opts...); err != nil {
		return nil, err
	}
	definition, err := statemachines.Approver(statemachines.ApproverSettings{
		Environment:   args.Environment.String(),
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
	}, a)
	if err != nil {
		return nil, err
	}
	a.caller, err = component.NewRole(ctx, name+"-call-role", component.RoleArgs{
		Name: args.CallerRole,
		Trust: component.TrustService("events.amazonaws.com", args.Account.ID,
			args.Account.Arn("events", "rule/"+args.Rules)),
		Account: args.Account,
		Policy: iampolicy.Document{{
			Sid:       "StartTheApprover",
			Actions:   []string{"states:StartExecution"},
			Resources: pulumi.StringArray{made.Arn},
		}},
	}, a)
	if err != nil {
		return nil, err
	}
	a.Arn = made.Arn
	return a, ctx.RegisterResourceOutputs(a, pulumi.Map{"arn": a.Arn})
}

// tasks are the rights to what the machine calls. The pipelines are named one by one: a
// pattern would also match those of an environment whose suffix ends like this one's, where
// a person may be asked.
func (args ApproverArgs) tasks() iampolicy.Document {
	var pipelines, approvals pulumi.StringArray
	for _, name := range args.Pipelines {
		arn := args.Account.Arn("codepipeline", name.String())
		pipelines = append(pipelines, pulumi.String(arn))
		approvals = append(approvals, pulumi.String(arn+"/"+contract.ApprovalStage+"/"+contract.ApprovalAction))
	}
	return iampolicy.Document{
		{
			Sid:       "FindTheApproval",
			Actions:   []string{"codepipeline:GetPipelineState"},
			Resources: pipelines,
		},
		{
			Sid:       "Approve",
			Actions:   []string{"codepipeline:PutApprovalResult"},
			Resources: approvals,
		},
		{
			Sid:       "KeepWhatCannotBeAnswered",
			Actions:   []string{"sqs:SendMessage"},
			Resources: pulumi.StringArray{args.Bus.DeadLetterArn},
		},
	}
}

// receives is the approver as a target of the rule of one service.
func (a *Approver) receives(s naming.Service) eventrule.Receiver {
	return eventrule.Receiver{
		ID:      "approver",
		Arn:     a.Arn,
		RoleArn: a.caller.Arn,
		Ready:   a.caller.Ready,
		Input: cloudwatch.EventTargetInputTransformerArgs{
			InputPaths: pulumi.StringMap{
				"pipeline":  pulumi.String("$.detail.pipeline"),
				"execution": pulumi.String("$.detail.execution-id"),
			},
			InputTemplate: pulumi.String(push.InputTemplate(map[string]any{
				"service":   s.String(),
				"pipeline":  "<pipeline>",
				"execution": "<execution>",
			})),
		},
	}
}
