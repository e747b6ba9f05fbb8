// Package observe makes what tells people how deliveries and services are doing:
// alarms, notification rules, the dashboard and the saved log queries.
package observe

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// ErrorAlarmArgs describe the alarm on one service's function.
type ErrorAlarmArgs struct {
	Name     naming.Name
	Service  naming.Service
	Function *contract.Function
	TopicArn pulumi.StringOutput
	Target   awsaccount.Account // where the function is
}

// ErrorAlarm fires when the live function fails too often (R8), and undoes a
// release that is on its way (R12).
type ErrorAlarm struct {
	pulumi.ResourceState

	Name pulumi.StringOutput
}

// mostErrors is how many errors in five minutes are too many (R8).
const mostErrors = 5

// NewErrorAlarm makes the alarm, in the account of the function: CodeDeploy
// reads alarms of its own account only.
func NewErrorAlarm(
	ctx *pulumi.Context, name string, args ErrorAlarmArgs, opts ...pulumi.ResourceOption,
) (*ErrorAlarm, error) {
	e := &ErrorAlarm{}
	if err := component.Register(ctx, contract.DeliveryLayer, "ErrorAlarm", name, e, opts...); err != nil {
		return nil, err
	}
	alarm, err := newAlarm(ctx, name+"-alarm", alarmArgs{
		Name: args.Name,
		Description: fmt.Sprintf(
			"%s failed at least %d times in five minutes. A release under way is undone; otherwise look at the saved queries.",
			args.Service, mostErrors,
		),
		Namespace: "AWS/Lambda",
		Metric:    "Errors",
		Statistic: "Sum",
		Threshold: mostErrors,
		// The alias: errors of a version that no traffic goes to do not count
		// (Lambda developer guide, monitoring-metrics-view).
		Dimensions: pulumi.StringMap{
			"FunctionName": args.Function.Name,
			"Resource":     pulumi.Sprintf("%s:%s", args.Function.Name, args.Function.Alias),
		},
		Recovers: true,
		TopicArn: args.TopicArn,
		Account:  args.Target,
		Tags:     component.ServiceTags(args.Service.String()),
	}, e)
	if err != nil {
		return nil, err
	}
	e.Name = alarm.Name
	return e, ctx.RegisterResourceOutputs(e, pulumi.Map{"name": e.Name})
}

// PipelineAlarmsArgs describe the alarms on one service's pipeline.
type PipelineAlarmsArgs struct {
	Names    naming.ServiceNames
	Service  naming.Service
	TopicArn pulumi.StringOutput
	Account  awsaccount.Account
}

// PipelineAlarms tell of failed executions, twice: by CodePipeline's metric and
// by EventBridge's count of a rule's matches (R8).
type PipelineAlarms struct {
	pulumi.ResourceState
}

// NewPipelineAlarms makes both alarms and the rule that the second one counts.
// The metric's dimension is not printed on AWS's page, and metrics of a rule
// are best effort: two of the same kind do not fail for one reason.
func NewPipelineAlarms(
	ctx *pulumi.Context, name string, args PipelineAlarmsArgs, opts ...pulumi.ResourceOption,
) (*PipelineAlarms, error) {
	p := &PipelineAlarms{}
	if err := component.Register(ctx, contract.DeliveryLayer, "PipelineAlarms", name, p, opts...); err != nil {
		return nil, err
	}
	tags := component.ServiceTags(args.Service.String())
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name:         pulumi.String(args.Names.FailureRule.String()),
		Description:  pulumi.String("Counts failed executions of " + args.Names.Pipeline.String() + "; it has no target"),
		EventPattern: pulumi.JSONMarshal(failurePattern(args.Names.Pipeline)),
		State:        pulumi.String("ENABLED"),
		Tags:         tags,
	}, component.Named(p, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Names.FailureRule, err)
	}
	failed := alarmArgs{
		Description: fmt.Sprintf("The pipeline of %s failed: %s", args.Service,
			component.PipelineURL(args.Account.Region, args.Names.Pipeline)),
		Statistic: "Sum",
		Threshold: 1,
		TopicArn:  args.TopicArn,
		Account:   args.Account,
		Tags:      tags,
	}
	metric := failed
	metric.Name, metric.Namespace, metric.Metric = args.Names.FailureAlarm, "AWS/CodePipeline", "FailedPipelineExecutions"
	metric.Dimensions = pulumi.StringMap{"PipelineName": pulumi.String(args.Names.Pipeline.String())}
	events := failed
	events.Name, events.Namespace, events.Metric = args.Names.FailedAlarm, "AWS/Events", "TriggeredRules"
	events.Dimensions = pulumi.StringMap{"RuleName": rule.Name}
	if _, err := newAlarm(ctx, name+"-metric", metric, p); err != nil {
		return nil, err
	}
	if _, err := newAlarm(ctx, name+"-events", events, p); err != nil {
		return nil, err
	}
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{})
}

// failurePattern matches the failed executions of one pipeline.
func failurePattern(pipeline naming.Name) map[string]any {
	return map[string]any{
		"source":      []string{"aws.codepipeline"},
		"detail-type": []string{"CodePipeline Pipeline Execution State Change"},
		"detail":      map[string]any{"pipeline": []string{pipeline.String()}, "state": []string{"FAILED"}},
	}
}
