package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// The AWS services that send to the topic by themselves. EventBridge is not
// among them: a rule that targets an encrypted topic would need statements
// without any condition, so alarms and notification rules do the telling.
var (
	alarms        = iampolicy.Services("cloudwatch.amazonaws.com")
	notifications = iampolicy.Services("codestar-notifications.amazonaws.com")
)

// ownAlarms limits a statement to this environment's alarms in the given
// accounts. The names of alarms are matched by their form, so that a new
// service changes no policy (CloudWatch User Guide, Notify_Users_Alarm_Changes).
func ownAlarms(suffix naming.Suffix, region string, accounts []string) []iampolicy.Condition {
	var arns pulumi.StringArray
	for _, account := range accounts {
		arns = append(arns, pulumi.String(fmt.Sprintf("arn:aws:cloudwatch:%s:%s:alarm:%s-*-%s", region, account, naming.Alarm.Type, suffix)))
	}
	return []iampolicy.Condition{
		{Test: "StringEquals", Key: "aws:SourceAccount", Values: pulumi.ToStringArray(accounts)},
		{Test: "ArnLike", Key: "aws:SourceArn", Values: arns},
	}
}
