// Package record makes what keeps the deployment history: the recorder state machine,
// and for each service the rules that send to it what its pipeline does, and what is
// changed past its releases.
package record

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

// RecorderArgs describe what writes the pipelines' history.
type RecorderArgs struct {
	Machine, Role    naming.Name
	StartRole        naming.Name // EventBridge starts the machine with it
	Rules            []string    // patterns of the rules that start it, each one for each service
	Pipelines        string      // pattern of the pipelines it records
	Environment      naming.Suffix
	HistoryTable     pulumi.StringOutput // name
	HistoryTableArn  pulumi.StringOutput
	Bus              *push.Bus // whose dead letters are shared
	LogRetentionDays int
	Account          awsaccount.Account
}

// Recorder is the state machine that turns what CodePipeline and CloudTrail
// report into rows of the history table (R6). It does not depend on the release machine: an
// execution that fails early, is rejected or superseded is recorded as well.
type Recorder struct {
	pulumi.ResourceState

	Arn      pulumi.StringOutput
	Name     pulumi.StringOutput
	LogGroup pulumi.StringOutput // name; every event is in it, with who approved
	starter  *component.Role
}

// NewRecorder makes the machine and the role its rules share.
func NewRecorder(
	ctx *pulumi.Context, name string, args RecorderArgs, opts ...pulumi.ResourceOption,
) (*Recorder, error) {
	r := &Recorder{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Recorder", name, r, opts...); err != nil {
		return nil, err
	}
	definition, err := statemachines.Recorder(statemachines.RecorderSettings{
		Environment:      args.Environment.String(),
		HistoryTableName: args.HistoryTable,
		DeadLetterURL:    args.Bus.DeadLetterURL,
	})
	// An EXPRESS machine keeps nothing of an execution but its log.
	made, err := machine.New(ctx, name, definition, err, machine.Args{
		Name:             args.Machine,
		Role:             args.Role,
		Type:             "EXPRESS",
		LogLevel:         "ALL",
		Tasks:            args.tasks(),
		LogRetentionDays: args.LogRetentionDays,
		Account:          args.Account,
	}, r)
	if err != nil {
		return nil, err
	}
	// Named by pattern, so adding or removing a service changes nothing here.
	var rules []string
	for _, pattern := range args.Rules {
		rules = append(rules, args.Account.Arn("events", "rule/"+pattern))
	}
	r.starter, err = component.NewRole(ctx, name+"-start-role", component.RoleArgs{
		Name:    args.StartRole,
		Trust:   component.TrustService("events.amazonaws.com", args.Account.ID, rules...),
		Account: args.Account,
		Policy: iampolicy.Document{{
			Sid:       "StartTheRecorder",
			Actions:   []string{"states:StartExecution"},
			Resources: pulumi.StringArray{made.Arn},
		}},
	}, r)
	if err != nil {
		return nil, err
	}
	r.Arn, r.Name, r.LogGroup = made.Arn, made.Name, made.Logs.Name
	return r, ctx.RegisterResourceOutputs(r, pulumi.Map{"arn": r.Arn, "name": r.Name, "logGroup": r.LogGroup})
}

// tasks are the rights to what the machine calls.
func (args RecorderArgs) tasks() iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:        "WriteHistory",
			Actions:    []string{"dynamodb:PutItem"},
			Resources:  pulumi.StringArray{args.HistoryTableArn},
			Conditions: machine.OnlyRows(),
		},
		{
			Sid:       "KeepWhatCannotBeWritten",
			Actions:   []string{"sqs:SendMessage"},
			Resources: pulumi.StringArray{args.Bus.DeadLetterArn},
		},
		{
			// Named by pattern, so adding or removing a service changes nothing here.
			Sid:       "ReadWhoApproved",
			Actions:   []string{"codepipeline:ListActionExecutions"},
			Resources: pulumi.StringArray{pulumi.String(args.Account.Arn("codepipeline", args.Pipelines))},
		},
	}
}

// receives is the recorder as a target of the rules of one service.
func (r *Recorder) receives(s naming.Service) eventrule.Receiver {
	return eventrule.Receiver{
		ID:      "recorder",
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
