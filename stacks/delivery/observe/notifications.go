package observe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codestarnotifications"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// notified are the events that the rule sends to the topic (Developer Tools console
// user guide, concepts, events for notification rules on pipelines). Failures are not
// among them, because the alarms report them (R8), nor successes, because the release
// machine tells how each release ended, nor starts, because they need no action. An
// approval or a rejection also informs the others who were asked. A needed approval is
// sent twice on purpose: the approval's own message has the evidence, and this one
// arrives even if the pipeline's role cannot send.
var notified = []string{
	"codepipeline-pipeline-manual-approval-failed",
	"codepipeline-pipeline-manual-approval-needed",
	"codepipeline-pipeline-manual-approval-succeeded",
	"codepipeline-pipeline-pipeline-execution-canceled",
	"codepipeline-pipeline-pipeline-execution-superseded",
}

// NotificationsArgs is what Notifications of one pipeline are made from.
type NotificationsArgs struct {
	Rule        naming.Name
	Service     naming.Service
	PipelineArn pulumi.StringOutput
	Unasked     bool // approvals are answered at once, and are no news
	TopicArn    pulumi.StringOutput
	Account     awsaccount.Account
}

// Notifications is the rule that sends the events of a pipeline's executions to the
// topic.
type Notifications struct {
	pulumi.ResourceState
}

// NewNotifications makes the rule.
func NewNotifications(
	ctx *pulumi.Context, name string, args NotificationsArgs, opts ...pulumi.ResourceOption,
) (*Notifications, error) {
	n := &Notifications{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Notifications", name, n, opts...); err != nil {
		return nil, err
	}
	events := slices.Clone(notified)
	if args.Unasked {
		events = slices.DeleteFunc(events, func(event string) bool { return strings.Contains(event, "manual-approval") })
	}
	if _, err := codestarnotifications.NewNotificationRule(ctx, name+"-rule", &codestarnotifications.NotificationRuleArgs{
		Name:         pulumi.String(args.Rule.String()),
		Resource:     args.PipelineArn,
		EventTypeIds: pulumi.ToStringArray(events),
		DetailType:   pulumi.String("FULL"), // with the failed action and its message
		Status:       pulumi.String("ENABLED"),
		Targets: codestarnotifications.NotificationRuleTargetArray{
			codestarnotifications.NotificationRuleTargetArgs{Type: pulumi.String("SNS"), Address: args.TopicArn},
		},
		Tags: component.ServiceTags(args.Service.String()),
	}, component.Named(n, args.Account)...); err != nil {
		return nil, fmt.Errorf("create notification rule %s: %w", args.Rule, err)
	}
	return n, ctx.RegisterResourceOutputs(n, pulumi.Map{})
}
