package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

// layouts are the two ways to lay out accounts, with the functions' account.
var layouts = map[string]struct {
	config  values
	account string
}{
	"in one account":  {plain, pulumitest.Account},
	"in two accounts": {twoAccount, target},
}

func TestDeployerRole(t *testing.T) {
	t.Parallel()
	for layout, c := range layouts {
		role := deploy(t, c.config).Get(t, "iam/role:Role", "deployer-role")

		t.Run("R9 R13 is in the functions' account, for an hour at most, "+layout, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.account, role.Account)
			assert.Equal(t, "role-deployer-dev", role.Inputs["name"])
			assert.Equal(t, "What releases do in the account of the functions", role.Inputs["description"])
			assert.Equal(t, 3600.0, role.Inputs["maxSessionDuration"])
		})
		t.Run("R9 R16 trusts the release machines' exact roles and CodePipeline for the exact pipelines, "+layout, func(
			t *testing.T,
		) {
			t.Parallel()
			assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "ReleaseMachines", "Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}, "Action": ["sts:AssumeRole"],
					"Condition": {"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/role-release-api-dev"]}}
				},
				{
					"Sid": "Pipelines", "Effect": "Allow",
					"Principal": {"Service": ["codepipeline.amazonaws.com"]}, "Action": ["sts:AssumeRole"],
					"Condition": {
						"StringEquals": {"aws:SourceAccount": ["111122223333"]},
						"ArnLike": {"aws:SourceArn": ["arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev"]}
					}
				}
			]}`, policy(t, role, "assumeRolePolicy"))
		})
	}
	t.Run("R9 R14 trusts every service's pipeline and release machine", func(t *testing.T) {
		t.Parallel()
		trust := deploy(t, shop).Get(t, "iam/role:Role", "deployer-role").JSON(t, "assumeRolePolicy")["Statement"].([]any)
		assert.Equal(t, map[string]any{"ArnEquals": map[string]any{"aws:PrincipalArn": []any{
			"arn:aws:iam::111122223333:role/role-release-api-dev",
			"arn:aws:iam::111122223333:role/role-release-cart-dev",
			"arn:aws:iam::111122223333:role/role-release-checkout-dev",
		}}}, trust[0].(map[string]any)["Condition"])
		assert.Equal(t, []any{
			"arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev",
			"arn:aws:codepipeline:us-east-1:111122223333:pipeline-cart-dev",
			"arn:aws:codepipeline:us-east-1:111122223333:pipeline-checkout-dev",
		}, trust[1].(map[string]any)["Condition"].(map[string]any)["ArnLike"].(map[string]any)["aws:SourceArn"])
	})
}
