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
