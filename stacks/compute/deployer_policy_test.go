package compute_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDeployerPolicy(t *testing.T) {
	t.Parallel()
	for layout, c := range layouts {
		t.Run("R9 R16 is what a release does and nothing more, "+layout, func(t *testing.T) {
			t.Parallel()
			p := deploy(t, c.config).Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy")
			assert.Equal(t, "release", p.Inputs["name"])
			assert.Equal(t, "role-deployer-api-dev", p.Inputs["role"])
			assert.JSONEq(t, in(c.account, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "Code", "Effect": "Allow",
					"Action": [
						"lambda:GetFunctionConfiguration", "lambda:ListProvisionedConcurrencyConfigs", "lambda:PublishVersion",
						"lambda:UpdateFunctionCode"
					],
					"Resource": ["arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev"]
				},
				{
					"Sid": "Traffic", "Effect": "Allow", "Action": ["lambda:GetAlias", "lambda:UpdateAlias"],
					"Resource": [
						"arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev",
						"arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev:live"
					]
				},
				{
					"Sid": "Versions", "Effect": "Allow", "Action": ["lambda:GetFunction"],
					"Resource": [
						"arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev",
						"arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev:*"
					]
				},
				{
					"Sid": "Calls", "Effect": "Allow", "Action": ["lambda:InvokeFunction"],
					"Resource": ["arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev:*"]
				},
				{
					"Sid": "Readiness", "Effect": "Allow",
					"Action": [
						"lambda:DeleteProvisionedConcurrencyConfig", "lambda:GetProvisionedConcurrencyConfig",
						"lambda:PutProvisionedConcurrencyConfig"
					],
					"Resource": ["arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev:*"]
				},
				{
					"Sid": "Alarms", "Effect": "Allow", "Action": ["cloudwatch:DescribeAlarms"],
					"Resource": [
						"arn:aws:cloudwatch:us-east-1:ACCOUNT:alarm:alarm-errors-api-dev",
						"arn:aws:cloudwatch:us-east-1:ACCOUNT:alarm:alarm-release-api-dev"
					]
				},
				{"Sid": "Requests", "Effect": "Allow", "Action": ["cloudwatch:GetMetricData"], "Resource": ["*"]},
				{
					"Sid": "Shifts", "Effect": "Allow",
					"Action": ["codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:ListDeployments"],
					"Resource": ["arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentgroup:codedeploy-services-dev/deploygroup-api-dev"]
				},
				{"Sid": "Stops", "Effect": "Allow", "Action": ["codedeploy:StopDeployment"], "Resource": ["*"]},
				{
					"Sid": "Revisions", "Effect": "Allow",
					"Action": ["codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"],
					"Resource": ["arn:aws:codedeploy:us-east-1:ACCOUNT:application:codedeploy-services-dev"]
				},
				{
					"Sid": "Configurations", "Effect": "Allow", "Action": ["codedeploy:GetDeploymentConfig"],
					"Resource": [
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaAllAtOnce",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaCanary10Percent10Minutes",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaCanary10Percent15Minutes",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaCanary10Percent30Minutes",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaCanary10Percent5Minutes",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaLinear10PercentEvery10Minutes",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
						"arn:aws:codedeploy:us-east-1:ACCOUNT:deploymentconfig:CodeDeployDefault.LambdaLinear10PercentEvery3Minutes"
					]
				},
				{
					"Sid": "Images", "Effect": "Allow", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
					"Resource": ["arn:aws:ecr:us-east-1:111122223333:repository/ecr-api-dev"]
				}
			]}`), policy(t, p, "policy"))
		})
	}
	t.Run("R16 lets Lambda pass on the key of the functions' variables, and nobody else", func(t *testing.T) {
		t.Parallel()
		variables := values{"variables": `{"api": {"LOG_LEVEL": "debug"}}`}
		p := deploy(t, variables).Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy")
		assert.Equal(t, map[string]any{
			"Sid":      "Variables",
			"Effect":   "Allow",
			"Action":   []any{"kms:CreateGrant"},
			"Resource": []any{"arn:aws:kms:us-east-1:111122223333:key/1"},
			"Condition": map[string]any{
				"StringEquals": map[string]any{"kms:ViaService": []any{"lambda.us-east-1.amazonaws.com"}},
				"Bool":         map[string]any{"kms:GrantIsForAWSResource": []any{"true"}},
			},
		}, statement(t, p, "Variables"))
		there := deploy(t, variables.with(twoAccount)).Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy")
		assert.NotContains(t, policy(t, there, "policy"), "kms:", "the key is not shared with another account")
	})
	t.Run("R14 R16 touches nothing of another service", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, shop.with(twoAccount).with(values{"variables": `{"cart": {"LOG_LEVEL": "debug"}}`}))
		for _, service := range []string{"api", "cart", "checkout"} {
			text := policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-"+service+"-policy"), "policy")
			for _, other := range []string{"api", "cart", "checkout"} {
				assert.Equal(t, other == service, strings.Contains(text, "-"+other+"-"), "%s of %s", other, service)
			}
		}
	})
	t.Run("R12 reads the alarms that undo the service's releases, its own and those that are named", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, values{
			"rollbackAlarms": `["checkout-latency"]`,
			"services":       `{"api": {}, "cart": {"rollbackAlarms": []}}`,
		})
		const alarm = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:"
		assert.Equal(t, []any{alarm + "alarm-errors-api-dev", alarm + "alarm-release-api-dev", alarm + "checkout-latency"},
			statement(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy"), "Alarms")["Resource"])
		assert.Equal(t, []any{alarm + "alarm-errors-cart-dev", alarm + "alarm-release-cart-dev"},
			statement(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-cart-policy"), "Alarms")["Resource"])
	})
	t.Run("R16 uses the key of variables only if the service has any", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, shop.with(values{"variables": `{"cart": {"LOG_LEVEL": "debug"}}`}))
		assert.Contains(t, policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-cart-policy"), "policy"), "kms:")
		assert.NotContains(t, policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy"), "policy"), "kms:")
	})
}

// ofAWS are the rights that AWS asks of the caller on top of those for the call:
// Lambda reads the image, and CodeDeploy the revision and the
// configuration, in the caller's name.
var ofAWS = []string{
	"codedeploy:GetApplicationRevision", "codedeploy:GetDeploymentConfig", "codedeploy:RegisterApplicationRevision",
	"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
}

// TestDeployerMatchesRelease holds the role against the release state machine:
// every call that it makes as this role is allowed, and nothing else is.
func TestDeployerMatchesRelease(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../delivery/statemachines/release/*.asl.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	needed := map[string]bool{}
	for _, action := range ofAWS {
		needed[action] = true
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var states map[string]struct {
			Resource    string
			Credentials map[string]string
		}
		require.NoError(t, json.Unmarshal(text, &states), file)
		for name, s := range states {
			if s.Credentials != nil {
				assert.Equal(t, "${deployerRoleArn}", s.Credentials["RoleArn"], name)
				needed[action(s.Resource)] = true
			}
		}
	}
	granted := map[string]bool{}
	p := deploy(t, twoAccount).Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy")
	for _, s := range p.JSON(t, "policy")["Statement"].([]any) {
		for _, action := range s.(map[string]any)["Action"].([]any) {
			granted[action.(string)] = true
		}
	}
	assert.Equal(t, needed, granted, "R9 R16")
}

// action is the IAM action of a state's call: arn:aws:states:::aws-sdk:lambda:getAlias
// is lambda:GetAlias, and the optimised arn:aws:states:::lambda:invoke is
// lambda:InvokeFunction.
func action(resource string) string {
	if resource == "arn:aws:states:::lambda:invoke" {
		return "lambda:InvokeFunction"
	}
	service, call, _ := strings.Cut(strings.TrimPrefix(resource, "arn:aws:states:::aws-sdk:"), ":")
	return service + ":" + strings.ToUpper(call[:1]) + call[1:]
}
