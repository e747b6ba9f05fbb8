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
		role := deploy(t, c.config).Get(t, "iam/role:Role", "deployer-api-role")

		t.Run("R9 R13 is in the functions' account, for an hour at most, "+layout, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.account, role.Account)
			assert.Equal(t, "role-deployer-api-dev", role.Inputs["name"])
			assert.Equal(t, "What releases of api do in the account of the functions", role.Inputs["description"])
			assert.Equal(t, 3600.0, role.Inputs["maxSessionDuration"])
			assert.Equal(t, map[string]any{"Service": "api"}, role.Inputs["tags"])
		})
		t.Run("R9 R16 trusts the release machine's exact role on behalf of the machine, and CodePipeline for the "+
			"exact pipeline, "+layout, func(t *testing.T) {
			t.Parallel()
			assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "ReleaseMachine", "Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}, "Action": ["sts:AssumeRole"],
					"Condition": {
						"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/role-release-api-dev"]},
						"StringEquals": {
							"sts:ExternalId": ["arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev"]
						}
					}
				},
				{
					"Sid": "Pipeline", "Effect": "Allow",
					"Principal": {"Service": ["codepipeline.amazonaws.com"]}, "Action": ["sts:AssumeRole"],
					"Condition": {
						"StringEquals": {"aws:SourceAccount": ["111122223333"]},
						"ArnLike": {"aws:SourceArn": ["arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev"]}
					}
				}
			]}`, policy(t, role, "assumeRolePolicy"))
		})
	}
	t.Run("R9 trusts the release machine's role at the path of the roles", func(t *testing.T) {
		t.Parallel()
		role := deploy(t, twoAccount.with(values{"rolePath": "/shop/"})).Get(t, "iam/role:Role", "deployer-api-role")
		assert.Equal(t, "/shop/", role.Inputs["path"])
		assert.Contains(t, policy(t, role, "assumeRolePolicy"),
			`"arn:aws:iam::111122223333:role/shop/role-release-api-dev"`)
	})
	t.Run("R9 R14 each service has its own, which no other service's machine or pipeline may assume", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, shop)
		for _, service := range []string{"api", "cart", "checkout"} {
			trust := policy(t, rec.Get(t, "iam/role:Role", "deployer-"+service+"-role"), "assumeRolePolicy")
			for _, other := range []string{"api", "cart", "checkout"} {
				for _, name := range []string{"role-release-", "sfn-release-", "pipeline-"} {
					if other == service {
						assert.Contains(t, trust, name+other+"-dev")
					} else {
						assert.NotContains(t, trust, name+other+"-dev")
					}
				}
			}
		}
	})
	t.Run("R9 trusts the release machine's role whatever runs as it, if that is set", func(t *testing.T) {
		t.Parallel()
		role := deploy(t, values{"deployerTrust": "role"}).Get(t, "iam/role:Role", "deployer-api-role")
		machine := role.JSON(t, "assumeRolePolicy")["Statement"].([]any)[0].(map[string]any)
		assert.Equal(t, map[string]any{"ArnEquals": map[string]any{
			"aws:PrincipalArn": []any{"arn:aws:iam::111122223333:role/role-release-api-dev"},
		}}, machine["Condition"])
	})
}
