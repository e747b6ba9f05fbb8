package start

import (
	"fmt"

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

// startedBy is a rule that starts the starter.
type startedBy struct {
	Name    naming.Name
	Rule    *cloudwatch.EventRule
	Bus     pulumi.StringPtrInput // nil for the default one
	Input   cloudwatch.EventTargetInputTransformerArgs
	Letters pulumi.StringOutput // ARN of the queue for what cannot be delivered
	Account awsaccount.Account
}

// target has the rule start the starter.
func (s *Starter) target(ctx *pulumi.Context, name string, by startedBy, parent pulumi.Resource) error {
	_, err := cloudwatch.NewEventTarget(ctx, name+"-target", &cloudwatch.EventTargetArgs{
		TargetId:         pulumi.String("starter"),
		Rule:             by.Rule.Name,
		EventBusName:     by.Bus,
		Arn:              s.Arn,
		RoleArn:          s.caller.Arn,
		InputTransformer: by.Input,
		RetryPolicy: cloudwatch.EventTargetRetryPolicyArgs{
			MaximumRetryAttempts: pulumi.Int(startRetries), MaximumEventAgeInSeconds: pulumi.Int(startRetrySeconds),
		},
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: by.Letters},
	}, component.Child(parent, by.Account, pulumi.DependsOn(s.caller.Ready))...)
	if err != nil {
		return fmt.Errorf("create target of rule %s: %w", by.Name, err)
	}
	return nil
}
