package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestUpdatesAreRejectedAsCreationsAre(t *testing.T) {
	t.Parallel()
	nobody := awstest.TrustRole(awstest.RoleARN("nobody"))
	rejectUpdates(t, []change{
		{
			says: "a trust policy for a role that does not exist",
			make: func(c awstest.Client) awstest.Resource {
				return c.Given(awstest.Role, "it", m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")})
			},
			changes: m{"assumeRolePolicy": nobody},
			want: "updating IAM Role (role-a): operation error IAM: UpdateAssumeRolePolicy, " +
				"api error MalformedPolicyDocument: " +
				`Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/nobody"`,
		},
		{
			says: "a key policy that locks everyone out",
			make: func(c awstest.Client) awstest.Resource { return c.Given(awstest.Key, "it", m{}) },
			changes: m{"policy": awstest.Document(m{
				"Effect":    "Allow",
				"Action":    "kms:Decrypt",
				"Resource":  "*",
				"Principal": m{"Service": "sns.amazonaws.com"},
			})},
			want: "The new key policy will not allow you to update the key policy in the future.",
		},
		{
			says: "an inline policy that is none",
			make: func(c awstest.Client) awstest.Resource {
				c.Role("role-a", "lambda")
				return c.Grant("role-a", "it", "*", "s3:GetObject")
			},
			changes: m{"policy": "{}"},
			want: "updating IAM Role Policy (it): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (no Statement)",
		},
		{
			says:    "a topic's key that does not exist",
			make:    func(c awstest.Client) awstest.Resource { return c.Given(awstest.Topic, "it", m{"name": "topic-a"}) },
			changes: m{"kmsMasterKeyId": "alias/none"},
			want: "updating SNS Topic (topic-a): operation error SNS: SetTopicAttributes, api error NotFoundException: " +
				"Key 'alias/none' does not exist",
		},
		{
			says: "a pattern with a bare word",
			make: func(c awstest.Client) awstest.Resource {
				return c.Given(awstest.Rule, "it", m{
					"name":         "rule-a",
					"eventPattern": awstest.Text(m{"source": list{"github.com"}}),
				})
			},
			changes: m{"eventPattern": awstest.Text(m{"source": "github.com"})},
			want: "updating EventBridge Rule (rule-a): operation error EventBridge: PutRule, " +
				"api error InvalidEventPatternException: " +
				`Event pattern is not valid. Reason: "source" must be an object or an array`,
		},
		{
			says: "an alias moved to a version that was never published",
			make: func(c awstest.Client) awstest.Resource {
				c.ZipFunction("lambda-a")
				return c.Given(awstest.FunctionAlias, "it", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
			},
			changes: m{"functionVersion": "9"},
			want: "updating Lambda Alias (live): operation error Lambda: UpdateAlias, api error ResourceNotFoundException: " +
				"Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:9",
		},
		{
			says: "a pipeline that loses its source",
			make: func(c awstest.Client) awstest.Resource {
				plant(c)
				return c.Given(awstest.Pipeline, "it", pipeline(stage("Source", source), stage("Build", build)))
			},
			changes: m{"stages": list{stage("Build", build), stage("Again", build)}},
			want: "updating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: UpdatePipeline, " +
				"api error InvalidStructureException: " +
				"Pipeline should start with a stage that only contains source actions",
		},
		{
			says: "a name above its length",
			make: func(c awstest.Client) awstest.Resource {
				return c.Given(awstest.Query, "it", m{"name": "q", "queryString": "fields @message"})
			},
			changes: m{"name": "a:b"},
			want:    "name: invalid value for name (must not contain a colon or asterisk): a:b",
		},
	})
}

func TestWhatIsRightIsTaken(t *testing.T) {
	t.Parallel()
	t.Run("a pattern of alternatives", func(t *testing.T) {
		t.Parallel()
		awstest.NewClient(t).Given(awstest.Rule, "it", m{
			"name": "rule-a",
			"eventPattern": awstest.Text(m{
				"detail": m{"$or": list{m{"ref": list{m{"prefix": "refs/heads/"}}}, m{"deleted": list{true, nil, 3}}}},
			}),
		})
	})
	t.Run("an action that runs after another of its stage", func(t *testing.T) {
		t.Parallel()
		c := awstest.NewClient(t)
		plant(c)
		test := awstest.With(build, m{
			"name":            "Test",
			"category":        "Test",
			"inputArtifacts":  list{"image"},
			"outputArtifacts": nil,
			"runOrder":        2.0,
		})
		c.Given(awstest.Pipeline, "it", pipeline(stage("Source", source), stage("Build", build, test)))
	})
	t.Run("a machine that logs where it may", func(t *testing.T) {
		t.Parallel()
		c := awstest.NewClient(t)
		c.Role("role-machine", "states")
		c.Grant("role-machine", "logs", "*", "logs:CreateLogDelivery")
		c.Given(awstest.LogGroup, "g", m{"name": "group"})
		c.Given(awstest.Machine, "it", m{"name": "machine-a", "roleArn": awstest.RoleARN("role-machine"), "type": "EXPRESS",
			"definition": awstest.Text(m{
				"StartAt": "A",
				"States": m{
					"A": m{"Type": "Choice", "Choices": list{m{"Next": "B"}}, "Default": "C"},
					"B": m{"Type": "Succeed"},
					"C": m{"Type": "Fail"},
				},
			}),
			"loggingConfiguration": m{
				"level":          "ALL",
				"logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group:*",
			}})
	})
	t.Run("a log group on a key that is made for it", func(t *testing.T) {
		t.Parallel()
		c := awstest.NewClient(t)
		c.Given(awstest.LogGroup, "g", m{"name": "group", "kmsKeyId": c.Key("logs", "logs.us-east-1")})
	})
	t.Run("an alarm whose dead-letter queue and topic listen", func(t *testing.T) {
		t.Parallel()
		c := awstest.NewClient(t)
		dead := c.Given(awstest.Queue, "dead", m{"name": "queue-dead"})
		c.Given(awstest.Queue, "q", m{
			"name":          "queue-a",
			"redrivePolicy": awstest.Text(m{"deadLetterTargetArn": dead.Out["arn"], "maxReceiveCount": 3}),
		})
		c.Given(awstest.Bus, "b", m{"name": "bus-a", "deadLetterConfig": m{"arn": dead.Out["arn"]}})
	})
}
