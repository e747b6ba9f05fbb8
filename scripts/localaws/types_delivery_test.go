package localaws_test

func pipelineTypes() []outputs {
	const deployment = "arn:aws:codedeploy:us-east-1:000000000000:"
	return []outputs{
		{connectionT, nil, m{"name": "connection-github-dev", "providerType": "GitHub"}, "arn:aws:codestar-connections:us-east-1:000000000000:connection/" + uuid, m{
			"arn": "/^arn:aws:codestar-connections:us-east-1:000000000000:connection/" + uuid + "$/", "connectionStatus": "PENDING",
		}, nil},
		{projectT, func(c client) { c.role("role-a", "codebuild") },
			m{"name": "project-a", "serviceRole": roleARN("role-a"), "artifacts": m{"type": "CODEPIPELINE"}, "source": m{"type": "CODEPIPELINE"},
				"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_MEDIUM"}},
			"arn:aws:codebuild:us-east-1:000000000000:project/project-a", m{
				"arn": "arn:aws:codebuild:us-east-1:000000000000:project/project-a", "encryptionKey": "arn:aws:kms:us-east-1:000000000000:alias/aws/s3", "badgeUrl": "",
			}, nil},
		{reportT, nil, m{"name": "reports-a", "type": "TEST", "exportConfig": m{"type": "NO_EXPORT"}}, "arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a", m{
			"arn": "arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a", "created": instant,
		}, nil},
		{pipelineT, plant, pipeline(stage("Source", source), stage("Build", build)), "pipeline-a", m{"arn": pipelineARN, "triggerAlls": list{}}, nil},
		{machineT, func(c client) { c.role("role-machine", "states") },
			m{"name": "machine-a", "roleArn": roleARN("role-machine"), "definition": text(m{"StartAt": "A", "States": m{"A": m{"Type": "Succeed"}}})}, machineARN, m{
				"arn": machineARN, "creationDate": instant, "status": "ACTIVE", "revisionId": "", "stateMachineVersionArn": "",
			}, nil},
		{applicationT, nil, m{"name": "app-a", "computePlatform": "Lambda"}, uuid + ":app-a", m{
			"arn": deployment + "application:app-a", "applicationId": "/^" + uuid + "$/", "linkedToGithub": false,
		}, nil},
		{groupT, func(c client) {
			c.given(applicationT, "a", m{"name": "app-a", "computePlatform": "Lambda"})
			c.role("role-deploy", "codedeploy")
		}, m{"appName": "app-a", "deploymentGroupName": "group-a", "serviceRoleArn": roleARN("role-deploy"), "deploymentConfigName": "CodeDeployDefault.LambdaAllAtOnce",
			"deploymentStyle": m{"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}}, uuid, m{
			"arn": deployment + "deploymentgroup:app-a/group-a", "deploymentGroupId": "/^" + uuid + "$/", "computePlatform": "Lambda",
		}, nil},
		{notificationT, func(c client) {
			plant(c)
			c.given(pipelineT, "p", pipeline(stage("Source", source), stage("Build", build)))
			c.topic("topic-a", "codestar-notifications")
		}, m{"name": "notify-a", "detailType": "FULL", "resource": pipelineARN, "eventTypeIds": list{"codepipeline-pipeline-manual-approval-needed"},
			"targets": list{m{"address": topicARN}}}, "arn:aws:codestar-notifications:us-east-1:000000000000:notificationrule/[0-9a-f]{40}", m{
			"arn": "/^arn:aws:codestar-notifications:us-east-1:000000000000:notificationrule/[0-9a-f]{40}$/",
		}, nil},
	}
}

func eventTypes() []outputs {
	push := text(m{"source": list{"github.com"}, "detail-type": list{"push"}, "detail": m{"ref": list{"refs/heads/main"}, "deleted": list{false}, "head": list{m{"exists": true}}}})
	bus := func(c client) { c.given(busT, "b", m{"name": "bus-a"}) }
	return []outputs{
		{busT, nil, m{"name": "bus-a"}, "bus-a", m{"arn": eventsBusARN}, nil},
		{busPolicyT, bus, m{"eventBusName": "bus-a", "policy": document(m{"Effect": "Allow", "Action": "events:PutEvents", "Principal": m{"AWS": "000000000000"}, "Resource": eventsBusARN})}, "bus-a", nil, nil},
		{ruleT, bus, m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push}, "bus-a/rule-a", m{
			"arn": "arn:aws:events:us-east-1:000000000000:rule/bus-a/rule-a", "state": "ENABLED",
		}, nil},
		{targetT, func(c client) {
			bus(c)
			c.given(ruleT, "r", m{"name": "rule-a", "eventBusName": "bus-a", "eventPattern": push})
			c.role("role-events", "events")
			c.grant("role-events", "start", pipelineARN, "codepipeline:StartPipelineExecution")
			c.given(queueT, "q", m{"name": "queue-a"})
		}, m{"rule": "rule-a", "eventBusName": "bus-a", "targetId": "pipeline", "arn": pipelineARN, "roleArn": roleARN("role-events"),
			"deadLetterConfig": m{"arn": queueARN}}, "bus-a-rule-a-pipeline", nil, nil},
	}
}

func observedTypes() []outputs {
	return []outputs{
		{alarmT, func(c client) { c.topic("topic-a", "cloudwatch") }, m{"name": "alarm-a", "comparisonOperator": "GreaterThanOrEqualToThreshold", "evaluationPeriods": 1.0, "threshold": 5.0,
			"metricName": "Errors", "namespace": "AWS/Lambda", "period": 300.0, "statistic": "Sum", "alarmActions": list{topicARN}}, "alarm-a", m{
			"arn": "arn:aws:cloudwatch:us-east-1:000000000000:alarm:alarm-a",
		}, nil},
		{dashboardT, nil, m{"dashboardName": "dashboard-a", "dashboardBody": text(m{"widgets": list{m{"type": "text", "properties": m{"markdown": "x"}}}})}, "dashboard-a", m{
			"dashboardArn": "arn:aws:cloudwatch::000000000000:dashboard/dashboard-a",
		}, nil},
		{queryT, func(c client) { c.given(logGroupT, "g", m{"name": "group"}) },
			m{"name": "errors", "queryString": "# who\nfields @timestamp | filter @message like /a|b/ | sort @timestamp desc", "logGroupNames": list{"group"}}, uuid, m{"queryDefinitionId": "/^" + uuid + "$/"}, nil},
		{logPolicyT, nil, m{"policyName": "p", "policyDocument": document(m{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*", "Principal": m{"Service": "delivery.logs.amazonaws.com"}})}, "p", nil, nil},
	}
}
