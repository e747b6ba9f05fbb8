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

// alarmSeconds is the period of an alarm on one metric: the five minutes asked for (R8).
const alarmSeconds = 300

// alarmArgs describe an alarm on one metric that goes off at once when the
// threshold is reached.
type alarmArgs struct {
	Name              naming.Name
	Description       string // what happened, and what to do
	Namespace, Metric string
	Statistic         string
	Dimensions        pulumi.StringMap
	Threshold         float64
	// Recovers says that it is news when the alarm ends: what it watches is a
	// state and not a single event.
	Recovers bool
	TopicArn pulumi.StringOutput
	Account  awsaccount.Account
	Tags     pulumi.StringMap
}

// newAlarm makes the alarm as a child of parent. No data means that nothing
// happened: the metrics count events, and have no value without one.
func newAlarm(ctx *pulumi.Context, name string, a alarmArgs, parent pulumi.Resource) (*cloudwatch.MetricAlarm, error) {
	tell := pulumi.Array{a.TopicArn}
	recovery := pulumi.Array{}
	if a.Recovers {
		recovery = tell
	}
	alarm, err := cloudwatch.NewMetricAlarm(ctx, name, &cloudwatch.MetricAlarmArgs{
		Name:                    pulumi.String(a.Name.String()),
		AlarmDescription:        pulumi.String(a.Description),
		Namespace:               pulumi.String(a.Namespace),
		MetricName:              pulumi.String(a.Metric),
		Dimensions:              a.Dimensions,
		Statistic:               pulumi.String(a.Statistic),
		Period:                  pulumi.Int(alarmSeconds),
		EvaluationPeriods:       pulumi.Int(1),
		DatapointsToAlarm:       pulumi.Int(1),
		ComparisonOperator:      pulumi.String("GreaterThanOrEqualToThreshold"),
		Threshold:               pulumi.Float64(a.Threshold),
		TreatMissingData:        pulumi.String("notBreaching"),
		ActionsEnabled:          pulumi.Bool(true),
		AlarmActions:            tell,
		OkActions:               recovery,
		InsufficientDataActions: pulumi.Array{},
		Tags:                    a.Tags,
	}, component.Named(parent, a.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create alarm %s: %w", a.Name, err)
	}
	return alarm, nil
}

// EntryAlarmArgs describe the alarm on one service's HTTP API.
type EntryAlarmArgs struct {
	Name     naming.Name
	Service  naming.Service
	APIID    pulumi.StringOutput
	TopicArn pulumi.StringOutput
	Target   awsaccount.Account // where the API is
}

// EntryAlarm tells when callers get answers of 5xx: those that the function gives
// without failing, which ErrorAlarm does not see, and those that API Gateway gives for a
// function that fails, takes too long or has too much to do (API Gateway developer guide,
// http-api-metrics).
type EntryAlarm struct {
	pulumi.ResourceState
}

// NewEntryAlarm makes the alarm, beside the API.
func NewEntryAlarm(
	ctx *pulumi.Context, name string, args EntryAlarmArgs, opts ...pulumi.ResourceOption,
) (*EntryAlarm, error) {
	e := &EntryAlarm{}
	if err := component.Register(ctx, contract.DeliveryLayer, "EntryAlarm", name, e, opts...); err != nil {
		return nil, err
	}
	if _, err := newAlarm(ctx, name+"-alarm", alarmArgs{
		Name: args.Name,
		Description: fmt.Sprintf("The HTTP API of %s answered at least %d calls in five minutes with 5xx. Its access log "+
			"says whether the function answered so, or API Gateway because the function failed, took longer than 30 seconds "+
			"or was throttled.", args.Service, mostErrors),
		Namespace:  "AWS/ApiGateway",
		Metric:     "5xx",
		Statistic:  "Sum",
		Threshold:  mostErrors,
		Dimensions: pulumi.StringMap{"ApiId": args.APIID},
		Recovers:   true,
		TopicArn:   args.TopicArn,
		Account:    args.Target,
		Tags:       component.ServiceTags(args.Service.String()),
	}, e); err != nil {
		return nil, err
	}
	return e, ctx.RegisterResourceOutputs(e, pulumi.Map{})
}
