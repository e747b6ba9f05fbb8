// Package record makes what keeps the deployment history: the recorder state machine,
// and for each service the rule that sends its pipeline's state changes to it.
package record

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
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

// RecorderArgs describe what writes the pipelines' history.
type RecorderArgs struct {
	Machine, Role    naming.Name
	StartRole        naming.Name // EventBridge starts the machine with it
	Rules            string      // pattern of the rules that start it, one for each service
	Pipelines        string      // pattern of the pipelines it records
	Environment      naming.Suffix
	HistoryTable     pulumi.StringOutput // name
	HistoryTableArn  pulumi.StringOutput
	Bus              *push.Bus // whose dead letters are shared
	LogRetentionDays int
	Account          awsaccount.Account
}

// Recorder is the state machine that turns what CodePipeline reports into rows
// of the history table (R6). It does not depend on the release machine: an
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
	rules := args.Account.Arn("events", "rule/"+args.Rules)
	r.starter, err = component.NewRole(ctx, name+"-start-role", component.RoleArgs{
		Name:    args.StartRole,
		Trust:   component.TrustService("events.amazonaws.com", args.Account.ID, rules),
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

// RecordArgs describe which pipeline is recorded.
type RecordArgs struct {
	Rule     naming.Name
	Service  naming.Service
	Pipeline naming.Name
	Recorder *Recorder
	Bus      *push.Bus // whose dead letters are shared
	Account  awsaccount.Account
}

// Record is the rule that hands the state changes of one service's pipeline to
// the recorder. One rule for all pipelines would have to match their names by a
// wildcard, and pipeline-*-dev also matches a pipeline of environment x-dev.
type Record struct {
	pulumi.ResourceState

	RuleName pulumi.StringOutput

	// Ready is what must exist before the pipeline: its first execution starts at once.
	Ready []pulumi.Resource
}

// NewRecord makes the rule and its target.
func NewRecord(ctx *pulumi.Context, name string, args RecordArgs, opts ...pulumi.ResourceOption) (*Record, error) {
	r := &Record{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Record", name, r, opts...); err != nil {
		return nil, err
	}
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name:         pulumi.String(args.Rule.String()),
		Description:  pulumi.String("Hands the state changes of " + args.Pipeline.String() + " to the recorder"),
		EventPattern: pulumi.JSONMarshal(changePattern(args.Pipeline)),
		State:        pulumi.String("ENABLED"),
		Tags:         component.ServiceTags(args.Service.String()),
	}, component.Named(r, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Rule, err)
	}
	target, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId: pulumi.String("recorder"),
		Rule:     rule.Name,
		Arn:      args.Recorder.Arn,
		RoleArn:  args.Recorder.starter.Arn,
		InputTransformer: cloudwatch.EventTargetInputTransformerArgs{
			InputTemplate: pulumi.String(push.InputTemplate(map[string]any{
				"service": args.Service.String(),
				"event":   push.WholeEvent,
			})),
		},
		// The history is to be complete, however late.
		RetryPolicy:      push.LongestRetry(),
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: args.Bus.DeadLetterArn},
	}, component.Child(r, args.Account, pulumi.DependsOn(args.Recorder.starter.Ready))...)
	if err != nil {
		return nil, fmt.Errorf("create target of rule %s: %w", args.Rule, err)
	}
	r.RuleName, r.Ready = rule.Name, []pulumi.Resource{rule, target}
	return r, ctx.RegisterResourceOutputs(r, pulumi.Map{"ruleName": r.RuleName})
}

// changePattern matches every state change of one pipeline (CodePipeline user
// guide, detect-state-changes-cloudwatch-events).
func changePattern(pipeline naming.Name) map[string]any {
	return map[string]any{
		"source": []string{"aws.codepipeline"},
		"detail-type": []string{
			"CodePipeline Pipeline Execution State Change",
			"CodePipeline Stage Execution State Change",
			"CodePipeline Action Execution State Change",
		},
		"detail": map[string]any{"pipeline": []string{pipeline.String()}},
	}
}
