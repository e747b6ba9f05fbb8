package localaws_test

import "testing"

func TestCodeDeployRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) {
		c.given(applicationT, "a", m{"name": "app-a", "computePlatform": "Lambda"})
		c.role("role-deploy", "codedeploy")
	}
	group := m{"appName": "app-a", "deploymentGroupName": "group-a", "serviceRoleArn": roleARN("role-deploy"),
		"deploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		"deploymentStyle":      m{"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}}
	many := list{}
	for range 11 {
		many = append(many, "alarm-a")
	}
	refused(t, []refusal{
		{
			says:  "an unknown platform",
			token: applicationT,
			in:    m{"name": "app-a", "computePlatform": "Mainframe"},
			want:  "computePlatform: expected computePlatform to be one of [\"Server\" \"Lambda\" \"ECS\"], got Mainframe",
		},
		{
			says:  "a second application of the same name",
			given: own,
			token: applicationT,
			in:    m{"name": "app-a", "computePlatform": "Lambda"},
			want:  "creating CodeDeploy Application (app-a): operation error CodeDeploy: CreateApplication, api error ApplicationAlreadyExistsException: An application with the name app-a already exists.",
		},
		{
			says:  "a group of an application that is not there",
			token: groupT,
			in:    group,
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error ApplicationDoesNotExistException: No application found for name: app-a",
		},
		{
			says: "a role that CodeDeploy may not assume",
			given: func(c client) {
				c.given(applicationT, "a", m{"name": "app-a", "computePlatform": "Lambda"})
				c.role("role-deploy", "lambda")
			},
			token: groupT,
			in:    group,
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidRoleException: AWS CodeDeploy does not have the permissions required to assume the role (role arn:aws:iam::000000000000:role/role-deploy, service codedeploy.amazonaws.com)",
		},
		{
			says:  "a deployment configuration that does not exist",
			given: own,
			token: groupT,
			in:    with(group, m{"deploymentConfigName": "CodeDeployDefault.LambdaCanary50Percent"}),
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error DeploymentConfigDoesNotExistException: No deployment configuration found for name: CodeDeployDefault.LambdaCanary50Percent",
		},
		{
			says:  "a deployment configuration of another platform",
			given: own,
			token: groupT,
			in:    with(group, m{"deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce"}),
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidDeploymentConfigNameException: The Compute Platform Lambda of the application app-a does not go with the deployment configuration CodeDeployDefault.ECSAllAtOnce",
		},
		{
			says:  "traffic that is not shifted",
			given: own,
			token: groupT,
			in:    with(group, m{"deploymentStyle": m{"deploymentType": "IN_PLACE"}}),
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidDeploymentStyleException: For Lambda deployment group, deploymentType must be BLUE_GREEN and deploymentOption must be WITH_TRAFFIC_CONTROL",
		},
		{
			says:  "an unknown rollback event",
			given: own,
			token: groupT,
			in:    with(group, m{"autoRollbackConfiguration": m{"enabled": true, "events": list{"BAD_MOOD"}}}),
			want:  "autoRollbackConfiguration.events: expected events to be one of [DEPLOYMENT_FAILURE DEPLOYMENT_STOP_ON_ALARM DEPLOYMENT_STOP_ON_REQUEST], got BAD_MOOD",
		},
		{
			says:  "an alarm that does not exist",
			given: own,
			token: groupT,
			in:    with(group, m{"alarmConfiguration": m{"enabled": true, "alarms": list{"alarm-a"}}}),
			want:  "creating CodeDeploy Deployment Group (group-a): refused by the rehearsal, not by AWS: the deployment group group-a names the alarm alarm-a, which does not exist in account 000000000000: no deployment would ever be rolled back by it.",
		},
		{
			says:  "alarms enabled without an alarm",
			given: own,
			token: groupT,
			in:    with(group, m{"alarmConfiguration": m{"enabled": true}}),
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidAlarmConfigException: Alarms are enabled but no alarm is named.",
		},
		{
			says:  "eleven alarms",
			given: own,
			token: groupT,
			in:    with(group, m{"alarmConfiguration": m{"enabled": true, "alarms": many}}),
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error AlarmsLimitExceededException: The maximum number of alarms for a deployment group (10) was exceeded.",
		},
		{
			says:  "a second group of the same name",
			given: func(c client) { own(c); c.given(groupT, "first", group) },
			token: groupT,
			in:    group,
			want:  "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error DeploymentGroupAlreadyExistsException: A deployment group with the name group-a already exists in the application app-a.",
		},
	})
}
