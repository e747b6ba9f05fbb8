package localaws_test

import "testing"

const (
	eventsBusARN = "arn:aws:events:us-east-1:000000000000:event-bus/bus-a"
	pipelineARN  = "arn:aws:codepipeline:us-east-1:000000000000:pipeline-a"
	functionARN  = "arn:aws:lambda:us-east-1:000000000000:function:lambda-a"
)

func TestEventBridgeRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	push := text(m{"source": list{"github.com"}, "detail-type": list{"push"}})
	pattern := func(p any) m { return m{"name": "rule-a", "eventPattern": text(p)} }
	bus := func(c client) { c.given(busT, "b", m{"name": "bus-a"}) }
	rule := func(c client) {
		bus(c)
		c.given(ruleT, "r", m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push})
	}
	target := m{"rule": "rule-a", "eventBusName": "bus-a", "targetId": "t", "arn": functionARN}
	start := with(target, m{"arn": pipelineARN, "roleArn": roleARN("role-events")})
	refused(t, []refusal{
		{
			says:  "a bus name with a blank",
			token: busT,
			in:    m{"name": "bus a"},
			want:  "name: invalid value for name (must be letters, digits and the characters . - _ /): bus a",
		},
		{
			says:  "a bus with the default bus's name",
			token: busT,
			in:    m{"name": "default"},
			want:  "name: cannot be \"default\"",
		},
		{
			says:  "a bus key that does not exist",
			token: busT,
			in:    m{"name": "bus-a", "kmsKeyIdentifier": "alias/none"},
			want:  "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			says:  "a second bus of the same name",
			given: bus,
			token: busT,
			in:    m{"name": "bus-a"},
			want:  "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, api error ResourceAlreadyExistsException: Event bus bus-a already exists.",
		},
		{
			says:  "a policy of a bus that is not there",
			token: busPolicyT,
			in:    m{"eventBusName": eventsBusARN, "policy": document(m{"Effect": "Allow", "Action": "events:PutEvents", "Principal": "*", "Resource": "*"})},
			want:  "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error ResourceNotFoundException: Event bus bus-a does not exist.",
		},
		{
			says:  "a bus policy without statements",
			given: bus,
			token: busPolicyT,
			in:    m{"eventBusName": "bus-a", "policy": "{}"},
			want:  "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error ValidationException: The policy is not valid: no Statement",
		},
		{
			says:  "a bus policy for a role that does not exist",
			given: bus,
			token: busPolicyT,
			in:    m{"eventBusName": "bus-a", "policy": document(m{"Effect": "Allow", "Action": "events:PutEvents", "Principal": m{"AWS": roleARN("nobody")}, "Resource": "*"})},
			want:  "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error ValidationException: The policy names an invalid principal: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\"",
		},
		{
			says:  "a rule for nothing",
			token: ruleT,
			in:    m{"name": "rule-a"},
			want:  "eventPattern: one of `eventPattern,scheduleExpression` must be specified",
		},
		{
			says:  "a rule name with a slash",
			token: ruleT,
			in:    with(pattern(m{"source": list{"a"}}), m{"name": "rule/a"}),
			want:  "name: invalid value for name (must be letters, digits and the characters . - _): rule/a",
		},
		{
			says:  "a rule on a bus that is not there",
			token: ruleT,
			in:    m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push},
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error ResourceNotFoundException: Event bus bus-a does not exist.",
		},
		{
			says:  "a pattern that is no JSON",
			token: ruleT,
			in:    m{"name": "rule-a", "eventPattern": "push"},
			want:  "eventPattern: \"eventPattern\" contains an invalid JSON: invalid character 'p' looking for beginning of value",
		},
		{
			says:  "a pattern that is a list",
			token: ruleT,
			in:    pattern(list{}),
			want:  "eventPattern: \"eventPattern\" contains an invalid JSON: json: cannot unmarshal array into Go value of type map[string]interface {}",
		},
		{
			says:  "an empty pattern",
			token: ruleT,
			in:    pattern(m{}),
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty event pattern",
		},
		{
			says:  "a pattern with a bare word",
			token: ruleT,
			in:    pattern(m{"source": "github.com"}),
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: \"source\" must be an object or an array",
		},
		{
			says:  "a pattern with an empty list",
			token: ruleT,
			in:    pattern(m{"detail": m{"ref": list{}}}),
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty arrays are not allowed at \"detail.ref\"",
		},
		{
			says:  "a pattern with an empty object",
			token: ruleT,
			in:    pattern(m{"detail": m{}}),
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed at \"detail\"",
		},
		{
			says:  "a pattern with a list in a list",
			token: ruleT,
			in:    pattern(m{"source": list{list{"a"}}}),
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Match value must be String, number, true, false, or null at \"source\"",
		},
		{
			says:  "a pattern with an unknown filter",
			token: ruleT,
			in:    pattern(m{"detail": m{"ref": list{m{"starts-with": "refs/"}}}}),
			want:  "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type starts-with at \"detail.ref\"",
		},
		{
			says:  "a rule that another resource owns",
			given: rule,
			token: ruleT,
			in:    m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push},
			want:  "creating EventBridge Rule (rule-a): refused by the rehearsal, not by AWS: EventBridge Rule bus-a/rule-a belongs to urn:pulumi:test::slipway-test::aws:cloudwatch/eventRule:EventRule::r already; on AWS the call would silently write over it. Give one of them another name.",
		},
		{
			says:  "a target of a rule that is not there",
			given: bus,
			token: targetT,
			in:    target,
			want:  "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ResourceNotFoundException: Rule rule-a does not exist on EventBus bus-a.",
		},
		{
			says:  "a target that is no ARN",
			given: rule,
			token: targetT,
			in:    with(target, m{"arn": "lambda-a"}),
			want:  "arn: \"arn\" (lambda-a) is an invalid ARN: arn: invalid prefix",
		},
		{
			says:  "a target with two inputs",
			given: rule,
			token: targetT,
			in:    with(target, m{"input": "{}", "inputPath": "$"}),
			want:  "input: only one of `input,inputPath,inputTransformer` can be specified",
		},
		{
			says:  "a template with a placeholder of no path",
			given: rule,
			token: targetT,
			in:    with(target, m{"inputTransformer": m{"inputPaths": m{"sha": "$.detail.after"}, "inputTemplate": "{\"sha\": <sha>, \"ref\": <ref>, \"rule\": <aws.events.rule-arn>}"}}),
			want:  "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: InputTemplate for target t contains placeholder ref that has no InputPath.",
		},
		{
			says:  "a pipeline as target without a role",
			given: rule,
			token: targetT,
			in:    with(target, m{"arn": pipelineARN}),
			want:  "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: RoleArn is required for target arn:aws:codepipeline:us-east-1:000000000000:pipeline-a.",
		},
		{
			says:  "a role that EventBridge may not assume",
			given: func(c client) { rule(c); c.role("role-events", "lambda") },
			token: targetT,
			in:    start,
			want:  "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: Provided role 'arn:aws:iam::000000000000:role/role-events' cannot be assumed by principal 'events.amazonaws.com'.",
		},
		{
			says: "a role whose trust is for another rule",
			given: func(c client) {
				rule(c)
				c.given(roleT, "r", m{"name": "role-events", "assumeRolePolicy": document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": "events.amazonaws.com"},
					"Condition": m{"ArnLike": m{"aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/bus-a/rule-b"}}})})
			},
			token: targetT,
			in:    start,
			want:  "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: Provided role 'arn:aws:iam::000000000000:role/role-events' cannot be assumed by principal 'events.amazonaws.com'.",
		},
		{
			says:  "a role that may not start the pipeline",
			given: func(c client) { rule(c); c.role("role-events", "events") },
			token: targetT,
			in:    start,
			want:  "creating EventBridge Target (t): refused by the rehearsal, not by AWS: the rule rule-a would match and start nothing: the role arn:aws:iam::000000000000:role/role-events may not codepipeline:StartPipelineExecution on arn:aws:codepipeline:us-east-1:000000000000:pipeline-a.",
		},
		{
			says:  "a dead-letter queue that is not there",
			given: rule,
			token: targetT,
			in:    with(target, m{"deadLetterConfig": m{"arn": queueARN}}),
			want:  "creating EventBridge Target (t): refused by the rehearsal, not by AWS: the dead-letter queue arn:aws:sqs:us-east-1:000000000000:queue-a does not exist: what fails would be lost.",
		},
		{
			says: "a dead-letter queue that EventBridge may not use",
			given: func(c client) {
				rule(c)
				c.given(queueT, "q", m{"name": "queue-a", "kmsMasterKeyId": "alias/aws/sqs"})
			},
			token: targetT,
			in:    with(target, m{"deadLetterConfig": m{"arn": queueARN}}),
			want:  "creating EventBridge Target (t): refused by the rehearsal, not by AWS: the dead-letter queue arn:aws:sqs:us-east-1:000000000000:queue-a is encrypted with alias/aws/sqs, which EventBridge may not use: what fails would be lost.",
		},
		{
			says: "a sixth target",
			given: func(c client) {
				rule(c)
				for _, id := range []string{"a", "b", "c", "d", "e"} {
					c.given(targetT, id, with(target, m{"targetId": id}))
				}
			},
			token: targetT,
			in:    target,
			want:  "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error LimitExceededException: The requested resource exceeds the maximum number allowed.",
		},
	})
}
