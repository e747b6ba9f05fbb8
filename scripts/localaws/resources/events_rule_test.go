package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestEventBridgeRejectsRulesAsAWSDoes(t *testing.T) {
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
