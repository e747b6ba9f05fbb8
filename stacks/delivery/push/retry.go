package push

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// LongestRetry tries an event for as long as EventBridge allows (EventBridge API,
// RetryPolicy), for what must be done however late.
func LongestRetry() cloudwatch.EventTargetRetryPolicyArgs {
	return cloudwatch.EventTargetRetryPolicyArgs{
		MaximumRetryAttempts: pulumi.Int(185), MaximumEventAgeInSeconds: pulumi.Int(24 * 60 * 60),
	}
}
