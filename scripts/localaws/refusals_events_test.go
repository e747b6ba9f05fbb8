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
		{"a bus name with a blank", nil, busT, m{"name": "bus a"}, nil, "name: invalid value for name (must be letters, digits and the characters . - _ /): bus a"},
		{"a bus with the default bus's name", nil, busT, m{"name": "default"}, nil, "name: cannot be \"default\""},
		{"a bus key that does not exist", nil, busT, m{"name": "bus-a", "kmsKeyIdentifier": "alias/none"}, nil, "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, api error NotFoundException: Key 'alias/none' does not exist"},
		{"a second bus of the same name", bus, busT, m{"name": "bus-a"}, nil, "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, api error ResourceAlreadyExistsException: Event bus bus-a already exists."},
		{"a policy of a bus that is not there", nil, busPolicyT, m{"eventBusName": eventsBusARN, "policy": document(m{"Effect": "Allow", "Action": "events:PutEvents", "Principal": "*", "Resource": "*"})}, nil, "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error ResourceNotFoundException: Event bus bus-a does not exist."},
		{"a bus policy without statements", bus, busPolicyT, m{"eventBusName": "bus-a", "policy": "{}"}, nil, "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error ValidationException: The policy is not valid: no Statement"},
		{"a bus policy for a role that does not exist", bus, busPolicyT,
			m{"eventBusName": "bus-a", "policy": document(m{"Effect": "Allow", "Action": "events:PutEvents", "Principal": m{"AWS": roleARN("nobody")}, "Resource": "*"})}, nil, "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error ValidationException: The policy names an invalid principal: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\""},
		{"a rule for nothing", nil, ruleT, m{"name": "rule-a"}, nil, "eventPattern: one of `eventPattern,scheduleExpression` must be specified"},
		{"a rule name with a slash", nil, ruleT, with(pattern(m{"source": list{"a"}}), m{"name": "rule/a"}), nil, "name: invalid value for name (must be letters, digits and the characters . - _): rule/a"},
		{"a rule on a bus that is not there", nil, ruleT, m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push}, nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error ResourceNotFoundException: Event bus bus-a does not exist."},
		{"a pattern that is no JSON", nil, ruleT, m{"name": "rule-a", "eventPattern": "push"}, nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object: invalid character 'p' looking for beginning of value"},
		{"a pattern that is a list", nil, ruleT, pattern(list{}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object: json: cannot unmarshal array into Go value of type map[string]interface {}"},
		{"an empty pattern", nil, ruleT, pattern(m{}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty event pattern"},
		{"a pattern with a bare word", nil, ruleT, pattern(m{"source": "github.com"}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: \"source\" must be an object or an array"},
		{"a pattern with an empty list", nil, ruleT, pattern(m{"detail": m{"ref": list{}}}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty arrays are not allowed at \"detail.ref\""},
		{"a pattern with an empty object", nil, ruleT, pattern(m{"detail": m{}}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed at \"detail\""},
		{"a pattern with a list in a list", nil, ruleT, pattern(m{"source": list{list{"a"}}}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Match value must be String, number, true, false, or null at \"source\""},
		{"a pattern with an unknown filter", nil, ruleT, pattern(m{"detail": m{"ref": list{m{"starts-with": "refs/"}}}}), nil, "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type starts-with at \"detail.ref\""},
		{"a rule that another resource owns", rule, ruleT, m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push}, nil, "creating EventBridge Rule (rule-a): refused by the rehearsal, not by AWS: EventBridge Rule bus-a/rule-a belongs to urn:pulumi:test::slipway-test::aws:cloudwatch/eventRule:EventRule::r already; on AWS the call would silently write over it. Give one of them another name."},
		{"a target of a rule that is not there", bus, targetT, target, nil, "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ResourceNotFoundException: Rule rule-a does not exist on EventBus bus-a."},
		{"a target that is no ARN", rule, targetT, with(target, m{"arn": "lambda-a"}), nil, "arn: \"arn\" (lambda-a) is an invalid ARN: arn: invalid prefix"},
		{"a target with two inputs", rule, targetT, with(target, m{"input": "{}", "inputPath": "$"}), nil, "input: only one of `input,inputPath,inputTransformer` can be specified"},
		{"a template with a placeholder of no path", rule, targetT,
			with(target, m{"inputTransformer": m{"inputPaths": m{"sha": "$.detail.after"}, "inputTemplate": "{\"sha\": <sha>, \"ref\": <ref>, \"rule\": <aws.events.rule-arn>}"}}), nil, "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: InputTemplate for target t contains placeholder ref that has no InputPath."},
		{"a pipeline as target without a role", rule, targetT, with(target, m{"arn": pipelineARN}), nil, "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: RoleArn is required for target arn:aws:codepipeline:us-east-1:000000000000:pipeline-a."},
		{"a role that EventBridge may not assume", func(c client) { rule(c); c.role("role-events", "lambda") }, targetT, start, nil, "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: Provided role 'arn:aws:iam::000000000000:role/role-events' cannot be assumed by principal 'events.amazonaws.com'."},
		{"a role whose trust is for another rule", func(c client) {
			rule(c)
			c.given(roleT, "r", m{"name": "role-events", "assumeRolePolicy": document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": "events.amazonaws.com"},
				"Condition": m{"ArnLike": m{"aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/bus-a/rule-b"}}})})
		}, targetT, start, nil, "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: Provided role 'arn:aws:iam::000000000000:role/role-events' cannot be assumed by principal 'events.amazonaws.com'."},
		{"a role that may not start the pipeline", func(c client) { rule(c); c.role("role-events", "events") }, targetT, start, nil, "creating EventBridge Target (t): refused by the rehearsal, not by AWS: the rule rule-a would match and start nothing: the role arn:aws:iam::000000000000:role/role-events may not codepipeline:StartPipelineExecution on arn:aws:codepipeline:us-east-1:000000000000:pipeline-a."},
		{"a dead-letter queue that is not there", rule, targetT, with(target, m{"deadLetterConfig": m{"arn": queueARN}}), nil, "creating EventBridge Target (t): refused by the rehearsal, not by AWS: the dead-letter queue arn:aws:sqs:us-east-1:000000000000:queue-a does not exist: what fails would be lost."},
		{"a dead-letter queue that EventBridge may not use", func(c client) {
			rule(c)
			c.given(queueT, "q", m{"name": "queue-a", "kmsMasterKeyId": "alias/aws/sqs"})
		}, targetT, with(target, m{"deadLetterConfig": m{"arn": queueARN}}), nil, "creating EventBridge Target (t): refused by the rehearsal, not by AWS: the dead-letter queue arn:aws:sqs:us-east-1:000000000000:queue-a is encrypted with alias/aws/sqs, which EventBridge may not use: what fails would be lost."},
		{"a sixth target", func(c client) {
			rule(c)
			for _, id := range []string{"a", "b", "c", "d", "e"} {
				c.given(targetT, id, with(target, m{"targetId": id}))
			}
		}, targetT, target, nil, "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error LimitExceededException: The requested resource exceeds the maximum number allowed."},
	})
}
