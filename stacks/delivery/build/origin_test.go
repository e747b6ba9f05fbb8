package build_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

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
