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
			// Topics are the teams' own: their names are not slipway's to give.
			sid:     "EventTopics",
			actions: of("sns", "GetSubscriptionAttributes SetSubscriptionAttributes Subscribe Unsubscribe"),
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
