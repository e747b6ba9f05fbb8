package start

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/naming"
)

// A start that cannot even be asked for is tried again for an hour. Later it
// would start a pipeline nobody waits for any more; it goes to the dead letters.
const (
	startRetries      = 60
	startRetrySeconds = 60 * 60
)

// target is what a rule hands its events to, on the way to a pipeline.
type target struct {
	ID      string
	Name    naming.Name // of the rule
	Rule    *cloudwatch.EventRule
	Bus     pulumi.StringPtrInput // of the rule; nil for the default one
	Arn     pulumi.StringInput
	Role    *component.Role
	Input   cloudwatch.EventTargetInputTransformerPtrInput // nil is the event as it is
	Letters pulumi.StringOutput                            // ARN of the queue for what cannot be delivered
	After   []pulumi.Resource                              // what it is made after
	Account awsaccount.Account
}

// starts is the starter as a target.
func (s *Starter) starts() target {
	return target{
		ID:   "starter",
		Arn:  s.Arn,
		Role: s.caller,
	}
}

// under makes the target.
func (t target) under(ctx *pulumi.Context, name string, parent pulumi.Resource) error {
	_, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId:         pulumi.String(t.ID),
		Rule:             t.Rule.Name,
		EventBusName:     t.Bus,
		Arn:              t.Arn,
		RoleArn:          t.Role.Arn,
		InputTransformer: t.Input,
		RetryPolicy: cloudwatch.EventTargetRetryPolicyArgs{
			MaximumRetryAttempts: pulumi.Int(startRetries), MaximumEventAgeInSeconds: pulumi.Int(startRetrySeconds),
		},
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: t.Letters},
	}, component.Child(parent, t.Account, pulumi.DependsOn(append(t.After, t.Role.Ready...)))...)
	if err != nil {
		return fmt.Errorf("create target of rule %s: %w", t.Name, err)
	}
	return nil
}

func sorted(buses map[string]string) []string { return slices.Sorted(maps.Keys(buses)) }
