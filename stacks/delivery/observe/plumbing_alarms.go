package observe

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/record"
)

// PlumbingAlarmsArgs describe the alarms on what all services share.
type PlumbingAlarmsArgs struct {
	Names    naming.Environment
	Bus      *push.Bus
	Recorder *record.Recorder
	Webhook  *push.Webhook // nil when the connection triggers
	TopicArn pulumi.StringOutput
	Account  awsaccount.Account
}

// PlumbingAlarms tell when slipway itself does not work: events that reach
// nothing, history that is not written, a webhook that does not answer.
type PlumbingAlarms struct {
	pulumi.ResourceState
}

// NewPlumbingAlarms makes the alarms.
func NewPlumbingAlarms(
	ctx *pulumi.Context, name string, args PlumbingAlarmsArgs, opts ...pulumi.ResourceOption,
) (*PlumbingAlarms, error) {
	p := &PlumbingAlarms{}
	if err := component.Register(ctx, contract.DeliveryLayer, "PlumbingAlarms", name, p, opts...); err != nil {
		return nil, err
	}
	for _, a := range args.alarms() {
		a.alarm.Threshold, a.alarm.Recovers = 1, true
		a.alarm.TopicArn, a.alarm.Account = args.TopicArn, args.Account
		if _, err := newAlarm(ctx, name+"-"+a.purpose, a.alarm, p); err != nil {
			return nil, err
		}
	}
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{})
}

type purposedAlarm struct {
	purpose string
	alarm   alarmArgs
}

func (args PlumbingAlarmsArgs) alarms() []purposedAlarm {
	all := []purposedAlarm{
		{"dead-letters", alarmArgs{
			Name: args.Names.DeadLetterAlarm,
			Description: "An event reached neither a pipeline nor the recorder, or the recorder could not write it. " +
				"Read the queue: a message's attributes name the rule, the target and the error.",
			Namespace:  "AWS/SQS",
			Metric:     "ApproximateNumberOfMessagesVisible",
			Statistic:  "Maximum",
			Dimensions: pulumi.StringMap{"QueueName": args.Bus.DeadLetterName},
		}},
		{"recorder", alarmArgs{
			Name: args.Names.RecorderAlarm,
			Description: "A state change was neither written to the history nor kept in the queue. " +
				"Read the recorder's log group: it has the event.",
			Namespace:  "AWS/States",
			Metric:     "ExecutionsFailed",
			Statistic:  "Sum",
			Dimensions: pulumi.StringMap{"StateMachineArn": args.Recorder.Arn},
		}},
	}
	if args.Webhook == nil {
		return all
	}
	// The API's count holds both: what the receiver answers with 5xx, and what
	// API Gateway answers for a receiver that broke (API Gateway developer guide,
	// http-api-metrics).
	return append(all, purposedAlarm{"webhook", alarmArgs{
		Name: args.Names.WebhookAlarm,
		Description: "A push was not accepted. Read the receiver's log group, then redeliver it from the webhook's " +
			"page at GitHub.",
		Namespace:  "AWS/ApiGateway",
		Metric:     "5xx",
		Statistic:  "Sum",
		Dimensions: pulumi.StringMap{"ApiId": args.Webhook.APIID},
	}})
}
