package resources_test

import (
	"slipway/scripts/localaws/awstest"
)

func pipelineTypes() []outputs {
	const deployment = "arn:aws:codedeploy:us-east-1:000000000000:"
	return []outputs{
		{
			token: awstest.Connection,
			in:    m{"name": "connection-github-dev", "providerType": "GitHub"},
			id:    "arn:aws:codestar-connections:us-east-1:000000000000:connection/" + uuid,
			out: m{
				"arn":              "/^arn:aws:codestar-connections:us-east-1:000000000000:connection/" + uuid + "$/",
				"connectionStatus": "PENDING",
			},
		},
		{
			token: awstest.Project,
			given: func(c awstest.Client) { c.Role("role-a", "codebuild") },
			in: m{
				"name":        "project-a",
				"serviceRole": awstest.RoleARN("role-a"),
				"artifacts":   m{"type": "CODEPIPELINE"},
				"source":      m{"type": "CODEPIPELINE"},
				"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_MEDIUM"},
			},
			id: "arn:aws:codebuild:us-east-1:000000000000:project/project-a",
			out: m{
				"arn":           "arn:aws:codebuild:us-east-1:000000000000:project/project-a",
				"encryptionKey": "arn:aws:kms:us-east-1:000000000000:alias/aws/s3",
				"badgeUrl":      "",
			},
		},
		{
			token: awstest.ProjectWebhook,
			from:  func(c awstest.Client) m { return hook(c, nil, "codeconnections:GetConnectionToken") },
			id:    "project-a",
			out: m{
				"url":        "/^https://api.github.com/repos/acme/shop/hooks/[0-9]{9}$/",
				"payloadUrl": "",
				"secret":     "",
			},
		},
		{
			token: awstest.Report,
			in:    m{"name": "reports-a", "type": "TEST", "exportConfig": m{"type": "NO_EXPORT"}},
			id:    "arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a",
			out: m{
				"arn": "arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a", "created": instant,
			},
		},
		{
			token: awstest.Pipeline,
			given: plant,
			in:    pipeline(stage("Source", source), stage("Build", build)),
			id:    "pipeline-a",
			out:   m{"arn": pipelineARN, "triggerAlls": list{}},
		},
		{
			token: awstest.Machine,
			given: func(c awstest.Client) { c.Role("role-machine", "states") },
			in: m{
				"name":       "machine-a",
				"roleArn":    awstest.RoleARN("role-machine"),
				"definition": awstest.Text(m{"StartAt": "A", "States": m{"A": m{"Type": "Succeed"}}}),
			},
			id: machineARN,
			out: m{
				"arn": machineARN, "creationDate": instant, "status": "ACTIVE", "revisionId": "", "stateMachineVersionArn": "",
			},
		},
		{
			token: awstest.Application,
			in:    m{"name": "app-a", "computePlatform": "Lambda"},
			id:    uuid + ":app-a",
			out: m{
				"arn": deployment + "application:app-a", "applicationId": "/^" + uuid + "$/", "linkedToGithub": false,
			},
		},
		{
			token: awstest.Group,
			given: func(c awstest.Client) {
				c.Given(awstest.Application, "a", m{"name": "app-a", "computePlatform": "Lambda"})
				c.Role("role-deploy", "codedeploy")
			},
			in: m{
				"appName":              "app-a",
				"deploymentGroupName":  "group-a",
				"serviceRoleArn":       awstest.RoleARN("role-deploy"),
				"deploymentConfigName": "CodeDeployDefault.LambdaAllAtOnce",
				"deploymentStyle":      m{"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
			},
			id: uuid,
			out: m{
				"arn":               deployment + "deploymentgroup:app-a/group-a",
				"deploymentGroupId": "/^" + uuid + "$/",
				"computePlatform":   "Lambda",
			},
		},
		{
			token: awstest.Notification,
			given: func(c awstest.Client) {
				plant(c)
				c.Given(awstest.Pipeline, "p", pipeline(stage("Source", source), stage("Build", build)))
				c.Topic("topic-a", "codestar-notifications")
			},
			in: m{
				"name":         "notify-a",
				"detailType":   "FULL",
				"resource":     pipelineARN,
				"eventTypeIds": list{"codepipeline-pipeline-manual-approval-needed"},
				"targets":      list{m{"address": awstest.TopicARN}},
			},
			id: "arn:aws:codestar-notifications:us-east-1:000000000000:notificationrule/[0-9a-f]{40}",
			out: m{
				"arn": "/^arn:aws:codestar-notifications:us-east-1:000000000000:notificationrule/[0-9a-f]{40}$/",
			},
		},
	}
}
