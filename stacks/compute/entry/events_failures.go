package entry

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/iampolicy"
)

// failures are where events go that the function failed on.
type failures struct {
	arn   pulumi.StringOutput // of the queue
	ready []pulumi.Resource   // what must be there before something sends to it
}

const (
	// failureDays is the longest that SQS keeps a message (SQS API, SetQueueAttributes).
	failureDays = 14
	// lambdaHours and lambdaRetries are how long Lambda tries by itself: its own bounds, said
	// so that a reader sees them (Lambda Developer Guide, invocation-async-error-handling).
	lambdaHours   = 6
	lambdaRetries = 2
)

// failures makes the queue, if an event could be lost without one.
func (args EventsArgs) failures(ctx *pulumi.Context, name string, e *Events) (failures, error) {
	if !slices.ContainsFunc(args.all(), func(x Event) bool { return x.Lost() }) {
		return failures{}, nil
	}
	f := args.Function
	queue, err := sqs.NewQueue(ctx, name+"-failures", &sqs.QueueArgs{
		Name:                    pulumi.String(args.Queue.String()),
		SqsManagedSseEnabled:    pulumi.Bool(true),
		MessageRetentionSeconds: pulumi.Int(failureDays * 24 * 60 * 60),
		Tags:                    component.ServiceTags(f.Service),
	}, component.Named(e, f.Account)...)
	if err != nil {
		return failures{}, fmt.Errorf("create queue %s: %w", args.Queue, err)
	}
	policy, err := sqs.NewQueuePolicy(ctx, name+"-failures-policy", &sqs.QueuePolicyArgs{
		QueueUrl: queue.Url,
		Policy:   args.failurePolicy(queue.Arn).JSON(),
	}, component.Child(e, f.Account)...)
	if err != nil {
		return failures{}, fmt.Errorf("create policy of queue %s: %w", args.Queue, err)
	}
	if !slices.ContainsFunc(args.all(), func(x Event) bool { return x.Asynchronous() }) {
		return failures{queue.Arn, []pulumi.Resource{policy}}, nil
	}
	given, err := lambda.NewFunctionEventInvokeConfig(ctx, name+"-tries", &lambda.FunctionEventInvokeConfigArgs{
		FunctionName:             f.Name,
		Qualifier:                f.Alias,
		MaximumEventAgeInSeconds: pulumi.Int(lambdaHours * 60 * 60),
		MaximumRetryAttempts:     pulumi.Int(lambdaRetries),
		DestinationConfig: lambda.FunctionEventInvokeConfigDestinationConfigArgs{
			OnFailure: lambda.FunctionEventInvokeConfigDestinationConfigOnFailureArgs{Destination: queue.Arn},
		},
	}, component.Named(e, f.Account)...)
	if err != nil {
		return failures{}, fmt.Errorf("have what %s failed on kept: %w", f.Service, err)
	}
	return failures{queue.Arn, []pulumi.Resource{policy, given}}, nil
}

// all are the events, in the order of their names.
func (args EventsArgs) all() []Event {
	var all []Event
	for _, name := range slices.Sorted(maps.Keys(args.Events)) {
		all = append(all, args.Events[name])
	}
	return all
}

// failurePolicy lets rules and topics send what they could not hand to Lambda. What Lambda
// itself sends it sends as the function's role, which has the right by its own policy.
func (args EventsArgs) failurePolicy(queue pulumi.StringOutput) iampolicy.Document {
	var rules, topics pulumi.StringArray
	for _, x := range args.all() {
		switch x.Kind {
		case config.OfSchedule, config.OfPattern:
			rules = append(rules, args.ruleArn(x))
		case config.OfTopic:
			topics = append(topics, x.From)
		}
	}
	var policy iampolicy.Document
	send := func(sid, service string, sources pulumi.StringArray) {
		if len(sources) == 0 {
			return
		}
		policy = append(policy, iampolicy.Statement{
			Sid:        sid,
			Principals: []iampolicy.Principal{iampolicy.Services(service)},
			Actions:    []string{"sqs:SendMessage"},
			Resources:  pulumi.StringArray{queue},
			// The ARNs hold the account.
			Conditions: []iampolicy.Condition{iampolicy.When("ArnLike", "aws:SourceArn", sources...)},
		})
	}
	send("RulesSendWhatTheyCouldNotDeliver", "events.amazonaws.com", rules)
	send("TopicsSendWhatTheyCouldNotDeliver", "sns.amazonaws.com", topics)
	return append(policy, component.OnlyTLS("OnlyEncryptedConnections", []string{"sqs:*"}, queue))
}

// ruleArn is the ARN that the rule of an event will have.
func (args EventsArgs) ruleArn(x Event) pulumi.StringInput {
	arn := args.Function.Account.Arn("events", "rule/")
	if x.onDefaultBus() {
		return pulumi.String(arn + x.Rule.String())
	}
	return pulumi.Sprintf("%s%s/%s", arn, x.From, x.Rule)
}
