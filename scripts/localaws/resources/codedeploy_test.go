package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodeDeployRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) {
		c.Given(awstest.Application, "a", m{"name": "app-a", "computePlatform": "Lambda"})
		c.Role("role-deploy", "codedeploy")
	}
	group := m{"appName": "app-a", "deploymentGroupName": "group-a", "serviceRoleArn": awstest.RoleARN("role-deploy"),
		"deploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		"deploymentStyle":      m{"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}}
	many := list{}
	for range 11 {
		many = append(many, "alarm-a")
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "an unknown platform",
			Token: awstest.Application,
			In:    m{"name": "app-a", "computePlatform": "Mainframe"},
			Want:  "computePlatform: expected computePlatform to be one of [\"Server\" \"Lambda\" \"ECS\"], got Mainframe",
		},
		{
			Says:  "a second application of the same name",
			Given: own,
			Token: awstest.Application,
			In:    m{"name": "app-a", "computePlatform": "Lambda"},
			Want: "creating CodeDeploy Application (app-a): operation error CodeDeploy: CreateApplication, " +
				"api error ApplicationAlreadyExistsException: An application with the name app-a already exists.",
		},
		{
			Says:  "a group of an application that is not there",
			Token: awstest.Group,
			In:    group,
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, " +
				"api error ApplicationDoesNotExistException: No application found for name: app-a",
		},
		{
			Says: "a role that CodeDeploy may not assume",
			Given: func(c awstest.Client) {
				c.Given(awstest.Application, "a", m{"name": "app-a", "computePlatform": "Lambda"})
				c.Role("role-deploy", "lambda")
			},
			Token: awstest.Group,
			In:    group,
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api " +
				"error InvalidRoleException: AWS CodeDeploy does not have the permissions required to assume the role (role " +
				"arn:aws:iam::000000000000:role/role-deploy, service codedeploy.amazonaws.com)",
		},
		{
			Says:  "a deployment configuration that does not exist",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"deploymentConfigName": "CodeDeployDefault.LambdaCanary50Percent"}),
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api " +
				"error DeploymentConfigDoesNotExistException: No deployment configuration found for name: " +
				"CodeDeployDefault.LambdaCanary50Percent",
		},
		{
			Says:  "a deployment configuration of another platform",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce"}),
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api " +
				"error InvalidDeploymentConfigNameException: The Compute Platform Lambda of the application app-a does not go " +
				"with the deployment configuration CodeDeployDefault.ECSAllAtOnce",
		},
		{
			Says:  "traffic that is not shifted",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"deploymentStyle": m{"deploymentType": "IN_PLACE"}}),
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api " +
				"error InvalidDeploymentStyleException: For Lambda deployment group, deploymentType must be BLUE_GREEN and " +
				"deploymentOption must be WITH_TRAFFIC_CONTROL",
		},
		{
			Says:  "an unknown rollback event",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"autoRollbackConfiguration": m{"enabled": true, "events": list{"BAD_MOOD"}}}),
			Want: "autoRollbackConfiguration.events: expected events to be one of [DEPLOYMENT_FAILURE " +
				"DEPLOYMENT_STOP_ON_ALARM DEPLOYMENT_STOP_ON_REQUEST], got BAD_MOOD",
		},
		{
			Says:  "an alarm that does not exist",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"alarmConfiguration": m{"enabled": true, "alarms": list{"alarm-a"}}}),
			Want: "creating CodeDeploy Deployment Group (group-a): rejected by the simulated AWS, not by AWS: the deployment " +
				"group group-a names the alarm alarm-a, which does not exist in account 000000000000: " +
				"no deployment would ever be rolled back by it.",
		},
		{
			Says:  "alarms enabled without an alarm",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"alarmConfiguration": m{"enabled": true}}),
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, " +
				"api error InvalidAlarmConfigException: Alarms are enabled but no alarm is named.",
		},
		{
			Says:  "eleven alarms",
			Given: own,
			Token: awstest.Group,
			In:    awstest.With(group, m{"alarmConfiguration": m{"enabled": true, "alarms": many}}),
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, " +
				"api error AlarmsLimitExceededException: The maximum number of alarms for a deployment group (10) was exceeded.",
		},
		{
			Says:  "a second group of the same name",
			Given: func(c awstest.Client) { own(c); c.Given(awstest.Group, "first", group) },
			Token: awstest.Group,
			In:    group,
			Want: "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api " +
				"error DeploymentGroupAlreadyExistsException: A deployment group with the name group-a already exists in the " +
				"application app-a.",
		},
	})
}
