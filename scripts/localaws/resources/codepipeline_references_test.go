package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodePipelineRejectsWhatItsActionsCannotReach(t *testing.T) {
	t.Parallel()
	first, second := stage("Source", source), stage("Build", build)
	approve := func(more m) m { return action("Approve", "Approval", "Manual", more) }
	run := action("Release", "Invoke", "StepFunctions", m{"configuration": m{"StateMachineArn": machineARN}})
	configured := func(a m, changes m) m {
		return awstest.With(a, m{"configuration": awstest.With(a["configuration"].(m), changes)})
	}
	deployer := func(trust string) func(awstest.Client) {
		return func(c awstest.Client) {
			plant(c)
			c.Given(awstest.Role, "d", m{"name": "role-deployer", "assumeRolePolicy": trust})
		}
	}
	hop := awstest.With(build, m{"roleArn": awstest.RoleARN("role-deployer")})
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "an artifact bucket that is not there",
			Given: func(c awstest.Client) { c.Role("role-pipeline", "codepipeline") },
			Token: awstest.Pipeline,
			In:    pipeline(first, second),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: The artifact store's bucket s3-artifacts does not exist",
		},
		{
			Says:  "an artifact key that does not exist",
			Given: plant,
			Token: awstest.Pipeline,
			In: awstest.With(pipeline(first, second), m{"artifactStores": list{m{
				"type":          "S3",
				"location":      "s3-artifacts",
				"encryptionKey": m{"type": "KMS", "id": "alias/none"},
			}}}),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			Says:  "an action role that does not trust the pipeline",
			Given: deployer(awstest.Trust("lambda")),
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", hop)),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole " +
				"on role arn:aws:iam::000000000000:role/role-deployer (action Build: the trust policy of " +
				"arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-pipeline assume it)",
		},
		{
			Says: "an action role that the pipeline may not assume",
			Given: func(c awstest.Client) {
				plant(c)
				c.Given(awstest.Role, "d", m{
					"name":             "role-deployer",
					"assumeRolePolicy": awstest.TrustRole(awstest.RoleARN("role-pipeline")),
				})
			},
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", hop)),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole " +
				"on role arn:aws:iam::000000000000:role/role-deployer (action Build: the role " +
				"arn:aws:iam::000000000000:role/role-pipeline may not sts:AssumeRole on " +
				"arn:aws:iam::000000000000:role/role-deployer)",
		},
		{
			Says: "an action role whose condition names another role",
			Given: deployer(awstest.Document(m{
				"Effect":    "Allow",
				"Action":    "sts:AssumeRole",
				"Principal": m{"AWS": "arn:aws:iam::000000000000:root"},
				"Condition": m{"ArnEquals": m{"aws:PrincipalArn": awstest.RoleARN("role-other")}},
			})),
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", hop)),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole " +
				"on role arn:aws:iam::000000000000:role/role-deployer (action Build: the trust policy of " +
				"arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-pipeline assume it)",
		},
		{
			Says:  "a project that does not exist",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", configured(build, m{"ProjectName": "project-b"}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): rejected by the simulated AWS, not by AWS: the action Build " +
				"of the pipeline pipeline-a would fail when it runs: arn:aws:codebuild:us-east-1:000000000000:project/project-b " +
				"does not exist.",
		},
		{
			Says: "a role that may not start the build",
			Given: func(c awstest.Client) {
				c.Bucket("s3-artifacts")
				c.Role("role-pipeline", "codepipeline")
				project(c, "project-a")
			},
			Token: awstest.Pipeline,
			In:    pipeline(first, second),
			Want: "creating CodePipeline Pipeline (pipeline-a): rejected by the simulated AWS, not by AWS: the action Build " +
				"of the pipeline pipeline-a would fail when it runs: the role arn:aws:iam::000000000000:role/role-pipeline may " +
				"not codebuild:StartBuild on arn:aws:codebuild:us-east-1:000000000000:project/project-a.",
		},
		{
			Says:  "a state machine that does not exist",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, second, stage("Deploy", run)),
			Want: "creating CodePipeline Pipeline (pipeline-a): rejected by the simulated AWS, not by AWS: the action Release " +
				"of the pipeline pipeline-a would fail when it runs: " +
				"arn:aws:states:us-east-1:000000000000:stateMachine:machine-a " +
				"does not exist.",
		},
		{
			Says:  "an approval that tells a topic that does not exist",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, second, stage("Gate", approve(m{"configuration": m{"NotificationArn": awstest.TopicARN}}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): rejected by the simulated AWS, not by AWS: the action Approve " +
				"of the pipeline pipeline-a would fail when it runs: arn:aws:sns:us-east-1:000000000000:topic-a does not exist.",
		},
		{
			Says:  "a second pipeline of the same name",
			Given: func(c awstest.Client) { plant(c); c.Given(awstest.Pipeline, "p", pipeline(first, second)) },
			Token: awstest.Pipeline,
			In:    pipeline(first, second),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"PipelineNameInUseException: A pipeline with the name 'pipeline-a' already exists in account '000000000000'",
		},
	})
}
