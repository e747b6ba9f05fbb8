package deployer

import (
	"slipway/shared/naming"
)

// functions are the grants in the account of the functions alone.
func functions() []grant {
	app := named(naming.DeploymentApp)
	return []grant{
		{
			sid: "Deployments",
			actions: of("codedeploy", `CreateApplication CreateDeploymentGroup DeleteApplication DeleteDeploymentGroup
				GetApplication GetDeploymentGroup ListTagsForResource TagResource UntagResource UpdateDeploymentGroup`),
			on: on("codedeploy", "application:"+app, "deploymentgroup:"+app+"/"+named(naming.DeploymentGroup)),
		},
		{
			// There is no resource before it is made; a condition key names the function.
			sid:     "NewEventSources",
			actions: of("lambda", "CreateEventSourceMapping"),
			on:      everything,
			when:    conditions{"ArnLike": {"lambda:FunctionArn": on("lambda", "function:"+named(naming.Lambda)+"*")}},
		},
		{
			sid:     "EventSourceTags",
			actions: of("lambda", "GetEventSourceMapping ListTags TagResource"),
			on:      on("lambda", "event-source-mapping:*"),
		},
		{
			sid:     "EventSources",
			actions: of("lambda", "DeleteEventSourceMapping UntagResource UpdateEventSourceMapping"),
			on:      on("lambda", "event-source-mapping:*"),
			when:    ours,
		},
		{
			sid:     "AllEventSources",
			actions: of("lambda", "ListEventSourceMappings"),
			on:      everything,
		},
		{
			// Looked up before the first change: settings name what is the teams' own. None of these
			// shows a value.
			sid:     "NamedSecrets",
			actions: of("secretsmanager", "DescribeSecret"),
			on:      on("secretsmanager", "secret:*"),
		},
		{
			sid:     "NamedParameters",
			actions: of("ssm", "DescribeParameters"),
			on:      everything,
		},
		{
			sid:     "NamedPolicies",
			actions: of("iam", "GetPolicy"),
			on:      append(arns("iam::{A}", "policy/*"), arns("iam::aws", "policy/*")...),
		},
		{
			sid:     "NamedQueues",
			actions: of("sqs", "GetQueueAttributes"),
			on:      on("sqs", "*"),
		},
		{
			sid:     "NamedTables",
			actions: of("dynamodb", "DescribeTable"),
			on:      on("dynamodb", "table/*"),
		},
		{
			sid:     "NamedBuses",
			actions: of("events", "DescribeEventBus"),
			on:      on("events", "event-bus/*"),
		},
		{
			sid:     "NamedCertificates",
			actions: of("acm", "DescribeCertificate"),
			on:      on("acm", "certificate/*"),
		},
		{
			// Topics are the teams' own: their names are not slipway's to give.
			sid:     "EventTopics",
			actions: of("sns", "GetSubscriptionAttributes GetTopicAttributes SetSubscriptionAttributes Subscribe Unsubscribe"),
			on:      on("sns", "*"),
		},
		{
			sid:     "FunctionImages",
			actions: of("ecr", "BatchGetImage GetDownloadUrlForLayer"),
			on:      arns("ecr:{R}:{O}", "repository/"+named(naming.Repository)),
		},
		{
			sid:     "FunctionVariables",
			actions: of("kms", "CreateGrant Decrypt Encrypt"),
			on:      arns("kms:{R}:{O}", "key/*"),
			when:    conditions{"StringEquals": {"kms:ViaService": {"lambda.{R}.amazonaws.com"}}},
		},
	}
}
