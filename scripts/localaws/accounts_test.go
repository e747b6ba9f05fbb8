package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

// accounts is a rehearsal of a tooling and a target account.
func accounts(t *testing.T) (s *localaws.Server, tooling, away client) {
	t.Helper()
	s = start(t, t.TempDir(), noSettings)
	return s, connect(t, s, nil), connect(t, s, intoTarget)
}

const deployerARN = "arn:aws:iam::" + target + ":role/role-deployer"

func TestAnActionInAnotherAccountNeedsTrustGrantAndKey(t *testing.T) {
	t.Parallel()
	_, tooling, away := accounts(t)
	plant(tooling)
	stages := []m{stage("Source", source), stage("Build", with(build, m{"roleArn": deployerARN}))}
	create := func() error {
		_, err := tooling.create(pipelineT, "p", pipeline(stages...))
		return err
	}
	assert.ErrorContains(t, create(), "(action Build: the trust policy of "+deployerARN+" does not let "+roleARN("role-pipeline")+" assume it)", "the role is not there yet")

	trusted := document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"AWS": "arn:aws:iam::000000000000:root"},
		"Condition": m{"ArnEquals": m{"aws:PrincipalArn": roleARN("role-pipeline")}}})
	away.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trusted})
	assert.ErrorContains(t, create(), "(action Build: the role "+roleARN("role-pipeline")+" may not sts:AssumeRole on "+deployerARN+")")

	tooling.grant("role-pipeline", "hop", deployerARN, "sts:AssumeRole")
	assert.ErrorContains(t, create(), "refused by the rehearsal, not by AWS: the action Build runs in account 111122223333 and could never read its artifacts: "+
		"the artifact store needs a customer managed key, an AWS managed key cannot be shared.")

	away.given(rolePolicyT, "build", m{"name": "build", "role": "role-deployer", "policy": allowing("*", "codebuild:StartBuild")})
	in := pipeline(stages...)
	in["artifactStores"] = list{m{"type": "S3", "location": "s3-artifacts", "encryptionKey": m{"type": "KMS", "id": tooling.key("artifacts")}}}
	tooling.given(pipelineT, "p", in)
}

func TestAPrincipalOfTheOtherAccountMustExistThere(t *testing.T) {
	t.Parallel()
	_, tooling, away := accounts(t)
	trust := m{"name": "role-a", "assumeRolePolicy": trustingRole(deployerARN)}
	_, err := tooling.create(roleT, "a", trust)
	assert.ErrorContains(t, err, `Invalid principal in policy: "AWS":"`+deployerARN+`"`)
	away.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trusting("lambda")})
	tooling.given(roleT, "a", trust)
	tooling.given(roleT, "b", m{"name": "role-b", "assumeRolePolicy": trustingRole("arn:aws:iam::999999999999:role/Admin")})
}

func TestAnImageOfAnotherAccountNeedsBothGrants(t *testing.T) {
	t.Parallel()
	s, tooling, away := accounts(t)
	tooling.given(repositoryT, "api", m{"name": "ecr-api-dev"})
	image := linuxImage(t, 1)
	require.NoError(t, push(t, s, repositoryURL+":v1", image))
	away.role("role-api", "lambda")
	in := with(away.imageFunction(repositoryURL+":v1"), m{"role": "arn:aws:iam::" + target + ":role/role-api"})
	denied := "creating Lambda Function (lambda-api): operation error Lambda: CreateFunction, api error AccessDeniedException: Lambda does not have permission to access the ECR image. Check the ECR permissions."

	pull := list{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
	root := m{"Effect": "Allow", "Action": pull, "Principal": m{"AWS": "arn:aws:iam::" + target + ":root"}}
	service := m{"Effect": "Allow", "Action": pull, "Principal": m{"Service": "lambda.amazonaws.com"},
		"Condition": m{"ArnLike": m{"aws:SourceArn": "arn:aws:lambda:us-east-1:" + target + ":function:lambda-*"}}}
	elsewhere := with(service, m{"Condition": m{"ArnLike": m{"aws:SourceArn": "arn:aws:lambda:us-east-1:" + target + ":function:other-*"}}})
	for says, statements := range map[string][]m{
		"no policy": nil, "the account alone": {root}, "the service alone": {service}, "the service for another function": {root, elsewhere},
	} {
		if statements != nil {
			p := tooling.given(repoPolicyT, "p", m{"repository": "ecr-api-dev", "policy": document(statements...)})
			_, err := away.create(functionT, "api", in)
			assert.Equal(t, denied, message(err), says)
			require.NoError(t, tooling.delete(p))
			continue
		}
		_, err := away.create(functionT, "api", in)
		assert.Equal(t, denied, message(err), says)
	}
	tooling.given(repoPolicyT, "p", m{"repository": "ecr-api-dev", "policy": document(root, service)})
	away.given(functionT, "api", in)
}

func TestATaskHopsIntoTheOtherAccountWhenBothSidesAgree(t *testing.T) {
	t.Parallel()
	_, tooling, away := accounts(t)
	tooling.role("role-machine", "states")
	in := m{"name": "machine-a", "roleArn": roleARN("role-machine"), "definition": text(m{"StartAt": "A", "States": m{"A": m{
		"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:updateAlias", "Credentials": m{"RoleArn": deployerARN}, "End": true}}})}
	away.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trustingRole(roleARN("role-machine"))})
	_, err := tooling.create(machineT, "m", in)
	assert.Equal(t, "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: a task of the state machine machine-a would fail when it runs: "+
		"the role "+roleARN("role-machine")+" may not sts:AssumeRole on "+deployerARN+".", message(err))
	tooling.grant("role-machine", "hop", deployerARN, "sts:AssumeRole")
	tooling.given(machineT, "m", in)
}
