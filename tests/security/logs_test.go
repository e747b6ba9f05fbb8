package security_test

import (
	"slices"
	"strings"
)

const (
	groupType = "cloudwatch/logGroup:LogGroup"
	alarmType = "cloudwatch/metricAlarm:MetricAlarm"
	stageType = "apigatewayv2/stage:Stage"
)

func logRules() []rule {
	return []rule{{
		property: "G1",
		says:     "every group is declared and ends what it keeps",
		ids:      "CKV_AWS_66 LogGroupRetentionPeriod",
		service:  "Logs",
		over: func(env *environment) []subject {
			return subjects(slices.Concat(
				env.of(groupType), env.of(functionType), env.of(machineType), env.of(stageType),
			))
		},
		fault: func(env *environment, s subject) string {
			if s.Type == "aws:"+groupType {
				return unless(number(s.resource, "retentionInDays") > 0, "keeps everything for ever")
			}
			return unless(logsTo(env, s.resource) != nil, "a log group of AWS's making")
		},
		breaks: map[string]change{"never ends, or is not there": func(env *environment, r *resource) {
			put(env.edit(r), "retentionInDays", 0.0)
			for _, group := range env.of(groupType) {
				if group.URN != r.URN {
					env.remove(group)
				}
			}
		}},
	}, {
		property:       "G2",
		says:           "logs stay for a year",
		ids:            "CKV_AWS_338",
		service:        "Logs",
		over:           every(groupType),
		productionOnly: true,
		fault: func(_ *environment, s subject) string {
			return unless(number(s.resource, "retentionInDays") >= 365, "less than a year")
		},
		breaks: map[string]change{"a month": setting("retentionInDays", 30.0)},
	}, {
		property: "G3",
		says:     "logs are encrypted with a customer key",
		ids:      "AWS-0017 CKV_AWS_158 LogGroupEncrypted",
		service:  "Logs",
		over:     every(groupType),
		fault:    func(env *environment, s subject) string { return customerKey(env, s.Text("kmsKeyId")) },
		mend:     func(env *environment, r *resource) { put(env.edit(r), "kmsKeyId", env.of(keyType)[0].Text("arn")) },
	}}
}

// logsTo is the declared group that a function, a state machine or an API's
// stage writes to, nil when there is none.
func logsTo(env *environment, r *resource) *resource {
	switch r.Type {
	case "aws:" + machineType:
		return env.the(groupType, "arn", strings.TrimSuffix(text(r, "loggingConfiguration.logDestination"), ":*"))
	case "aws:" + stageType:
		return env.the(groupType, "arn", text(r, "accessLogSettings.destinationArn"))
	}
	return env.the(groupType, "name", "/aws/lambda/"+r.Text("name"))
}

func alarmRules() []rule {
	return []rule{{
		property: "G4",
		says:     "alarms tell somebody, and what no data means is chosen",
		service:  "Logs",
		over:     every(alarmType),
		ids: "CKV_AWS_319 CloudWatchAlarmAction cloudwatch_alarm_actions_enabled " +
			"cloudwatch_alarm_actions_alarm_state_configured",
		fault: func(env *environment, s subject) string {
			heard := slices.ContainsFunc(texts(s.resource, "alarmActions"),
				func(arn string) bool { return env.the(topicType, "arn", arn) != nil })
			return faults(
				unless(on(s.resource, "actionsEnabled"), "actions are off"),
				unless(heard, "nobody hears it"),
				unless(slices.Contains([]string{"notBreaching", "breaching", "ignore"}, s.Text("treatMissingData")),
					"no data means what AWS says"),
			)
		},
		breaks: map[string]change{
			"off":           setting("actionsEnabled", false),
			"nobody":        setting("alarmActions", []any{}),
			"somebody else": setting("alarmActions", []any{"arn:aws:sns:us-east-1:000000000000:other"}),
			"AWS's choice":  setting("treatMissingData", "missing"),
		},
		mend: func(env *environment, r *resource) {
			put(env.edit(r), "alarmActions", []any{env.of(topicType)[0].Text("arn")})
		},
	}}
}
