package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

// accounts starts a simulated AWS and returns clients of a tooling and a target account.
func accounts(t *testing.T) (s *localaws.Server, tooling, away awstest.Client) {
	t.Helper()
	s = awstest.Start(t, t.TempDir(), awstest.NoSettings)
	return s, awstest.Connect(t, s, nil), awstest.Connect(t, s, awstest.IntoTarget)
}

const deployerARN = "arn:aws:iam::" + awstest.TargetAccount + ":role/role-deployer"

func TestAnActionInAnotherAccountNeedsTrustGrantAndKey(t *testing.T) {
	t.Parallel()
	_, tooling, away := accounts(t)
	plant(tooling)
	stages := []m{stage("Source", source), stage("Build", awstest.With(build, m{"roleArn": deployerARN}))}
	create := func() error {
		_, err := tooling.Create(awstest.Pipeline, "p", pipeline(stages...))
		return err
	}
	assert.ErrorContains(t, create(),
		"(action Build: the trust policy of "+deployerARN+" does not let "+awstest.RoleARN("role-pipeline")+" assume it)",
		"the role is not there yet")

	trusted := awstest.Document(m{
		"Effect":    "Allow",
		"Action":    "sts:AssumeRole",
		"Principal": m{"AWS": "arn:aws:iam::000000000000:root"},
		"Condition": m{"ArnEquals": m{"aws:PrincipalArn": awstest.RoleARN("role-pipeline")}},
	})
	away.Given(awstest.Role, "d", m{"name": "role-deployer", "assumeRolePolicy": trusted})
	assert.ErrorContains(t, create(),
		"(action Build: the role "+awstest.RoleARN("role-pipeline")+" may not sts:AssumeRole on "+deployerARN+")")

	tooling.Grant("role-pipeline", "hop", deployerARN, "sts:AssumeRole")
	assert.ErrorContains(t, create(), "rejected by the simulated AWS, not by AWS: the action Build runs in account "+
		"111122223333 and could never read its artifacts: "+
		"the artifact store needs a customer managed key, an AWS managed key cannot be shared.")

	away.Given(awstest.RolePolicy, "build", m{
		"name":   "build",
		"role":   "role-deployer",
		"policy": awstest.Allow("*", "codebuild:StartBuild"),
	})
	in := pipeline(stages...)
	in["artifactStores"] = list{m{
		"type":          "S3",
		"location":      "s3-artifacts",
		"encryptionKey": m{"type": "KMS", "id": tooling.Key("artifacts")},
	}}
	tooling.Given(awstest.Pipeline, "p", in)
}

func TestAPrincipalOfTheOtherAccountMustExistThere(t *testing.T) {
	t.Parallel()
	_, tooling, away := accounts(t)
	trust := m{"name": "role-a", "assumeRolePolicy": awstest.TrustRole(deployerARN)}
	_, err := tooling.Create(awstest.Role, "a", trust)
	assert.ErrorContains(t, err, `Invalid principal in policy: "AWS":"`+deployerARN+`"`)
	away.Given(awstest.Role, "d", m{"name": "role-deployer", "assumeRolePolicy": awstest.Trust("lambda")})
	tooling.Given(awstest.Role, "a", trust)
	tooling.Given(awstest.Role, "b", m{
		"name":             "role-b",
		"assumeRolePolicy": awstest.TrustRole("arn:aws:iam::999999999999:role/Admin"),
	})
}

func TestATaskHopsIntoTheOtherAccountWhenBothSidesAgree(t *testing.T) {
	t.Parallel()
	_, tooling, away := accounts(t)
	tooling.Role("role-machine", "states")
	in := m{
		"name":    "machine-a",
		"roleArn": awstest.RoleARN("role-machine"),
		"definition": awstest.Text(m{"StartAt": "A", "States": m{"A": m{
			"Type":        "Task",
			"Resource":    "arn:aws:states:::aws-sdk:lambda:updateAlias",
			"Credentials": m{"RoleArn": deployerARN},
			"End":         true,
		}}}),
	}
	away.Given(awstest.Role, "d", m{"name": "role-deployer", "assumeRolePolicy": awstest.Document(m{
		"Effect":    "Allow",
		"Action":    "sts:AssumeRole",
		"Principal": m{"AWS": awstest.RoleARN("role-machine")},
		"Condition": m{"StringEquals": m{
			"sts:ExternalId": "arn:aws:states:us-east-1:" + awstest.Account + ":stateMachine:machine-a",
		}},
	})})
	_, err := tooling.Create(awstest.Machine, "m", in)
	assert.Equal(t, "creating SFN State Machine (machine-a): rejected by the simulated AWS, not by AWS: "+
		"a task of the state machine machine-a would fail when it runs: "+
		"the role "+awstest.RoleARN("role-machine")+" may not sts:AssumeRole on "+deployerARN+".", awstest.Message(err))
	tooling.Grant("role-machine", "hop", deployerARN, "sts:AssumeRole")
	tooling.Given(awstest.Machine, "m", in)
}
