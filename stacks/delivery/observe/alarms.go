// Package observe shows people how deliveries and services are doing: alarms,
// notification rules, the dashboard and the saved log queries.
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

// PipelineAlarmsArgs describe the alarms on one service's pipeline.
type PipelineAlarmsArgs struct {
	Names    naming.ServiceNames
	Service  naming.Service
	TopicArn pulumi.StringOutput
	Account  awsaccount.Account
}

// PipelineAlarms report failed executions twice: by CodePipeline's metric, which counts
// a failure that the retry cures as well, and by EventBridge's count of a rule's matches,
// which does not (R8).
type PipelineAlarms struct {
	pulumi.ResourceState
}

// NewPipelineAlarms makes both alarms and the rule that the second one counts.
// The metric's dimension is not printed on AWS's page, and metrics of a rule
// are best effort: two of the same kind do not fail for one reason. The metric counts a
// rejected approval as well. That cannot be taken off it: the counts of both would come
// seconds or minutes apart, and an alarm looks at what is there.
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
		Statistic: "Sum",
		Threshold: 1,
		TopicArn:  args.TopicArn,
		Account:   args.Account,
		Tags:      tags,
	}
	page := component.PipelineURL(args.Account.Region, args.Names.Pipeline)
	metric := failed
	metric.Description = fmt.Sprintf("An attempt of the pipeline of %s failed. If it was the first of Build or Test, "+
		"the pipeline has tried the stage once more by itself; if the approval was rejected, a person wanted that. "+
		"%s tells of what is left: %s",
		args.Service, args.Names.FailedAlarm, page)
	metric.Name, metric.Namespace, metric.Metric = args.Names.FailureAlarm, "AWS/CodePipeline", "FailedPipelineExecutions"
	metric.Dimensions = pulumi.StringMap{"PipelineName": pulumi.String(args.Names.Pipeline.String())}
	events := failed
	events.Description = fmt.Sprintf("The pipeline of %s failed, and tries nothing more by itself: %s", args.Service, page)
	events.Name, events.Namespace, events.Metric = args.Names.FailedAlarm, "AWS/Events", "MatchedEvents"
	events.Dimensions = pulumi.StringMap{"RuleName": rule.Name}
	if _, err := newAlarm(ctx, name+"-metric", metric, p); err != nil {
		return nil, err
	}
	if _, err := newAlarm(ctx, name+"-events", events, p); err != nil {
		return nil, err
	}
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{})
}

// failurePattern matches the failures that end an execution of one pipeline: those of a
// stage that is not tried again, and those after the retry. CodePipeline counts the attempts
// of an execution, and writes the time of the retry into each later event of the stage
// (CodePipeline user guide, detect-state-changes-cloudwatch-events). That a person said no
// is no failure. The stage stands in each of the alternatives: EventBridge documents no key
// that is in $or and beside it as well.
func failurePattern(pipeline naming.Name) map[string]any {
	retried := []string{contract.BuildStage, contract.TestStage}
	return map[string]any{
		"source":      []string{"aws.codepipeline"},
		"detail-type": []string{"CodePipeline Stage Execution State Change"},
		"detail": map[string]any{
			"pipeline": []string{pipeline.String()},
			"state":    []string{"FAILED"},
			"$or": []any{
				map[string]any{"stage": []any{map[string]any{"anything-but": append(retried, contract.ApprovalStage)}}},
				map[string]any{"stage": retried, "stage-last-retry-attempt-time": []any{map[string]any{"exists": true}}},
				map[string]any{"stage": retried, "pipeline-execution-attempt": []any{map[string]any{"numeric": []any{">", 1}}}},
			},
		},
	}
}

// MachineAlarmsArgs describe the alarms on one service's release machine.
type MachineAlarmsArgs struct {
	Names       naming.ServiceNames
	Service     naming.Service
	Environment naming.Suffix
	Machine     pulumi.StringOutput // its ARN
	TopicArn    pulumi.StringOutput
	Account     awsaccount.Account
}

// MachineAlarms report what a release machine cannot report itself: that it was ended
// from outside, and that production is on a version that no release chose (R12).
type MachineAlarms struct {
	pulumi.ResourceState
}

// NewMachineAlarms makes the alarms.
func NewMachineAlarms(
	ctx *pulumi.Context, name string, args MachineAlarmsArgs, opts ...pulumi.ResourceOption,
) (*MachineAlarms, error) {
	m := &MachineAlarms{}
	if err := component.Register(ctx, contract.DeliveryLayer, "MachineAlarms", name, m, opts...); err != nil {
		return nil, err
	}
	for _, a := range args.alarms() {
		a.alarm.Threshold = 1
		a.alarm.TopicArn, a.alarm.Account = args.TopicArn, args.Account
		a.alarm.Tags = component.ServiceTags(args.Service.String())
		if _, err := newAlarm(ctx, name+"-"+a.purpose, a.alarm, m); err != nil {
			return nil, err
		}
	}
	return m, ctx.RegisterResourceOutputs(m, pulumi.Map{})
}

func (args MachineAlarmsArgs) alarms() []purposedAlarm {
	ended := func(how string) string {
		return fmt.Sprintf("A release of %s %s before it ended. Its traffic shift is being stopped: "+
			"look at `make status` for the version that is live, and put one back with `make rollback`.", args.Service, how)
	}
	machine := pulumi.StringMap{"StateMachineArn": args.Machine}
	return []purposedAlarm{
		{"aborted", alarmArgs{
			Name:        args.Names.AbortedAlarm,
			Description: ended("was aborted"),
			Namespace:   "AWS/States",
			Metric:      "ExecutionsAborted",
			Statistic:   "Sum",
			Dimensions:  machine,
		}},
		{"timed-out", alarmArgs{
			Name:        args.Names.TimedOutAlarm,
			Description: ended("ran out of time"),
			Namespace:   "AWS/States",
			Metric:      "ExecutionsTimedOut",
			Statistic:   "Sum",
			Dimensions:  machine,
		}},
		{"not-restored", alarmArgs{
			Name: args.Names.NotRestoredAlarm,
			Description: fmt.Sprintf("A release of %s could not be undone: production may be on a version that nobody chose. "+
				"Look at `make status`, then put a version back with `make rollback`.", args.Service),
			Namespace: contract.MetricNamespace,
			Metric:    contract.NotRestoredMetric,
			Statistic: "Sum",
			Dimensions: pulumi.StringMap{
				"Service":     pulumi.String(args.Service.String()),
				"Environment": pulumi.String(args.Environment.String()),
			},
		}},
	}
}
