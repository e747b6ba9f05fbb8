package deployer

import (
	"slices"

	"slipway/shared/naming"
)

// inBoth are the grants in each account that has functions, roles, rules and alarms.
func (e Environment) inBoth() []grant {
	return slices.Concat(e.roles(), apis(), []grant{
		{
			sid: "Account",
			actions: slices.Concat(
				of("sts", "GetCallerIdentity"),
				of("ec2", "DescribeSecurityGroups DescribeSubnets DescribeVpcs"),
				of("lambda", "GetAccountSettings"),
				of("logs", "DeleteQueryDefinition DescribeLogGroups DescribeQueryDefinitions PutQueryDefinition"),
			),
			on: everything,
		},
		{
			sid: "Functions",
			actions: of("lambda", `AddPermission CreateAlias CreateFunction CreateFunctionUrlConfig DeleteAlias DeleteFunction
				DeleteFunctionConcurrency DeleteFunctionUrlConfig GetAlias GetFunction GetFunctionCodeSigningConfig
				GetFunctionConfiguration GetFunctionUrlConfig GetPolicy ListVersionsByFunction PublishVersion
				PutFunctionConcurrency RemovePermission TagResource UntagResource UpdateAlias UpdateFunctionCode
				UpdateFunctionConfiguration UpdateFunctionUrlConfig`),
			on: on("lambda", "function:"+named(naming.Lambda)),
		},
		{
			sid: "Queues",
			actions: of("sqs", `CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue
				UntagQueue ChangeMessageVisibility DeleteMessage ReceiveMessage`),
			on: on("sqs", named(naming.Queue)),
		},
		{
			sid: "FunctionVersions",
			actions: of("lambda", `AddPermission CreateFunctionUrlConfig DeleteFunctionEventInvokeConfig DeleteFunctionUrlConfig
				GetAlias GetFunction GetFunctionConfiguration GetFunctionEventInvokeConfig GetFunctionUrlConfig GetPolicy
				PutFunctionEventInvokeConfig RemovePermission UpdateAlias UpdateFunctionUrlConfig`),
			on: on("lambda", "function:"+named(naming.Lambda)+":*"),
		},
		{
			sid: "LogGroups",
			actions: of("logs",
				`CreateLogGroup DeleteLogGroup DescribeLogStreams FilterLogEvents ListTagsForResource PutRetentionPolicy
				TagResource UntagResource`),
			on: on("logs", logGroup(naming.LambdaLogs, naming.Lambda), logGroup(naming.CodeBuildLogs, naming.BuildProject),
				logGroup(naming.StateMachineLogs, naming.StateMachine), logGroup(naming.APILogs, naming.API)),
		},
		{
			sid: "Rules",
			actions: of("events", `DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets
				RemoveTargets TagResource UntagResource`),
			// Services have rules on buses of their teams' own.
			on: on("events", "rule/"+named(naming.Rule), "rule/*/"+named(naming.Rule)),
		},
		{
			sid:     "Alarms",
			actions: of("cloudwatch", "DeleteAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource"),
			on:      on("cloudwatch", "alarm:"+named(naming.Alarm)),
		},
		{
			sid:     "AllAlarms",
			actions: of("cloudwatch", "DescribeAlarms"),
			on:      on("cloudwatch", "alarm:*"),
		},
		{
			sid:     "Dashboards",
			actions: of("cloudwatch", "DeleteDashboards GetDashboard PutDashboard"),
			on:      arns("cloudwatch::{A}", "dashboard/"+named(naming.Dashboard)),
		},
	})
}

func logGroup(service naming.LogService, writer naming.Kind) string {
	return "log-group:" + string(service) + named(writer) + "*"
}

// roles are the grants on roles. Whoever may give a role rights has those rights, which
// nothing but a boundary bounds.
func (e Environment) roles() []grant {
	role := arns("iam::{A}", "role{P}"+named(naming.Role))
	bounded := []grant{{
		sid:     "BoundedRoles",
		actions: of("iam", "AttachRolePolicy CreateRole DeleteRolePolicy PutRolePermissionsBoundary PutRolePolicy"),
		on:      role,
	}}
	if e.Boundary == "" {
		bounded[0].actions = append(bounded[0].actions, "iam:DeleteRolePermissionsBoundary")
	} else {
		bounded[0].when = conditions{"StringEquals": {"iam:PermissionsBoundary": {"{B}"}}}
	}
	return append(bounded,
		grant{
			sid: "Roles",
			actions: of("iam", `DeleteRole DetachRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies
				ListInstanceProfilesForRole ListRolePolicies TagRole UntagRole UpdateAssumeRolePolicy UpdateRole
				UpdateRoleDescription`),
			on: role,
		},
		grant{
			sid:     "RolesOfInstances",
			actions: of("iam", "RemoveRoleFromInstanceProfile"),
			on:      arns("iam::{A}", "instance-profile/*"),
		},
		grant{
			sid:     "PassRoles",
			actions: of("iam", "PassRole"),
			on:      role,
			when: conditions{"StringEquals": {"iam:PassedToService": {
				"chatbot.amazonaws.com", "codebuild.amazonaws.com", "codedeploy.amazonaws.com",
				"codepipeline.amazonaws.com", "events.amazonaws.com", "lambda.amazonaws.com", "states.amazonaws.com",
			}}},
		},
	)
}
