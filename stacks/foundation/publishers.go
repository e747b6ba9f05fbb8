package foundation

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// The AWS services that send to the topic. EventBridge is not among them: a rule that
// targets an encrypted topic would need statements without any condition, so alarms
// and notification rules send the messages.
var (
	alarms        = iampolicy.Services("cloudwatch.amazonaws.com")
	notifications = iampolicy.Services("codestar-notifications.amazonaws.com")
)

// ownAlarms limits a statement to this environment's alarms in the given
// accounts. The names of alarms are matched by their form, so that a new
// service changes no policy (CloudWatch User Guide, Notify_Users_Alarm_Changes).
func ownAlarms(names naming.Environment, region string, accounts []string) []iampolicy.Condition {
	var arns pulumi.StringArray
	for _, account := range accounts {
		in := awsaccount.Account{ID: account, Region: region}
		arns = append(arns, pulumi.String(in.Arn("cloudwatch", "alarm:"+names.AlarmPattern())))
	}
	return []iampolicy.Condition{
		{
			Test:   "StringEquals",
			Key:    "aws:SourceAccount",
			Values: pulumi.ToStringArray(accounts),
		},
		{
			Test:   "ArnLike",
			Key:    "aws:SourceArn",
			Values: arns,
		},
	}
}
