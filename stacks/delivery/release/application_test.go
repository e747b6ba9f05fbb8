package release_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

func TestCodeDeployIsInTheAccountOfTheFunctions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		twoAccounts       bool
		account, provider string
	}{{false, pulumitest.Account, "aws"}, {true, deliverytest.TargetAccount, "aws-target"}} {
		rec := deliverytest.Built(t, c.twoAccounts, buildReleases("api"))
		deliverytest.AssertPlaced(t, rec, "deployments-", c.account)
		for _, name := range []string{
			"release-api-group", "release-api-shift-policy", "deployments-application",
			"release-api-shift-role",
		} {
			x := rec.Get(t, "", name)
			assert.Equal(t, c.account, x.Account, name)
			assert.Equal(t, c.provider, x.Provider, name)
			assert.True(t, x.DeleteBeforeReplace, name)
		}
		for _, name := range []string{
			"release-api-machine", "release-api-role", "release-api-role-policy", "release-api-logs",
		} {
			x := rec.Get(t, "", name)
			assert.Equal(t, pulumitest.Account, x.Account, name)
			assert.Equal(t, "aws", x.Provider, name)
			assert.True(t, x.DeleteBeforeReplace, name)
			assert.Equal(t, "release-api", x.Parent)
		}
	}
}

func TestCodeDeploysRoleOfAServiceIsTakenOnForOurApplication(t *testing.T) { // R16, I4, I6
	t.Parallel()
	rec := deliverytest.Built(t, true, buildReleases("api"))
	deliverytest.AssertInputs(t, map[string]any{"name": "codedeploy-services-dev", "computePlatform": "Lambda"},
		rec.Get(t, "codedeploy/application:Application", "deployments-application"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-codedeploy-api-dev", "tags": map[string]any{"Service": "api"},
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "codedeploy.amazonaws.com", "444455556666",
			"arn:aws:codedeploy:us-east-1:444455556666:deploymentgroup:codedeploy-services-dev/*"),
	}, rec.Get(t, "iam/role:Role", "release-api-shift-role"))
	assert.Empty(t, rec.Of("iam/rolePolicyAttachment:RolePolicyAttachment"))
}

func TestTrafficShiftsAsConfiguredAndComesBackByItself(t *testing.T) { // R12
	t.Parallel()
	rec := deliverytest.Built(t, true, buildReleases("api"))
	group := rec.Get(t, "codedeploy/deploymentGroup:DeploymentGroup", "release-api-group")
	deliverytest.AssertInputs(t, map[string]any{
		"appName": "codedeploy-services-dev", "deploymentGroupName": "deploygroup-api-dev",
		"serviceRoleArn":       "arn:aws:iam::444455556666:role/role-codedeploy-api-dev",
		"deploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		"deploymentStyle":      map[string]any{"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
		"alarmConfiguration": map[string]any{
			"enabled":                true,
			"alarms":                 []any{"alarm-errors-api-dev", "alarm-release-api-dev", "latency"},
			"ignorePollAlarmFailure": false,
		},
		"autoRollbackConfiguration": map[string]any{
			"enabled": true, "events": []any{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"},
		},
		"tags": map[string]any{"Service": "api"},
	}, group)
	assert.Contains(t, group.DependsOn, "release-api-shift-policy")
}

func TestCodeDeployMayMoveThisServicesAliasAndSeeItsAlarm(t *testing.T) { // R16
	t.Parallel()
	rec := deliverytest.Built(t, true, buildReleases("api"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "deploygroup-api-dev", "role": "role-codedeploy-api-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
			{
				"Sid": "MoveTheAlias", "Effect": "Allow", "Action": ["lambda:GetAlias", "lambda:UpdateAlias"],
				"Resource": [
					"arn:aws:lambda:us-east-1:444455556666:function:lambda-api-dev",
					"arn:aws:lambda:us-east-1:444455556666:function:lambda-api-dev:live"
				]
			},
			{
				"Sid": "SeeWarmCapacity", "Effect": "Allow", "Action": ["lambda:GetProvisionedConcurrencyConfig"],
				"Resource": ["arn:aws:lambda:us-east-1:444455556666:function:lambda-api-dev:*"]
			},
			{
				"Sid": "WatchTheAlarms", "Effect": "Allow", "Action": ["cloudwatch:DescribeAlarms"],
				"Resource": [
					"arn:aws:cloudwatch:us-east-1:444455556666:alarm:alarm-errors-api-dev",
					"arn:aws:cloudwatch:us-east-1:444455556666:alarm:alarm-release-api-dev",
					"arn:aws:cloudwatch:us-east-1:444455556666:alarm:latency"
				]
			}
		]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "release-api-shift-policy"))
}
