package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

const (
	eventsBusARN = "arn:aws:events:us-east-1:000000000000:event-bus/bus-a"
	pipelineARN  = "arn:aws:codepipeline:us-east-1:000000000000:pipeline-a"
)

func TestEventBridgeRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	push := awstest.Text(m{"source": list{"github.com"}, "detail-type": list{"push"}})
	pattern := func(p any) m { return m{"name": "rule-a", "eventPattern": awstest.Text(p)} }
	bus := func(c awstest.Client) { c.Given(awstest.Bus, "b", m{"name": "bus-a"}) }
	rule := func(c awstest.Client) {
		bus(c)
		c.Given(awstest.Rule, "r", m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push})
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a bus name with a blank",
			Token: awstest.Bus,
			In:    m{"name": "bus a"},
			Want:  "name: invalid value for name (must be letters, digits and the characters . - _ /): bus a",
		},
		{
			Says:  "a bus with the default bus's name",
			Token: awstest.Bus,
			In:    m{"name": "default"},
			Want:  "name: cannot be \"default\"",
		},
		{
			Says:  "a bus key that does not exist",
			Token: awstest.Bus,
			In:    m{"name": "bus-a", "kmsKeyIdentifier": "alias/none"},
			Want: "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, " +
				"api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			Says:  "a second bus of the same name",
			Given: bus,
			Token: awstest.Bus,
			In:    m{"name": "bus-a"},
			Want: "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, " +
				"api error ResourceAlreadyExistsException: Event bus bus-a already exists.",
		},
		{
			Says:  "a policy of a bus that is not there",
			Token: awstest.BusPolicy,
			In: m{
				"eventBusName": eventsBusARN,
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "events:PutEvents",
					"Principal": "*",
					"Resource":  "*",
				}),
			},
			Want: "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, " +
				"api error ResourceNotFoundException: Event bus bus-a does not exist.",
		},
		{
			Says:  "a bus policy without statements",
			Given: bus,
			Token: awstest.BusPolicy,
			In:    m{"eventBusName": "bus-a", "policy": "{}"},
			Want: "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, " +
				"api error ValidationException: The policy is not valid: no Statement",
		},
		{
			Says:  "a bus policy for a role that does not exist",
			Given: bus,
			Token: awstest.BusPolicy,
			In: m{
				"eventBusName": "bus-a",
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "events:PutEvents",
					"Principal": m{"AWS": awstest.RoleARN("nobody")},
					"Resource":  "*",
				}),
			},
			Want: "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error " +
				"ValidationException: The policy names an invalid principal: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\"",
		},
		{
			Says:  "a rule for nothing",
			Token: awstest.Rule,
			In:    m{"name": "rule-a"},
			Want:  "eventPattern: one of `eventPattern,scheduleExpression` must be specified",
		},
		{
			Says:  "a rule name with a slash",
			Token: awstest.Rule,
			In:    awstest.With(pattern(m{"source": list{"a"}}), m{"name": "rule/a"}),
			Want:  "name: invalid value for name (must be letters, digits and the characters . - _): rule/a",
		},
		{
			Says:  "a rule on a bus that is not there",
			Token: awstest.Rule,
			In:    m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push},
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, " +
				"api error ResourceNotFoundException: Event bus bus-a does not exist.",
		},
		{
			Says:  "a pattern that is no JSON",
			Token: awstest.Rule,
			In:    m{"name": "rule-a", "eventPattern": "push"},
			Want: "eventPattern: \"eventPattern\" contains an invalid JSON: invalid character 'p' looking for " +
				"beginning of value",
		},
		{
			Says:  "a pattern that is a list",
			Token: awstest.Rule,
			In:    pattern(list{}),
			Want: "eventPattern: \"eventPattern\" contains an invalid JSON: json: cannot unmarshal array into Go value of " +
				"type map[string]interface {}",
		},
		{
			Says:  "an empty pattern",
			Token: awstest.Rule,
			In:    pattern(m{}),
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, " +
				"api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty event pattern",
		},
		{
			Says:  "a pattern with a bare word",
			Token: awstest.Rule,
			In:    pattern(m{"source": "github.com"}),
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error " +
				"InvalidEventPatternException: Event pattern is not valid. Reason: \"source\" must be an object or an array",
		},
		{
			Says:  "a pattern with an empty list",
			Token: awstest.Rule,
			In:    pattern(m{"detail": m{"ref": list{}}}),
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error " +
				"InvalidEventPatternException: Event pattern is not valid. Reason: Empty arrays are not allowed at \"detail.ref\"",
		},
		{
			Says:  "a pattern with an empty object",
			Token: awstest.Rule,
			In:    pattern(m{"detail": m{}}),
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error " +
				"InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed at \"detail\"",
		},
		{
			Says:  "a pattern with a list in a list",
			Token: awstest.Rule,
			In:    pattern(m{"source": list{list{"a"}}}),
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error " +
				"InvalidEventPatternException: Event pattern is not valid. Reason: Match value must be String, number, true, " +
				"false, or null at \"source\"",
		},
		{
			Says:  "a pattern with an unknown filter",
			Token: awstest.Rule,
			In:    pattern(m{"detail": m{"ref": list{m{"starts-with": "refs/"}}}}),
			Want: "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error " +
				"InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type starts-with at " +
				"\"detail.ref\"",
		},
		{
			Says:  "a rule that another resource owns",
			Given: rule,
			Token: awstest.Rule,
			In:    m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push},
			Want: "creating EventBridge Rule (rule-a): rejected by the simulated AWS, not by AWS: EventBridge Rule " +
				"bus-a/rule-a belongs to urn:pulumi:test::slipway-test::aws:cloudwatch/eventRule:EventRule::r already; " +
				"on AWS the call would silently write over it. Give one of them another name.",
		},
	})
}
