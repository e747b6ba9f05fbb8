package calls

import (
	"cmp"
	"strings"

	"slipway/tests/harness"
	"slipway/tests/iam/deployed"
)

// rules are the calls of EventBridge for each rule's targets. A rule that is
// switched off is listed as well: switching it on is a matter of one word.
func (l *list) rules() {
	for _, t := range l.Of("aws:cloudwatch/eventTarget:EventTarget") {
		role, target, by := t.Text("roleArn"), t.Text("arn"), t.Text("rule")
		rule, account := l.ruleOf(t)
		if role != "" {
			l.assume(by, "events.amazonaws.com", role, rule, account)
		}
		switch {
		case strings.HasPrefix(target, "arn:aws:lambda:"):
			l.add(by, "events.amazonaws.com", target, sourceOf(rule, account), "lambda:InvokeFunction")
		case strings.HasPrefix(target, "arn:aws:codepipeline:"):
			l.add(by, role, target, nil, "codepipeline:StartPipelineExecution")
		case strings.HasPrefix(target, "arn:aws:states:"):
			l.add(by, role, target, nil, "states:StartExecution")
		case strings.HasPrefix(target, "arn:aws:events:"):
			l.add(by, role, target, nil, "events:PutEvents")
		default:
			panic("the calls to target " + target + " are not listed")
		}
		// EventBridge User Guide, eb-rule-dlq.
		l.add(by, "events.amazonaws.com", deployed.Text(t, "deadLetterConfig", "arn"),
			sourceOf(rule, account), "sqs:SendMessage")
	}
}

// ruleOf is the ARN of the rule that a target belongs to, and its account: that of the
// target's role, or without one of the target.
func (l *list) ruleOf(t harness.Resource) (rule, account string) {
	of := cmp.Or(t.Text("roleArn"), t.Text("arn"))
	for _, r := range l.Of("aws:cloudwatch/eventRule:EventRule") {
		rule, account = r.Text("arn"), strings.Split(r.Text("arn"), ":")[4]
		if r.Text("name") == t.Text("rule") && strings.Split(of, ":")[4] == account {
			return rule, account
		}
	}
	panic("target " + t.URN + " has no rule")
}

// notices are the calls of the services that send to the topic, and those to the key
// that encrypts it (SNS Developer Guide, sns-key-management).
func (l *list) notices() {
	topic := l.Only("aws:sns/topic:Topic")
	use := []string{"kms:Decrypt", "kms:GenerateDataKey"}
	for _, a := range l.Of("aws:cloudwatch/metricAlarm:MetricAlarm") {
		source := sourceOf(a.Text("arn"), strings.Split(a.Text("arn"), ":")[4])
		for i := range deployed.List(a, "alarmActions") {
			l.add(a.Text("name"), "cloudwatch.amazonaws.com", deployed.Text(a, "alarmActions", i), source, "sns:Publish")
			l.add(a.Text("name"), "cloudwatch.amazonaws.com", topic.Text("kmsMasterKeyId"), source, use...)
		}
	}
	for _, n := range l.Of("aws:codestarnotifications/notificationRule:NotificationRule") {
		by := n.Text("name")
		l.add(by, "codestar-notifications.amazonaws.com", deployed.Text(n, "targets", 0, "address"), nil, "sns:Publish")
		l.add(by, "codestar-notifications.amazonaws.com", topic.Text("kmsMasterKeyId"), via("sns"), use...)
	}
}

// channels are the takings of a role by the service that shows messages in chat. It reads
// the topic by its service-linked role.
func (l *list) channels() {
	for _, c := range l.Of("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration") {
		l.add(c.Text("configurationName"), "chatbot.amazonaws.com", c.Text("iamRoleArn"), nil, "sts:AssumeRole")
	}
}

// storage are the calls of S3 that deliver access logs.
func (l *list) storage() {
	for _, g := range l.Of("aws:s3/bucketLoggingV2:BucketLoggingV2") {
		l.add("access logs of "+g.Text("bucket"), "logging.s3.amazonaws.com",
			"arn:aws:s3:::"+g.Text("targetBucket")+"/"+g.Text("targetPrefix")+"one",
			sourceOf("arn:aws:s3:::"+g.Text("bucket"), l.Own), "s3:PutObject")
	}
}
