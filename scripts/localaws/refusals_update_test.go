package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUpdatesAreRefusedAsCreationsAre(t *testing.T) {
	t.Parallel()
	nobody := trustingRole(roleARN("nobody"))
	for _, r := range []struct {
		says    string
		make    func(c client) existing
		changes m
		want    string
	}{
		{
			says: "a trust policy for a role that does not exist",
			make: func(c client) existing {
				return c.given(roleT, "it", m{"name": "role-a", "assumeRolePolicy": trusting("lambda")})
			},
			changes: m{"assumeRolePolicy": nobody},
			want: "updating IAM Role (role-a): operation error IAM: UpdateAssumeRolePolicy, api error MalformedPolicyDocument: " +
				`Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/nobody"`,
		},
		{
			says:    "a key policy that locks everyone out",
			make:    func(c client) existing { return c.given(keyT, "it", m{}) },
			changes: m{"policy": document(m{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Principal": m{"Service": "sns.amazonaws.com"}})},
			want:    "The new key policy will not allow you to update the key policy in the future.",
		},
		{
			says: "an inline policy that is none",
			make: func(c client) existing {
				c.role("role-a", "lambda")
				return c.grant("role-a", "it", "*", "s3:GetObject")
			},
			changes: m{"policy": "{}"},
			want:    "updating IAM Role Policy (it): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (no Statement)",
		},
		{
			says:    "a topic's key that does not exist",
			make:    func(c client) existing { return c.given(topicT, "it", m{"name": "topic-a"}) },
			changes: m{"kmsMasterKeyId": "alias/none"},
			want:    "updating SNS Topic (topic-a): operation error SNS: SetTopicAttributes, api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			says: "a pattern with a bare word",
			make: func(c client) existing {
				return c.given(ruleT, "it", m{"name": "rule-a", "eventPattern": text(m{"source": list{"github.com"}})})
			},
			changes: m{"eventPattern": text(m{"source": "github.com"})},
			want: "updating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error InvalidEventPatternException: " +
				`Event pattern is not valid. Reason: "source" must be an object or an array`,
		},
		{
			says: "an alias moved to a version that was never published",
			make: func(c client) existing {
				c.zipFunction("lambda-a")
				return c.given(functionAliasT, "it", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
			},
			changes: m{"functionVersion": "9"},
			want: "updating Lambda Alias (live): operation error Lambda: UpdateAlias, api error ResourceNotFoundException: " +
				"Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:9",
		},
		{
			says: "a pipeline that loses its source",
			make: func(c client) existing {
				plant(c)
				return c.given(pipelineT, "it", pipeline(stage("Source", source), stage("Build", build)))
			},
			changes: m{"stages": list{stage("Build", build), stage("Again", build)}},
			want: "updating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: UpdatePipeline, api error InvalidStructureException: " +
				"Pipeline should start with a stage that only contains source actions",
		},
		{
			says: "a name above its length",
			make: func(c client) existing {
				return c.given(queryT, "it", m{"name": "q", "queryString": "fields @message"})
			},
			changes: m{"name": "a:b"},
			want:    "name: invalid value for name (must not contain a colon or asterisk): a:b",
		},
	} {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			c := rehearse(t)
			e := r.make(c)
			_, err := c.update(e, with(e.in, r.changes))
			assert.Contains(t, message(err), r.want)
			now, there := c.read(e)
			require.True(t, there)
			assert.Equal(t, e.out, now.out, "a refused update changes nothing")
		})
	}
}

func TestWhatIsRightIsTaken(t *testing.T) {
	t.Parallel()
	t.Run("a pattern of alternatives", func(t *testing.T) {
		t.Parallel()
		rehearse(t).given(ruleT, "it", m{"name": "rule-a", "eventPattern": text(m{"detail": m{"$or": list{m{"ref": list{m{"prefix": "refs/heads/"}}}, m{"deleted": list{true, nil, 3}}}}})})
	})
	t.Run("an action that runs after another of its stage", func(t *testing.T) {
		t.Parallel()
		c := rehearse(t)
		plant(c)
		test := with(build, m{"name": "Test", "category": "Test", "inputArtifacts": list{"image"}, "outputArtifacts": nil, "runOrder": 2.0})
		c.given(pipelineT, "it", pipeline(stage("Source", source), stage("Build", build, test)))
	})
	t.Run("a machine that logs where it may", func(t *testing.T) {
		t.Parallel()
		c := rehearse(t)
		c.role("role-machine", "states")
		c.grant("role-machine", "logs", "*", "logs:CreateLogDelivery")
		c.given(logGroupT, "g", m{"name": "group"})
		c.given(machineT, "it", m{"name": "machine-a", "roleArn": roleARN("role-machine"), "type": "EXPRESS",
			"definition":           text(m{"StartAt": "A", "States": m{"A": m{"Type": "Choice", "Choices": list{m{"Next": "B"}}, "Default": "C"}, "B": m{"Type": "Succeed"}, "C": m{"Type": "Fail"}}}),
			"loggingConfiguration": m{"level": "ALL", "logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group:*"}})
	})
	t.Run("a log group on a key that is made for it", func(t *testing.T) {
		t.Parallel()
		c := rehearse(t)
		c.given(logGroupT, "g", m{"name": "group", "kmsKeyId": c.key("logs", "logs.us-east-1")})
	})
	t.Run("an alarm whose dead-letter queue and topic listen", func(t *testing.T) {
		t.Parallel()
		c := rehearse(t)
		dead := c.given(queueT, "dead", m{"name": "queue-dead"})
		c.given(queueT, "q", m{"name": "queue-a", "redrivePolicy": text(m{"deadLetterTargetArn": dead.out["arn"], "maxReceiveCount": 3})})
		c.given(busT, "b", m{"name": "bus-a", "deadLetterConfig": m{"arn": dead.out["arn"]}})
	})
}
