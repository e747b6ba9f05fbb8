package observe

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/approve"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/record"
	"slipway/stacks/delivery/start"
)

// SharedAlarmsArgs describe the alarms on what all services share.
type SharedAlarmsArgs struct {
	Names    naming.Environment
	Bus      *push.Bus
	Recorder *record.Recorder
	Starter  *start.Starter
	Approver *approve.Approver // nil if a person is asked
	Webhook  *push.Webhook     // nil when the connection triggers
	TopicArn pulumi.StringOutput
	Account  awsaccount.Account
}

// SharedAlarms tell when slipway itself does not work: events that reach
// nothing, history that is not written, a webhook that does not answer.
type SharedAlarms struct {
	pulumi.ResourceState
}

// formerAlarms is what the component was called. Without it an update would make each
// alarm once more under its name, and then delete it by that name.
var formerAlarms = pulumi.Alias{
	Type: pulumi.String("slipway:delivery:PlumbingAlarms"),
	Name: pulumi.String("plumbing"),
}

// NewSharedAlarms makes the alarms.
func NewSharedAlarms(
	ctx *pulumi.Context, name string, args SharedAlarmsArgs, opts ...pulumi.ResourceOption,
) (*SharedAlarms, error) {
	s := &SharedAlarms{}
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{formerAlarms}))
	if err := component.Register(ctx, contract.DeliveryLayer, "SharedAlarms", name, s, opts...); err != nil {
		return nil, err
	}
	for _, a := range args.alarms() {
		a.alarm.Threshold, a.alarm.Recovers = 1, true
		a.alarm.TopicArn, a.alarm.Account = args.TopicArn, args.Account
		if _, err := newAlarm(ctx, name+"-"+a.purpose, a.alarm, s); err != nil {
			return nil, err
		}
	}
	return s, ctx.RegisterResourceOutputs(s, pulumi.Map{})
}

type purposedAlarm struct {
	purpose string
	alarm   alarmArgs
}

func (args SharedAlarmsArgs) alarms() []purposedAlarm {
	all := []purposedAlarm{
		{"dead-letters", alarmArgs{
			Name: args.Names.DeadLetterAlarm,
			Description: fmt.Sprintf("An event reached neither a pipeline nor the recorder, the recorder could not write "+
				"it, or a rule that starts a pipeline is missing. When the cause is gone, `make replay ENV=%s` writes it and "+
				"says what is left to do.", args.Names.Suffix),
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
	all = append(all, purposedAlarm{"start", alarmArgs{
		Name: args.Names.StarterAlarm,
		Description: "A push neither started its pipeline nor was kept in the queue. Read the log group of the state " +
			"machine: it has the commit. Then start it: `make start SERVICE= COMMIT=`",
		Namespace:  "AWS/States",
		Metric:     "ExecutionsFailed",
		Statistic:  "Sum",
		Dimensions: pulumi.StringMap{"StateMachineArn": args.Starter.Arn},
	}})
	if args.Approver != nil {
		all = append(all, purposedAlarm{"approve", alarmArgs{
			Name: args.Names.ApproverAlarm,
			Description: fmt.Sprintf("An approval was neither answered nor kept in the queue, and waits for a person: "+
				"`make approve ENV=%s SERVICE=`", args.Names.Suffix),
			Namespace:  "AWS/States",
			Metric:     "ExecutionsFailed",
			Statistic:  "Sum",
			Dimensions: pulumi.StringMap{"StateMachineArn": args.Approver.Arn},
		}})
	}
	if args.Webhook == nil {
		return all
	}
	// The API's counts hold both: what the receiver answers, and what API Gateway answers
	// for a receiver that broke or has too much to do (API Gateway developer guide,
	// http-api-metrics). GitHub does not send a push again by itself.
	return append(all, purposedAlarm{"webhook-rejected", alarmArgs{
		Name: args.Names.RejectedAlarm,
		Description: "A call of the webhook was rejected: a push that counts for nothing, or somebody who is not GitHub. " +
			"The deliveries on the webhook's page at GitHub say why. Redeliver it when that is mended, or: `make start`",
		Namespace:  "AWS/ApiGateway",
		Metric:     "4xx",
		Statistic:  "Sum",
		Dimensions: pulumi.StringMap{"ApiId": args.Webhook.APIID},
	}}, purposedAlarm{"webhook", alarmArgs{
		Name: args.Names.WebhookAlarm,
		Description: "A push was not accepted. Read the receiver's log group, then redeliver it from the webhook's " +
			"page at GitHub.",
		Namespace:  "AWS/ApiGateway",
		Metric:     "5xx",
		Statistic:  "Sum",
		Dimensions: pulumi.StringMap{"ApiId": args.Webhook.APIID},
	}})
}
