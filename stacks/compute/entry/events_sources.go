package entry

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/config"
)

// fetch has Lambda fetch messages or records, and call the alias with batches of them. The
// function says which of a batch failed: the others are not delivered again (Lambda Developer
// Guide, services-sqs-errorhandling and services-ddb-batchfailurereporting).
func (args EventsArgs) fetch(ctx *pulumi.Context, name, event string, e *Events, failed failures) error {
	f, x := args.Function, args.Events[event]
	mapping := &lambda.EventSourceMappingArgs{
		EventSourceArn:                 x.From.ToStringOutput().ToStringPtrOutput(),
		FunctionName:                   f.AliasArn,
		Enabled:                        pulumi.Bool(true),
		BatchSize:                      pulumi.Int(x.BatchSize),
		MaximumBatchingWindowInSeconds: pulumi.Int(x.BatchSeconds),
		FunctionResponseTypes:          pulumi.ToStringArray([]string{"ReportBatchItemFailures"}),
		Tags:                           component.ServiceTags(f.Service),
	}
	if x.Kind == config.OfStream {
		mapping.StartingPosition = pulumi.String("LATEST")
		if x.FromStart {
			mapping.StartingPosition = pulumi.String("TRIM_HORIZON")
		}
		// Records of a shard come in order: without both, one that the function cannot take
		// would stop the others for a day.
		mapping.BisectBatchOnFunctionError = pulumi.Bool(true)
		mapping.MaximumRetryAttempts = pulumi.Int(x.Retries)
		mapping.DestinationConfig = lambda.EventSourceMappingDestinationConfigArgs{
			OnFailure: lambda.EventSourceMappingDestinationConfigOnFailureArgs{DestinationArn: failed.arn},
		}
	} else if most := args.mostAtOnce(x); most > 0 {
		mapping.ScalingConfig = lambda.EventSourceMappingScalingConfigArgs{MaximumConcurrency: pulumi.Int(most)}
	}
	if _, err := lambda.NewEventSourceMapping(ctx, name+"-"+event+"-mapping", mapping,
		component.Named(e, f.Account)...); err != nil {
		return fmt.Errorf("have %s called by its %s %s: %w", f.Service, x.Kind, event, err)
	}
	return nil
}

// fewestAtOnce is the least that Lambda takes as a bound of a queue's calls.
const fewestAtOnce = 2

// mostAtOnce bounds the calls by a queue; 0 is no bound. A call that the function has no room
// for goes back to the queue, and counts there as one that it failed on.
func (args EventsArgs) mostAtOnce(x Event) int {
	if x.MaxConcurrency == 0 && args.ReservedConcurrency >= fewestAtOnce {
		return args.ReservedConcurrency
	}
	return x.MaxConcurrency
}

// subscribe has a topic call the alias.
func (args EventsArgs) subscribe(ctx *pulumi.Context, name, event string, e *Events, failed failures) error {
	f, x := args.Function, args.Events[event]
	permission, err := args.permit(ctx, name, event, e, "sns.amazonaws.com", x.From)
	if err != nil {
		return err
	}
	subscription := &sns.TopicSubscriptionArgs{
		Topic:         x.From,
		Protocol:      pulumi.String("lambda"),
		Endpoint:      f.AliasArn,
		RedrivePolicy: pulumi.JSONMarshal(pulumi.StringMap{"deadLetterTargetArn": failed.arn}),
	}
	if x.Filter != nil {
		subscription.FilterPolicy = pulumi.JSONMarshal(x.Filter)
		subscription.FilterPolicyScope = pulumi.String("MessageAttributes")
		if x.InBody {
			subscription.FilterPolicyScope = pulumi.String("MessageBody")
		}
	}
	if _, err := sns.NewTopicSubscription(ctx, name+"-"+event+"-subscription", subscription,
		component.Named(e, f.Account, pulumi.DependsOn(append(failed.ready, permission)))...); err != nil {
		return fmt.Errorf("subscribe %s to topic %s: %w", f.Service, event, err)
	}
	return nil
}

// match has a rule of EventBridge call the alias.
func (args EventsArgs) match(ctx *pulumi.Context, name, event string, e *Events, failed failures) error {
	f, x := args.Function, args.Events[event]
	rule := &cloudwatch.EventRuleArgs{
		Name:        pulumi.String(x.Rule.String()),
		Description: pulumi.String("Event " + event + " of service " + f.Service),
		State:       pulumi.String("ENABLED"),
		Tags:        component.ServiceTags(f.Service),
	}
	var bus pulumi.StringPtrInput // nil is the account's default bus
	if !x.onDefaultBus() {
		bus = x.From.ToStringOutput().ToStringPtrOutput()
	}
	rule.EventBusName = bus
	if x.Kind == config.OfSchedule {
		rule.ScheduleExpression = pulumi.String(x.Source)
	} else {
		rule.EventPattern = pulumi.JSONMarshal(x.Pattern)
	}
	made, err := cloudwatch.NewEventRule(ctx, name+"-"+event+"-rule", rule, component.Named(e, f.Account)...)
	if err != nil {
		return fmt.Errorf("create rule %s: %w", x.Rule, err)
	}
	permission, err := args.permit(ctx, name, event, e, "events.amazonaws.com", made.Arn)
	if err != nil {
		return err
	}
	target := &cloudwatch.EventTargetArgs{
		TargetId:     pulumi.String("function"),
		Rule:         made.Name,
		EventBusName: bus,
		Arn:          f.AliasArn,
		// EventBridge's own bounds, said so that a reader sees them: a day.
		RetryPolicy: cloudwatch.EventTargetRetryPolicyArgs{
			MaximumEventAgeInSeconds: pulumi.Int(24 * 60 * 60),
			MaximumRetryAttempts:     pulumi.Int(185),
		},
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: failed.arn},
	}
	if x.Input != nil {
		target.Input = pulumi.JSONMarshal(x.Input).ToStringPtrOutput()
	}
	if _, err := cloudwatch.NewEventTarget(ctx, name+"-"+event+"-target", target,
		component.Child(e, f.Account, pulumi.DependsOn(append(failed.ready, permission)))...); err != nil {
		return fmt.Errorf("create target of rule %s: %w", x.Rule, err)
	}
	return nil
}

// onDefaultBus reports whether the rule is on the bus that AWS's own events are on.
func (x Event) onDefaultBus() bool { return x.Kind == config.OfSchedule || x.Bus == "default" }

// permit lets one source call the alias.
func (args EventsArgs) permit(
	ctx *pulumi.Context, name, event string, e *Events, service string, source pulumi.StringInput,
) (*lambda.Permission, error) {
	f := args.Function
	permission, err := lambda.NewPermission(ctx, name+"-"+event+"-permission", &lambda.PermissionArgs{
		StatementId: pulumi.String("Event-" + event),
		Function:    f.Name,
		Qualifier:   f.Alias,
		Action:      pulumi.String("lambda:InvokeFunction"),
		Principal:   pulumi.String(service),
		SourceArn:   source.ToStringOutput().ToStringPtrOutput(),
	}, component.Named(e, f.Account)...)
	if err != nil {
		return nil, fmt.Errorf("let event %s call the function of %s: %w", event, f.Service, err)
	}
	return permission, nil
}
