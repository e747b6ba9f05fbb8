package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

func TestExecutionRole(t *testing.T) {
	t.Parallel()
	for layout, c := range map[string]struct {
		config  values
		account string
	}{
		"in one account":  {plain, pulumitest.Account},
		"in two accounts": {twoAccount, target},
	} {
		rec := deploy(t, c.config)
		role := rec.Get(t, "iam/role:Role", "function-api-role")

		t.Run("R13 R16 is assumed by Lambda alone, for the account's own functions, "+layout, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, "role-function-api-dev", role.Inputs["name"])
			assert.Equal(t, "What lambda-api-dev runs as", role.Inputs["description"])
			assert.Equal(t, map[string]any{"Service": "api"}, role.Inputs["tags"])
			assert.JSONEq(t, in(c.account, `{"Version": "2012-10-17", "Statement": [{
				"Sid": "Lambda", "Effect": "Allow",
				"Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"],
				"Condition": {"StringEquals": {"aws:SourceAccount": ["ACCOUNT"]}}
			}]}`), policy(t, role, "assumeRolePolicy"))
		})
		t.Run("R16 is assumed by Lambda for whom it may be, if that is set, "+layout, func(t *testing.T) {
			t.Parallel()
			role := deploy(t, c.config.with(values{"functionTrust": "service"})).Get(t, "iam/role:Role", "function-api-role")
			assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [{
				"Sid": "Lambda", "Effect": "Allow",
				"Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"]
			}]}`, policy(t, role, "assumeRolePolicy"))
		})
		t.Run("R15 R16 R19 writes to its own log group, which it cannot make, and is traced, "+layout, func(t *testing.T) {
			t.Parallel()
			p := rec.Get(t, "iam/rolePolicy:RolePolicy", "function-api-policy")
			assert.Equal(t, "run", p.Inputs["name"])
			assert.Equal(t, "role-function-api-dev", p.Inputs["role"])
			assert.JSONEq(t, in(c.account, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "Logs", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
					"Resource": ["arn:aws:logs:us-east-1:ACCOUNT:log-group:/aws/lambda/lambda-api-dev:*"]
				},
				{
					"Sid": "Traces", "Effect": "Allow", "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
					"Resource": ["*"]
				}
			]}`), policy(t, p, "policy"))
		})
	}
}
