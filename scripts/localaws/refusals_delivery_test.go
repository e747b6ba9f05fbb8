package localaws_test

import "testing"

func TestCodeBuildRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	project := m{"name": "project-b", "serviceRole": roleARN("role-b"), "artifacts": m{"type": "CODEPIPELINE"}, "source": m{"type": "CODEPIPELINE"},
		"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"}}
	own := func(c client) { c.role("role-b", "codebuild") }
	environment := func(changes m) m { return with(project, m{"environment": with(project["environment"].(m), changes)}) }
	report := m{"name": "reports-a", "type": "TEST", "exportConfig": m{"type": "NO_EXPORT"}}
	refused(t, []refusal{
		{"a project name of one character", own, projectT, with(project, m{"name": "p"}), nil, "name: expected length of name to be in the range (2 - 150), got p"},
		{"a project name that begins with a hyphen", own, projectT, with(project, m{"name": "-project"}), nil, "name: invalid value for name (must begin with a letter or digit and be letters, digits, hyphens and underscores): -project"},
		{"an unknown compute type", own, projectT, environment(m{"computeType": "BUILD_GENERAL1_TINY"}), nil, "environment.computeType: expected environment.computeType to be one of [\"BUILD_GENERAL1_SMALL\" \"BUILD_GENERAL1_MEDIUM\" \"BUILD_GENERAL1_LARGE\" \"BUILD_GENERAL1_XLARGE\" \"BUILD_GENERAL1_2XLARGE\" \"BUILD_LAMBDA_1GB\" \"BUILD_LAMBDA_2GB\" \"BUILD_LAMBDA_4GB\" \"BUILD_LAMBDA_8GB\" \"BUILD_LAMBDA_10GB\"], got BUILD_GENERAL1_TINY"},
		{"an unknown source", own, projectT, with(project, m{"source": m{"type": "CVS"}}), nil, "source.type: expected source.type to be one of [\"BITBUCKET\" \"CODECOMMIT\" \"CODEPIPELINE\" \"GITHUB\" \"GITHUB_ENTERPRISE\" \"GITLAB\" \"GITLAB_SELF_MANAGED\" \"NO_SOURCE\" \"S3\"], got CVS"},
		{"a build of two minutes", own, projectT, with(project, m{"buildTimeout": 2.0}), nil, "buildTimeout: expected buildTimeout to be in the range (5 - 2160), got 2"},
		{"an S3 cache without a place", own, projectT, with(project, m{"cache": m{"type": "S3"}}), nil, "cache.location: cache location is required when cache type is \"S3\""},
		{"a local cache without a mode", own, projectT, with(project, m{"cache": m{"type": "LOCAL"}}), nil, "cache.modes: cache modes is required when cache type is \"LOCAL\""},
		{"a local cache with an unknown mode", own, projectT, with(project, m{"cache": m{"type": "LOCAL", "modes": list{"LOCAL_NPM_CACHE"}}}), nil, "cache.modes: expected cache.modes to be one of [\"LOCAL_SOURCE_CACHE\" \"LOCAL_DOCKER_LAYER_CACHE\" \"LOCAL_CUSTOM_CACHE\"], got LOCAL_NPM_CACHE"},
		{"an unknown cache", own, projectT, with(project, m{"cache": m{"type": "RAM"}}), nil, "cache.type: expected cache.type to be one of [\"NO_CACHE\" \"LOCAL\" \"S3\"], got RAM"},
		{"a variable of an unknown type", own, projectT, environment(m{"environmentVariables": list{m{"name": "A", "value": "b", "type": "VAULT"}}}), nil, "environment.environmentVariables.0.type: expected type to be one of [\"PLAINTEXT\" \"PARAMETER_STORE\" \"SECRETS_MANAGER\"], got VAULT"},
		{"a role that does not exist", nil, projectT, project, nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)"},
		{"a role that CodeBuild may not assume", func(c client) { c.role("role-b", "lambda") }, projectT, project, nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)"},
		{"a role whose trust is for another project", func(c client) {
			c.given(roleT, "r", m{"name": "role-b", "assumeRolePolicy": document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": "codebuild.amazonaws.com"},
				"Condition": m{"StringEquals": m{"aws:SourceArn": "arn:aws:codebuild:us-east-1:000000000000:project/other"}}})})
		}, projectT, project, nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)"},
		{"a key that does not exist", own, projectT, with(project, m{"encryptionKey": "arn:aws:kms:us-east-1:000000000000:key/none"}), nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a pipeline's source with other artifacts", own, projectT, with(project, m{"artifacts": m{"type": "NO_ARTIFACTS"}}), nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: Invalid artifacts type: source type CODEPIPELINE does not go with artifacts type NO_ARTIFACTS; both are CODEPIPELINE or neither is"},
		{"no source and no buildspec", own, projectT, with(project, m{"source": m{"type": "NO_SOURCE"}, "artifacts": m{"type": "NO_ARTIFACTS"}}), nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: Project with source type NO_SOURCE requires an inline buildspec"},
		{"a Docker cache without privileges", own, projectT, with(project, m{"cache": m{"type": "LOCAL", "modes": list{"LOCAL_DOCKER_LAYER_CACHE"}}}), nil, "creating CodeBuild Project (project-b): refused by the rehearsal, not by AWS: the project project-b would never find a Docker layer in its cache: LOCAL_DOCKER_LAYER_CACHE needs privilegedMode."},
		{"a second project of the same name", func(c client) { own(c); c.given(projectT, "first", project) }, projectT, project, nil, "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error ResourceAlreadyExistsException: Project already exists: arn:aws:codebuild:us-east-1:000000000000:project/project-b"},
		{"a report group of an unknown type", nil, reportT, with(report, m{"type": "LOAD"}), nil, "type: expected type to be one of [\"TEST\" \"CODE_COVERAGE\"], got LOAD"},
		{"an export without a bucket", nil, reportT, with(report, m{"exportConfig": m{"type": "S3"}}), nil, "exportConfig.s3Destination: s3Destination is required when the export type is S3"},
		{"a second report group of the same name", func(c client) { c.given(reportT, "first", report) }, reportT, report, nil, "creating CodeBuild Report Group (reports-a): operation error CodeBuild: CreateReportGroup, api error ResourceAlreadyExistsException: Report group already exists: arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a"},
	})
}

func TestConnectionsAndNotificationsRefuseWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	plantPipeline := func(c client) {
		plant(c)
		c.given(pipelineT, "p", pipeline(stage("Source", source), stage("Build", build)))
	}
	rule := m{"name": "notify-a", "detailType": "FULL", "resource": pipelineARN, "eventTypeIds": list{"codepipeline-pipeline-pipeline-execution-failed"}}
	refused(t, []refusal{
		{"a connection name of 33 characters", nil, connectionT, m{"name": "connection-github-000000000000-dev", "providerType": "GitHub"}, nil, "name: expected length of name to be in the range (1 - 32), got connection-github-000000000000-dev"},
		{"an unknown provider", nil, connectionT, m{"name": "connection-a", "providerType": "SourceForge"}, nil, "providerType: expected providerType to be one of [\"Bitbucket\" \"GitHub\" \"GitHubEnterpriseServer\" \"GitLab\" \"GitLabSelfManaged\"], got SourceForge"},
		{"a connection to nowhere", nil, connectionT, m{"name": "connection-a"}, nil, "providerType: one of `hostArn,providerType` must be specified, and only one"},
		{"a notification of an unknown event", plantPipeline, notificationT, with(rule, m{"eventTypeIds": list{"codepipeline-pipeline-failed"}}), nil, "eventTypeIds: codepipeline-pipeline-failed is no event of a pipeline"},
		{"a notification with an unknown detail", plantPipeline, notificationT, with(rule, m{"detailType": "SOME"}), nil, "detailType: expected detailType to be one of [\"BASIC\" \"FULL\"], got SOME"},
		{"a notification of a pipeline that is not there", nil, notificationT, rule, nil, "creating CodeStar Notification Rule (notify-a): operation error codestar notifications: CreateNotificationRule, api error ResourceNotFoundException: The resource arn:aws:codepipeline:us-east-1:000000000000:pipeline-a does not exist"},
		{"a second notification rule of the same name", func(c client) { plantPipeline(c); c.given(notificationT, "first", rule) }, notificationT, rule, nil, "creating CodeStar Notification Rule (notify-a): operation error codestar notifications: CreateNotificationRule, api error ResourceAlreadyExistsException: A notification rule with the name notify-a already exists in account 000000000000"},
		{"a notification to a topic that leaves the service out", func(c client) { plantPipeline(c); c.topic("topic-a", "cloudwatch") }, notificationT,
			with(rule, m{"targets": list{m{"address": topicARN}}}), nil, "creating CodeStar Notification Rule (notify-a): refused by the rehearsal, not by AWS: the notification rule notify-a would never be heard: the policy of the topic arn:aws:sns:us-east-1:000000000000:topic-a does not let codestar-notifications.amazonaws.com publish."},
	})
}

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
		{"an unknown platform", nil, applicationT, m{"name": "app-a", "computePlatform": "Mainframe"}, nil, "computePlatform: expected computePlatform to be one of [\"Server\" \"Lambda\" \"ECS\"], got Mainframe"},
		{"a second application of the same name", own, applicationT, m{"name": "app-a", "computePlatform": "Lambda"}, nil, "creating CodeDeploy Application (app-a): operation error CodeDeploy: CreateApplication, api error ApplicationAlreadyExistsException: An application with the name app-a already exists."},
		{"a group of an application that is not there", nil, groupT, group, nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error ApplicationDoesNotExistException: No application found for name: app-a"},
		{"a role that CodeDeploy may not assume", func(c client) {
			c.given(applicationT, "a", m{"name": "app-a", "computePlatform": "Lambda"})
			c.role("role-deploy", "lambda")
		}, groupT, group, nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidRoleException: AWS CodeDeploy does not have the permissions required to assume the role (role arn:aws:iam::000000000000:role/role-deploy, service codedeploy.amazonaws.com)"},
		{"a deployment configuration that does not exist", own, groupT, with(group, m{"deploymentConfigName": "CodeDeployDefault.LambdaCanary50Percent"}), nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error DeploymentConfigDoesNotExistException: No deployment configuration found for name: CodeDeployDefault.LambdaCanary50Percent"},
		{"a deployment configuration of another platform", own, groupT, with(group, m{"deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce"}), nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidDeploymentConfigNameException: The Compute Platform Lambda of the application app-a does not go with the deployment configuration CodeDeployDefault.ECSAllAtOnce"},
		{"traffic that is not shifted", own, groupT, with(group, m{"deploymentStyle": m{"deploymentType": "IN_PLACE"}}), nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidDeploymentStyleException: For Lambda deployment group, deploymentType must be BLUE_GREEN and deploymentOption must be WITH_TRAFFIC_CONTROL"},
		{"an unknown rollback event", own, groupT, with(group, m{"autoRollbackConfiguration": m{"enabled": true, "events": list{"BAD_MOOD"}}}), nil, "autoRollbackConfiguration.events: expected events to be one of [DEPLOYMENT_FAILURE DEPLOYMENT_STOP_ON_ALARM DEPLOYMENT_STOP_ON_REQUEST], got BAD_MOOD"},
		{"an alarm that does not exist", own, groupT, with(group, m{"alarmConfiguration": m{"enabled": true, "alarms": list{"alarm-a"}}}), nil, "creating CodeDeploy Deployment Group (group-a): refused by the rehearsal, not by AWS: the deployment group group-a names the alarm alarm-a, which does not exist in account 000000000000: no deployment would ever be rolled back by it."},
		{"alarms enabled without an alarm", own, groupT, with(group, m{"alarmConfiguration": m{"enabled": true}}), nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error InvalidAlarmConfigException: Alarms are enabled but no alarm is named."},
		{"eleven alarms", own, groupT, with(group, m{"alarmConfiguration": m{"enabled": true, "alarms": many}}), nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error AlarmsLimitExceededException: The maximum number of alarms for a deployment group (10) was exceeded."},
		{"a second group of the same name", func(c client) { own(c); c.given(groupT, "first", group) }, groupT, group, nil, "creating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: CreateDeploymentGroup, api error DeploymentGroupAlreadyExistsException: A deployment group with the name group-a already exists in the application app-a."},
	})
}
