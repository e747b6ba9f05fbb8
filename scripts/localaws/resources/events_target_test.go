package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestEventBridgeRejectsTargetsAsAWSDoes(t *testing.T) {
	t.Parallel()
	push := awstest.Text(m{"source": list{"github.com"}, "detail-type": list{"push"}})
	bus := func(c awstest.Client) { c.Given(awstest.Bus, "b", m{"name": "bus-a"}) }
	rule := func(c awstest.Client) {
		bus(c)
		c.Given(awstest.Rule, "r", m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push})
	}
	target := m{"rule": "rule-a", "eventBusName": "bus-a", "targetId": "t", "arn": awstest.FunctionARN}
	start := awstest.With(target, m{"arn": pipelineARN, "roleArn": awstest.RoleARN("role-events")})
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a target of a rule that is not there",
			Given: bus,
			Token: awstest.Target,
			In:    target,
			Want: "creating EventBridge Target (t): operation error EventBridge: PutTargets, " +
				"api error ResourceNotFoundException: Rule rule-a does not exist on EventBus bus-a.",
		},
		{
			Says:  "a target that is no ARN",
			Given: rule,
			Token: awstest.Target,
			In:    awstest.With(target, m{"arn": "lambda-a"}),
			Want:  "arn: \"arn\" (lambda-a) is an invalid ARN: arn: invalid prefix",
		},
		{
			Says:  "a target with two inputs",
			Given: rule,
			Token: awstest.Target,
			In:    awstest.With(target, m{"input": "{}", "inputPath": "$"}),
			Want:  "input: only one of `input,inputPath,inputTransformer` can be specified",
		},
		{
			Says:  "an input beyond EventBridge's",
			Token: awstest.Target,
			Given: rule,
			In:    awstest.With(target, m{"input": `"` + strings.Repeat("x", 8191) + `"`}),
			Want:  "input: expected length of input to be in the range (0 - 8192), got 8193 characters",
		},
		{
			Says:  "a template with a placeholder of no path",
			Given: rule,
			Token: awstest.Target,
			In: awstest.With(target, m{"inputTransformer": m{
				"inputPaths":    m{"sha": "$.detail.after"},
				"inputTemplate": "{\"sha\": <sha>, \"ref\": <ref>, \"rule\": <aws.events.rule-arn>}",
			}}),
			Want: "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: " +
				"InputTemplate for target t contains placeholder ref that has no InputPath.",
		},
		{
			Says:  "a pipeline as target without a role",
			Given: rule,
			Token: awstest.Target,
			In:    awstest.With(target, m{"arn": pipelineARN}),
			Want: "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: " +
				"RoleArn is required for target arn:aws:codepipeline:us-east-1:000000000000:pipeline-a.",
		},
		{
			Says:  "a role that EventBridge may not assume",
			Given: func(c awstest.Client) { rule(c); c.Role("role-events", "lambda") },
			Token: awstest.Target,
			In:    start,
			Want: "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: " +
				"Provided role 'arn:aws:iam::000000000000:role/role-events' cannot be assumed by principal 'events.amazonaws.com'.",
		},
		{
			Says: "a role whose trust is for another rule",
			Given: func(c awstest.Client) {
				rule(c)
				c.Given(awstest.Role, "r", m{
					"name": "role-events",
					"assumeRolePolicy": awstest.Document(m{
						"Effect":    "Allow",
						"Action":    "sts:AssumeRole",
						"Principal": m{"Service": "events.amazonaws.com"},
						"Condition": m{"ArnLike": m{"aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/bus-a/rule-b"}},
					}),
				})
			},
			Token: awstest.Target,
			In:    start,
			Want: "creating EventBridge Target (t): operation error EventBridge: PutTargets, api error ValidationException: " +
				"Provided role 'arn:aws:iam::000000000000:role/role-events' cannot be assumed by principal 'events.amazonaws.com'.",
		},
		{
			Says:  "a role that may not start the pipeline",
			Given: func(c awstest.Client) { rule(c); c.Role("role-events", "events") },
			Token: awstest.Target,
			In:    start,
			Want: "creating EventBridge Target (t): rejected by the simulated AWS, not by AWS: the rule rule-a would match " +
				"and start nothing: the role arn:aws:iam::000000000000:role/role-events may not " +
				"codepipeline:StartPipelineExecution on arn:aws:codepipeline:us-east-1:000000000000:pipeline-a.",
		},
		{
			Says:  "a dead-letter queue that is not there",
			Given: rule,
			Token: awstest.Target,
			In:    awstest.With(target, m{"deadLetterConfig": m{"arn": queueARN}}),
			Want: "creating EventBridge Target (t): rejected by the simulated AWS, not by AWS: " +
				"the dead-letter queue arn:aws:sqs:us-east-1:000000000000:queue-a does not exist: what fails would be lost.",
		},
		{
			Says: "a dead-letter queue that EventBridge may not use",
			Given: func(c awstest.Client) {
				rule(c)
				c.Given(awstest.Queue, "q", m{"name": "queue-a", "kmsMasterKeyId": "alias/aws/sqs"})
			},
			Token: awstest.Target,
			In:    awstest.With(target, m{"deadLetterConfig": m{"arn": queueARN}}),
			Want: "creating EventBridge Target (t): rejected by the simulated AWS, not by AWS: the dead-letter queue " +
				"arn:aws:sqs:us-east-1:000000000000:queue-a is encrypted with alias/aws/sqs, which EventBridge may not use: " +
				"what fails would be lost.",
		},
		{
			Says: "a sixth target",
			Given: func(c awstest.Client) {
				rule(c)
				for _, id := range []string{"a", "b", "c", "d", "e"} {
					c.Given(awstest.Target, id, awstest.With(target, m{"targetId": id}))
				}
			},
			Token: awstest.Target,
			In:    target,
			Want: "creating EventBridge Target (t): operation error EventBridge: PutTargets, " +
				"api error LimitExceededException: The requested resource exceeds the maximum number allowed.",
		},
	})
}
