package resources_test

import (
	"slipway/scripts/localaws/awstest"
)

func eventTypes() []outputs {
	push := awstest.Text(m{
		"source":      list{"github.com"},
		"detail-type": list{"push"},
		"detail":      m{"ref": list{"refs/heads/main"}, "deleted": list{false}, "head": list{m{"exists": true}}},
	})
	bus := func(c awstest.Client) { c.Given(awstest.Bus, "b", m{"name": "bus-a"}) }
	return []outputs{
		{
			token: awstest.Bus,
			in:    m{"name": "bus-a"},
			id:    "bus-a",
			out:   m{"arn": eventsBusARN},
		},
		{
			token: awstest.BusPolicy,
			given: bus,
			in: m{
				"eventBusName": "bus-a",
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "events:PutEvents",
					"Principal": m{"AWS": "000000000000"},
					"Resource":  eventsBusARN,
				}),
			},
			id: "bus-a",
		},
		{
			token: awstest.Rule,
			given: bus,
			in:    m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push},
			id:    "bus-a/rule-a",
			out: m{
				"arn": "arn:aws:events:us-east-1:000000000000:rule/bus-a/rule-a", "state": "ENABLED",
			},
		},
		{
			token: awstest.Target,
			given: func(c awstest.Client) {
				bus(c)
				c.Given(awstest.Rule, "r", m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push})
				c.Role("role-events", "events")
				c.Grant("role-events", "start", pipelineARN, "codepipeline:StartPipelineExecution")
				c.Given(awstest.Queue, "q", m{"name": "queue-a"})
			},
			in: m{
				"rule":             "rule-a",
				"eventBusName":     "bus-a",
				"targetId":         "pipeline",
				"arn":              pipelineARN,
				"roleArn":          awstest.RoleARN("role-events"),
				"deadLetterConfig": m{"arn": queueARN},
			},
			id: "bus-a-rule-a-pipeline",
		},
	}
}
