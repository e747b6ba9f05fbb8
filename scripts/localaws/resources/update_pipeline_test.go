package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestUpdatesOfReleasesAreRejected(t *testing.T) {
	t.Parallel()
	rejectUpdates(t, []change{
		{"a project's role that CodeBuild may not assume", func(c awstest.Client) awstest.Resource {
			c.Role("role-other", "lambda")
			return project(c, "project-a")
		}, m{
			"serviceRole": awstest.RoleARN("role-other"),
		}, "updating CodeBuild Project (project-a): operation error CodeBuild: UpdateProject, api error " +
			"InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role " +
			"(role arn:aws:iam::000000000000:role/role-other, service codebuild.amazonaws.com)"},
		{"a group's alarm that does not exist", deployed, m{"alarmConfiguration": m{
			"enabled": true,
			"alarms":  list{"none"},
		}}, "updating CodeDeploy Deployment Group (group-a): rejected by the simulated AWS, not by AWS: the " +
			"deployment group group-a names the alarm none, which does not exist in account 000000000000: no " +
			"deployment would ever be rolled back by it."},
		{"a group's configuration of another platform", deployed,
			m{
				"deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce",
			}, "updating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: " +
				"UpdateDeploymentGroup, api error InvalidDeploymentConfigNameException: The Compute Platform " +
				"Lambda of the application app-a does not go with the deployment configuration " +
				"CodeDeployDefault.ECSAllAtOnce"},
		{"a group's configuration that does not exist", deployed,
			m{
				"deploymentConfigName": "CodeDeployDefault.Quick",
			}, "updating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: " +
				"UpdateDeploymentGroup, api error DeploymentConfigDoesNotExistException: No deployment " +
				"configuration found for name: CodeDeployDefault.Quick"},
		{"a group's role that CodeDeploy may not assume", deployed,
			m{
				"serviceRoleArn": awstest.RoleARN("role-other"),
			}, "updating CodeDeploy Deployment Group (group-a): operation error CodeDeploy: " +
				"UpdateDeploymentGroup, api error InvalidRoleException: AWS CodeDeploy does not have the " +
				"permissions required to assume the role (role arn:aws:iam::000000000000:role/role-other, " +
				"service codedeploy.amazonaws.com)"},
		{"a machine's definition without its start", stepping,
			m{"definition": awstest.Text(m{
				"StartAt": "Gone",
				"States":  m{"A": m{"Type": "Succeed"}},
			})}, "updating SFN State Machine (machine-a): operation error SFN: UpdateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' " +
				"target: Gone at /StartAt, MISSING_TRANSITION_TARGET: State \"A\" is not reachable. at /States/A'"},
		{"a machine's definition with a placeholder", stepping,
			m{"definition": awstest.Text(m{
				"StartAt": "A",
				"States":  m{"A": m{"Type": "Fail", "Cause": "${cause}"}},
			})}, "updating SFN State Machine (machine-a): rejected by the simulated AWS, not by AWS: the state " +
				"machine machine-a still holds the placeholder \"${cause}\"."},
		{"a machine's role that Step Functions may not assume", stepping,
			m{
				"roleArn": awstest.RoleARN("role-other"),
			}, "updating SFN State Machine (machine-a): operation error SFN: UpdateStateMachine, api error " +
				"AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the " +
				"regional one is authorized to assume the provided role. (role " +
				"arn:aws:iam::000000000000:role/role-other, service states.amazonaws.com)"},
		{"a machine's logs to a group that is not there", stepping, m{"loggingConfiguration": m{"level": "ALL",
			"logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:none:*"}}, "updating SFN State Machine " +
			"(machine-a): operation error SFN: UpdateStateMachine, api error " +
			"InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination " +
			"arn:aws:logs:us-east-1:000000000000:log-group:none:* does not exist"},
		{
			"an alarm's topic that does not exist",
			watched,
			m{"alarmActions": list{awstest.TopicARN}},
			"updating CloudWatch Metric Alarm (alarm-a): rejected by the simulated AWS, not by AWS: the " +
				"alarm alarm-a would fire and nobody would ever hear of it: the topic " +
				"arn:aws:sns:us-east-1:000000000000:topic-a does not exist.",
		},
		{"an alarm's action in another region", watched,
			m{
				"alarmActions": list{"arn:aws:sns:eu-west-1:000000000000:topic-a"},
			}, "updating CloudWatch Metric Alarm (alarm-a): operation error CloudWatch: PutMetricAlarm, api " +
				"error ValidationError: Invalid region eu-west-1 specified. Only us-east-1 is supported."},
		{"a dashboard without widgets", func(c awstest.Client) awstest.Resource {
			return c.Given(awstest.Dashboard, "it", m{"dashboardName": "dash", "dashboardBody": awstest.Text(m{"widgets": list{
				m{"type": "text", "width": 6, "height": 6, "properties": m{"markdown": "hello"}}}})})
		}, m{
			"dashboardBody": "{}",
		}, "updating CloudWatch Dashboard (dash): operation error CloudWatch: PutDashboard, api error " +
			"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should " +
			"have required property \"widgets\" at \"\""},
		{"a notification to a topic that does not exist", func(c awstest.Client) awstest.Resource {
			plant(c)
			c.Given(awstest.Pipeline, "p", pipeline(stage("Source", source), stage("Build", build)))
			return c.Given(awstest.Notification, "it", m{"name": "notify-a", "detailType": "FULL", "resource": pipelineARN,
				"eventTypeIds": list{"codepipeline-pipeline-pipeline-execution-failed"},
				"targets":      list{m{"address": c.Topic("topic-b", "codestar-notifications")}}})
		}, m{
			"targets": list{m{"address": awstest.TopicARN}},
		}, "updating CodeStar Notification Rule (notify-a): rejected by the simulated AWS, not by AWS: the " +
			"notification rule notify-a would never be heard: the topic " +
			"arn:aws:sns:us-east-1:000000000000:topic-a does not exist."},
	})
}
