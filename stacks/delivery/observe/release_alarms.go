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
	// Errors is how many in five minutes are too many, five unless it is set (R8).
	Errors int
	// BakeMinutes is how long a release is watched after all traffic has moved.
	BakeMinutes int
	TopicArn    pulumi.StringOutput
	Target      awsaccount.Account // where the function is
}

// ErrorAlarm fires when the live function fails too often (R8), and undoes a
// release that shifts traffic or is watched after it (R12).
type ErrorAlarm struct {
	pulumi.ResourceState

	Name pulumi.StringOutput
}

// mostErrors is how many answers of 5xx in five minutes are too many.
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
			"%s failed at least %d times in five minutes. A release is undone while it shifts traffic and in the %d minutes "+
				"after; otherwise look at the saved queries, and at `make rollback`.",
			args.Service, args.Errors, args.BakeMinutes,
		),
		Namespace: "AWS/Lambda",
		Metric:    "Errors",
		Statistic: "Sum",
		Threshold: float64(args.Errors),
		// The alias: errors of a version that no traffic goes to do not count
		// (Lambda developer guide, monitoring-metrics-view).
		Dimensions: aliasDimensions(args.Function),
		Recovers:   true,
		TopicArn:   args.TopicArn,
		Account:    args.Target,
		Tags:       component.ServiceTags(args.Service.String()),
	}, e)
	if err != nil {
		return nil, err
	}
	e.Name = alarm.Name
	return e, ctx.RegisterResourceOutputs(e, pulumi.Map{"name": e.Name})
}

// aliasDimensions are those of a metric of what the alias was called with.
func aliasDimensions(function *contract.Function) pulumi.StringMap {
	return pulumi.StringMap{
		"FunctionName": function.Name,
		"Resource":     pulumi.Sprintf("%s:%s", function.Name, function.Alias),
	}
}

// ReleaseAlarmArgs describe the alarm that watches one service's releases.
type ReleaseAlarmArgs struct {
	Name         naming.Name
	Service      naming.Service
	Function     *contract.Function
	ErrorPercent int                // of a minute's requests, that make it a bad minute
	Target       awsaccount.Account // where the function is
}

// ReleaseAlarm fires when a share of the requests to the live function fails or is
// throttled, minute by minute: it sees in a release what the error alarm, which
// counts over five minutes, sees too late or never (R12).
type ReleaseAlarm struct {
	pulumi.ResourceState

	Name pulumi.StringOutput
}

// Two bad minutes of the last five: one may be a passing fault, and as Lambda's
// metrics come late, the last minute is often still empty.
const (
	releaseMinutes    = 5
	releaseBadMinutes = 2
	releaseSeconds    = 60
)

// NewReleaseAlarm creates the alarm in the account of the function. It sends no message
// itself, because the release that it undoes sends one.
func NewReleaseAlarm(
	ctx *pulumi.Context, name string, args ReleaseAlarmArgs, opts ...pulumi.ResourceOption,
) (*ReleaseAlarm, error) {
	r := &ReleaseAlarm{}
	if err := component.Register(ctx, contract.DeliveryLayer, "ReleaseAlarm", name, r, opts...); err != nil {
		return nil, err
	}
	alarm, err := cloudwatch.NewMetricAlarm(ctx, name+"-alarm", &cloudwatch.MetricAlarmArgs{
		Name: pulumi.String(args.Name.String()),
		AlarmDescription: pulumi.String(fmt.Sprintf(
			"%d %% of the requests to %s failed or were throttled in %d of %d minutes. A release is undone, and tells why.",
			args.ErrorPercent, args.Service, releaseBadMinutes, releaseMinutes,
		)),
		MetricQueries:           args.queries(),
		EvaluationPeriods:       pulumi.Int(releaseMinutes),
		DatapointsToAlarm:       pulumi.Int(releaseBadMinutes),
		ComparisonOperator:      pulumi.String("GreaterThanOrEqualToThreshold"),
		Threshold:               pulumi.Float64(1),
		TreatMissingData:        pulumi.String("notBreaching"),
		ActionsEnabled:          pulumi.Bool(true),
		AlarmActions:            pulumi.Array{},
		OkActions:               pulumi.Array{},
		InsufficientDataActions: pulumi.Array{},
		Tags:                    component.ServiceTags(args.Service.String()),
	}, component.Named(r, args.Target)...)
	if err != nil {
		return nil, fmt.Errorf("create alarm %s: %w", args.Name, err)
	}
	r.Name = alarm.Name
	return r, ctx.RegisterResourceOutputs(r, pulumi.Map{"name": r.Name})
}

// queries are the alias's metrics and what is made of them: 1 for a bad minute. A
// throttled request is not among Lambda's invocations (Lambda Developer Guide,
// monitoring-metrics-types). FILL, because a metric without any value would leave the
// whole expression without one (CloudWatch User Guide, using-metric-math).
func (args ReleaseAlarmArgs) queries() cloudwatch.MetricAlarmMetricQueryArray {
	metric := func(id, name string) cloudwatch.MetricAlarmMetricQueryArgs {
		return sumQuery(args.Function, id, name, releaseSeconds)
	}
	return cloudwatch.MetricAlarmMetricQueryArray{
		metric("errors", "Errors"),
		metric("throttles", "Throttles"),
		metric("invocations", "Invocations"),
		expressionQuery("bad", "FILL(errors, 0) + FILL(throttles, 0)", false),
		expressionQuery("requests", "FILL(invocations, 0) + FILL(throttles, 0)", false),
		expressionQuery("minute", fmt.Sprintf("IF(bad >= 1 AND 100 * bad >= %d * requests, 1, 0)", args.ErrorPercent), true),
	}
}

// sumQuery is the sum of a metric of the alias in each period.
func sumQuery(function *contract.Function, id, name string, seconds int) cloudwatch.MetricAlarmMetricQueryArgs {
	return cloudwatch.MetricAlarmMetricQueryArgs{
		Id: pulumi.String(id),
		Metric: cloudwatch.MetricAlarmMetricQueryMetricArgs{
			Namespace:  pulumi.String("AWS/Lambda"),
			MetricName: pulumi.String(name),
			Dimensions: aliasDimensions(function),
			Stat:       pulumi.String("Sum"),
			Period:     pulumi.Int(seconds),
		},
		ReturnData: pulumi.Bool(false),
	}
}

// expressionQuery is what is made of the others, and whether it is what is watched.
func expressionQuery(id, text string, watched bool) cloudwatch.MetricAlarmMetricQueryArgs {
	return cloudwatch.MetricAlarmMetricQueryArgs{
		Id:         pulumi.String(id),
		Expression: pulumi.String(text),
		ReturnData: pulumi.Bool(watched),
	}
}
