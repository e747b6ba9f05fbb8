// Package machine makes a Step Functions state machine with its role and its log group,
// for releases and for the recorder, and says which rows of the history each may reach.
package machine

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sfn"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// Args describe a state machine with its role and its log group.
type Args struct {
	Name, Role       naming.Name
	Type             string // STANDARD or EXPRESS
	LogLevel         string // ALL or ERROR
	Tasks            iampolicy.Document
	LogRetentionDays int
	Account          awsaccount.Account
	Tags             pulumi.StringMap
}

// Machine is a state machine and where it logs.
type Machine struct {
	*sfn.StateMachine
	Logs *cloudwatch.LogGroup
}

// sampling lists what else Step Functions needs from X-Ray (Step Functions developer
// guide, concepts-xray-tracing).
var sampling = []string{"xray:GetSamplingRules", "xray:GetSamplingTargets"}

// New makes a state machine with a definition that was rendered without
// an error, as children of parent.
func New(
	ctx *pulumi.Context, name string, definition any, err error, a Args, parent pulumi.Resource,
) (*Machine, error) {
	if err != nil {
		return nil, fmt.Errorf("render definition of %s: %w", a.Name, err)
	}
	group, err := component.NewLogGroup(ctx, name+"-logs", component.LogGroupArgs{
		Name:          naming.LogGroup(naming.StateMachineLogs, a.Name),
		RetentionDays: a.LogRetentionDays,
		Account:       a.Account,
		Tags:          a.Tags,
	}, parent)
	if err != nil {
		return nil, err
	}
	runner, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    a.Role,
		Trust:   component.TrustService("states.amazonaws.com", a.Account.ID, Arn(a.Account, a.Name)),
		Account: a.Account,
		Tags:    a.Tags,
		Policy:  append(a.Tasks, deliverLogsStatement(), component.SendTraces("SendTraces", sampling...)),
	}, parent)
	if err != nil {
		return nil, err
	}
	made, err := sfn.NewStateMachine(ctx, name+"-machine", &sfn.StateMachineArgs{
		Name:       pulumi.String(a.Name.String()),
		Type:       pulumi.String(a.Type),
		RoleArn:    runner.Arn,
		Definition: pulumi.JSONMarshal(definition),
		LoggingConfiguration: sfn.StateMachineLoggingConfigurationArgs{
			Level:                pulumi.String(a.LogLevel),
			IncludeExecutionData: pulumi.Bool(true), // commits, digests and names: nothing secret
			LogDestination:       pulumi.Sprintf("%s:*", group.Arn),
		},
		TracingConfiguration: sfn.StateMachineTracingConfigurationArgs{Enabled: pulumi.Bool(true)},
		Tags:                 a.Tags,
	}, component.Named(parent, a.Account, pulumi.DependsOn(runner.Ready))...)
	if err != nil {
		return nil, fmt.Errorf("create state machine %s: %w", a.Name, err)
	}
	return &Machine{StateMachine: made, Logs: group}, nil
}

// Arn is the ARN of a state machine that may not exist yet.
func Arn(account awsaccount.Account, name naming.Name) string {
	return account.Arn("states", "stateMachine:"+name.String())
}

// deliverLogsStatement lets a state machine log. These actions know no resources
// (Step Functions developer guide, cw-logs, which lists them, and two more that would let
// the machine write to any log group: docs/live-account.md).
func deliverLogsStatement() iampolicy.Statement {
	return iampolicy.Statement{
		Sid: "DeliverLogs",
		Actions: []string{
			"logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery",
			"logs:DeleteLogDelivery", "logs:ListLogDeliveries",
			"logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
		},
		Resources: pulumi.StringArray{pulumi.String("*")},
	}
}
