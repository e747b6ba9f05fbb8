package observe

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
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
	Percentile        string                                 // in the place of Statistic
	Queries           cloudwatch.MetricAlarmMetricQueryArray // in the place of a metric
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
	inputs := &cloudwatch.MetricAlarmArgs{
		Name:                    pulumi.String(a.Name.String()),
		AlarmDescription:        pulumi.String(a.Description),
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
	}
	if a.Queries != nil {
		inputs.MetricQueries = a.Queries
	} else {
		inputs.Namespace, inputs.MetricName = pulumi.String(a.Namespace), pulumi.String(a.Metric)
		inputs.Dimensions, inputs.Period = a.Dimensions, pulumi.Int(alarmSeconds)
	}
	if a.Statistic != "" {
		inputs.Statistic = pulumi.String(a.Statistic)
	}
	if a.Percentile != "" {
		inputs.ExtendedStatistic = pulumi.String(a.Percentile)
	}
	alarm, err := cloudwatch.NewMetricAlarm(ctx, name, inputs, component.Named(parent, a.Account)...)
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

// EventAlarmArgs describe the alarm on the events that one service failed on.
type EventAlarmArgs struct {
	Names    naming.ServiceNames
	Service  naming.Service
	TopicArn pulumi.StringOutput
	Target   awsaccount.Account // where the queue is
}

// EventAlarm tells when an event is kept that the service failed on, or that did not reach
// it. Lambda has given up then: nothing tries it again.
type EventAlarm struct {
	pulumi.ResourceState
}

// NewEventAlarm makes the alarm, beside the queue.
func NewEventAlarm(
	ctx *pulumi.Context, name string, args EventAlarmArgs, opts ...pulumi.ResourceOption,
) (*EventAlarm, error) {
	e := &EventAlarm{}
	if err := component.Register(ctx, contract.DeliveryLayer, "EventAlarm", name, e, opts...); err != nil {
		return nil, err
	}
	if _, err := newAlarm(ctx, name+"-alarm", alarmArgs{
		Name: args.Names.EventAlarm,
		Description: fmt.Sprintf("%s failed on an event each time, or an event did not reach it. It is in %s for 14 days, "+
			"with the reason, and nothing tries it again: see docs/events.md.", args.Service, args.Names.EventQueue),
		Namespace:  "AWS/SQS",
		Metric:     "ApproximateNumberOfMessagesVisible",
		Statistic:  "Maximum",
		Threshold:  1,
		Dimensions: pulumi.StringMap{"QueueName": pulumi.String(args.Names.EventQueue.String())},
		Recovers:   true,
		TopicArn:   args.TopicArn,
		Account:    args.Target,
		Tags:       component.ServiceTags(args.Service.String()),
	}, e); err != nil {
		return nil, err
	}
	return e, ctx.RegisterResourceOutputs(e, pulumi.Map{})
}

// LoadAlarmsArgs describe the alarms on one service's function that its settings ask for.
type LoadAlarmsArgs struct {
	Names    naming.ServiceNames
	Service  naming.Service
	Function *contract.Function
	Settings config.Alarms
	TopicArn pulumi.StringOutput
	Target   awsaccount.Account // where the function is
}

// LoadAlarms tell when the live function fails for a share of its callers, has no room for
// them or is slow.
type LoadAlarms struct {
	pulumi.ResourceState
}

// NewLoadAlarms makes those that are asked for.
func NewLoadAlarms(
	ctx *pulumi.Context, name string, args LoadAlarmsArgs, opts ...pulumi.ResourceOption,
) (*LoadAlarms, error) {
	l := &LoadAlarms{}
	if err := component.Register(ctx, contract.DeliveryLayer, "LoadAlarms", name, l, opts...); err != nil {
		return nil, err
	}
	for _, a := range args.alarms() {
		if a.alarm.Threshold == 0 {
			continue
		}
		a.alarm.Recovers, a.alarm.TopicArn, a.alarm.Account = true, args.TopicArn, args.Target
		a.alarm.Tags = component.ServiceTags(args.Service.String())
		if _, err := newAlarm(ctx, name+"-"+a.purpose, a.alarm, l); err != nil {
			return nil, err
		}
	}
	return l, ctx.RegisterResourceOutputs(l, pulumi.Map{})
}

func (args LoadAlarmsArgs) alarms() []purposedAlarm {
	s, dimensions := args.Settings, aliasDimensions(args.Function)
	return []purposedAlarm{
		{"rate", alarmArgs{
			Name: args.Names.RateAlarm,
			Description: fmt.Sprintf("%d %% of the requests to %s failed in five minutes. Look at the saved queries, and at "+
				"`make rollback`.", s.ErrorPercent, args.Service),
			Queries:   shareOfErrors(args.Function),
			Threshold: float64(s.ErrorPercent),
		}},
		{"throttles", alarmArgs{
			Name: args.Names.ThrottleAlarm,
			Description: fmt.Sprintf("%s rejected at least %d requests in five minutes, because as many as it may have at once "+
				"were under way: see reservedConcurrency.", args.Service, s.Throttles),
			Namespace:  "AWS/Lambda",
			Metric:     "Throttles",
			Statistic:  "Sum",
			Dimensions: dimensions,
			Threshold:  float64(s.Throttles),
		}},
		{"spillovers", alarmArgs{
			Name: args.Names.SpilloverAlarm,
			Description: fmt.Sprintf("At least %d requests to %s in five minutes found none of the environments free that are "+
				"kept ready, and waited for a start: see provisionedConcurrency.", s.Spillovers, args.Service),
			Namespace: "AWS/Lambda",
			Metric:    "ProvisionedConcurrencySpilloverInvocations",
			Statistic: "Sum",
			// Of the function: what is kept ready is a version, and not the alias.
			Dimensions: pulumi.StringMap{"FunctionName": args.Function.Name},
			Threshold:  float64(s.Spillovers),
		}},
		{"duration", alarmArgs{
			Name: args.Names.DurationAlarm,
			Description: fmt.Sprintf("One of a hundred requests to %s took %d milliseconds or longer. The saved queries name "+
				"the slowest.", args.Service, s.P99Millisecond),
			Namespace:  "AWS/Lambda",
			Metric:     "Duration",
			Percentile: "p99",
			Dimensions: dimensions,
			Threshold:  float64(s.P99Millisecond),
		}},
	}
}

// shareOfErrors is the percentage of the alias's requests that failed; without a request
// there is none.
func shareOfErrors(function *contract.Function) cloudwatch.MetricAlarmMetricQueryArray {
	return cloudwatch.MetricAlarmMetricQueryArray{
		sumQuery(function, "errors", "Errors", alarmSeconds),
		sumQuery(function, "invocations", "Invocations", alarmSeconds),
		expressionQuery("share", "100 * FILL(errors, 0) / invocations", true),
	}
}
