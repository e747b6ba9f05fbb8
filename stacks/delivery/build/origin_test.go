package build_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/buildspecs"
	"slipway/stacks/delivery/buildspecs/buildspecstest"
	"slipway/stacks/delivery/deliverytest"
)

func TestOrigin(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Promoting(t).Deployed(t)
	project := rec.Get(t, projectType, "builds-api-build-project")
	t.Run("R3 the project copies the image with what its buildspec asks for", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "Copies the image of api from staging, and scans it", project.Inputs["description"])
		assert.Equal(t, buildspecs.Promote(), project.Inputs["source"].(map[string]any)["buildspec"])
		environment := project.Inputs["environment"].(map[string]any)
		assert.Equal(t, "BUILD_GENERAL1_SMALL", environment["computeType"])
		assert.Subset(t, environment["environmentVariables"], []any{
			plaintext("ECR_REPOSITORY_URI", "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"),
			plaintext("PROMOTE_FROM", "staging"),
			plaintext("PROMOTE_REPOSITORY_URI", "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-staging"),
			plaintext("PROMOTE_TABLE", "table-deployments-staging"),
		})
		given := append(variableNames(project), givenByThePipeline["builds-api-build-project"]...)
		for _, v := range buildspecstest.PromoteInputs() {
			assert.True(t, !v.Required || slices.Contains(given, v.Name), v.Name)
		}
	})
	t.Run("R16 its role reads the history and the images there, and changes nothing", func(t *testing.T) {
		t.Parallel()
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "builds-api-build-role-policy").JSON(t, "policy")
		assert.Subset(t, policy["Statement"], deliverytest.Object(t, `[
			{"Sid": "ReadWhatRanBefore", "Effect": "Allow", "Action": ["dynamodb:Query"],
				"Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-staging/index/byService"]},
			{"Sid": "ReadWhatWasTakenBack", "Effect": "Allow", "Action": ["dynamodb:GetItem"],
				"Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-staging"],
				"Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["taken-back#api"]},
					"Null": {"dynamodb:LeadingKeys": ["false"]}}},
			{"Sid": "PullWhatRanBefore", "Effect": "Allow", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
				"Resource": ["arn:aws:ecr:us-east-1:111122223333:repository/ecr-api-staging"]}
		]`))
		var sids []any
		for _, statement := range policy["Statement"].([]any) {
			sids = append(sids, statement.(map[string]any)["Sid"])
		}
		assert.NotContains(t, sids, "ReadPackages", "nothing is built")
		assert.NotContains(t, sids, "KeepTheLayerCache")
	})
}

const lent = "arn:aws:iam::444455556666:role/role-promote-api-staging"

func TestLoan(t *testing.T) { // R16
	t.Parallel()
	rec := deliverytest.PromotingFar(t).Deployed(t)
	t.Run("the build in another account assumes the role that is lent to it", func(t *testing.T) {
		t.Parallel()
		project := rec.Get(t, projectType, "builds-api-build-project").Inputs["environment"].(map[string]any)
		assert.Subset(t, project["environmentVariables"], []any{
			plaintext("PROMOTE_ROLE", lent),
			plaintext("PROMOTE_EXTERNAL_ID", "arn:aws:codebuild:us-east-1:111122223333:project/codebuild-build-api-dev"),
			plaintext("PROMOTE_REPOSITORY_URI", "444455556666.dkr.ecr.us-east-1.amazonaws.com/ecr-api-staging"),
		})
	})
	t.Run("and has no other right there", func(t *testing.T) {
		t.Parallel()
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "builds-api-build-role-policy")
		assert.Subset(t, policy.JSON(t, "policy")["Statement"], deliverytest.Object(t, `[{
			"Sid": "ReadAsTheEnvironmentBeforeLets", "Effect": "Allow", "Action": ["sts:AssumeRole"], "Resource": ["`+lent+`"]
		}]`))
		assert.NotContains(t, policy.Inputs["policy"], "table-deployments-staging")
		assert.NotContains(t, policy.Inputs["policy"], "ecr-api-staging")
	})
}

func TestLender(t *testing.T) { // R16
	t.Parallel()
	rec := deliverytest.Lending(t).Deployed(t)
	t.Run("lets one project of the other account in", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "role-promote-api-dev", "forceDetachPolicies": true, "tags": map[string]any{"Service": "api"},
			"assumeRolePolicy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
				"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::444455556666:root"]}, "Action": ["sts:AssumeRole"],
				"Condition": {
					"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/shop/role-build-api-prod"]},
					"StringEquals": {
						"sts:ExternalId": ["arn:aws:codebuild:us-east-1:444455556666:project/codebuild-build-api-prod"]}
				}
			}]}`),
		}, rec.Get(t, "iam/role:Role", "lender-api-role"))
	})
	t.Run("to read the releases and images of the service", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
			{"Sid": "ReadWhatRanBefore", "Effect": "Allow", "Action": ["dynamodb:Query"],
				"Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev/index/byService"]},
			{"Sid": "ReadWhatWasTakenBack", "Effect": "Allow", "Action": ["dynamodb:GetItem"],
				"Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev"],
				"Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["taken-back#api"]},
					"Null": {"dynamodb:LeadingKeys": ["false"]}}},
			{"Sid": "PullWhatRanBefore", "Effect": "Allow", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
				"Resource": ["arn:aws:ecr:us-east-1:111122223333:repository/ecr-api-dev"]},
			{"Sid": "LogInToTheRegistry", "Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], "Resource": ["*"]}
		]}`), rec.Get(t, "iam/rolePolicy:RolePolicy", "lender-api-role-policy").Decoded(t)["policy"])
	})
	t.Run("lends nothing of a service that the other environment does not have", func(t *testing.T) {
		t.Parallel()
		e := deliverytest.Lending(t)
		e.Services = []string{"api", "cart"}
		for _, x := range e.Deployed(t).All() {
			assert.NotContains(t, []string{"lender-cart", "announcement-cart"}, x.Name)
		}
	})
	t.Run("R17 an error names what AWS rejected", func(t *testing.T) {
		t.Parallel()
		for name, text := range map[string]string{
			"lender-api":      "register component lender-api",
			"lender-api-role": "create role role-promote-api-dev",
		} {
			e := deliverytest.Lending(t)
			e.Refuse = pulumitest.RefuseNamed(name, assert.AnError)
			require.ErrorContains(t, e.Deploy().Err, text)
		}
	})
}
