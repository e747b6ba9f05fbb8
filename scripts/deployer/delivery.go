package deployer

import (
	"slices"

	"slipway/shared/naming"
)

// delivery are the grants on what builds, releases and tells of it.
func delivery() []grant {
	return []grant{
		{
			sid: "Builds",
			actions: of("codebuild", `BatchGetProjects BatchGetReportGroups CreateProject CreateReportGroup
				CreateWebhook DeleteProject DeleteReportGroup DeleteWebhook UpdateProject UpdateReportGroup
				UpdateWebhook`),
			on: on("codebuild", "project/"+named(naming.BuildProject), "report-group/"+named(naming.ReportGroup)),
		},
		{
			sid:     "BuildQuotas",
			actions: of("servicequotas", "GetServiceQuota"),
			on:      on("servicequotas", "codebuild/*"),
		},
		{
			sid:     "Quotas",
			actions: of("servicequotas", "GetServiceQuota"),
			on: append(on("servicequotas", "codedeploy/*", "codepipeline/*", "events/*"),
				arns("servicequotas:us-east-1:{A}", "iam/*")...), // kept there alone
		},
		{
			sid: "Pipelines",
			actions: of("codepipeline", `CreatePipeline DeletePipeline GetPipeline ListTagsForResource TagResource
				UntagResource UpdatePipeline GetPipelineState GetPipelineExecution ListPipelineExecutions
				ListActionExecutions StartPipelineExecution StopPipelineExecution`),
			on: on("codepipeline", named(naming.PipelineName)),
		},
		{
			sid:     "Approvals",
			actions: of("codepipeline", "DisableStageTransition EnableStageTransition PutApprovalResult"),
			on:      on("codepipeline", named(naming.PipelineName)+"/*"),
		},
		{
			sid: "Machines",
			actions: of("states", `CreateStateMachine DeleteStateMachine DescribeStateMachine ListStateMachineVersions
				ListTagsForResource TagResource UntagResource UpdateStateMachine ListExecutions StartExecution
				StartSyncExecution`),
			on: on("states", "stateMachine:"+named(naming.StateMachine)),
		},
		{
			sid:     "Executions",
			actions: of("states", "DescribeExecution GetExecutionHistory"),
			on:      on("states", "execution:"+named(naming.StateMachine)+":*"),
		},
		{
			sid:     "HistoryRows",
			actions: of("dynamodb", "GetItem Query Scan"),
			on:      on("dynamodb", "table/"+named(naming.Table)),
		},
		{
			sid:     "HistoryOfAService",
			actions: of("dynamodb", "Query"),
			on:      on("dynamodb", "table/"+named(naming.Table)+"/index/*"),
		},
		{
			sid: "Anywhere", // AWS checks these against no resource
			actions: slices.Concat(
				of("codeartifact", "CreateDomain CreateRepository"),
				of("codestar-notifications", "DeleteTarget"),
				of("ecr", "GetAuthorizationToken"),
				of("events", "PutPermission RemovePermission"),
				of("states", "ValidateStateMachineDefinition"),
				of("tag", "GetResources"),
			),
			on: everything,
		},
		{
			sid:     "NewNotifications",
			actions: of("codestar-notifications", "CreateNotificationRule TagResource"),
			on:      on("codestar-notifications", "notificationrule/*"),
			when:    asOurs,
		},
		{
			sid: "Notifications",
			actions: of("codestar-notifications", `DeleteNotificationRule DescribeNotificationRule TagResource
				UntagResource UpdateNotificationRule`),
			on:   on("codestar-notifications", "notificationrule/*"),
			when: ours,
		},
		{
			sid:     "NotificationsRole", // AWS makes it with the first rule of an account
			actions: of("iam", "CreateServiceLinkedRole"),
			on: arns("iam::{A}", "role/aws-service-role/codestar-notifications.amazonaws.com/"+
				"AWSServiceRoleForCodeStarNotifications"),
			when: conditions{"StringEquals": {"iam:AWSServiceName": {"codestar-notifications.amazonaws.com"}}},
		},
	}
}
