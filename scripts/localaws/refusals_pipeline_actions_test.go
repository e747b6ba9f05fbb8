package localaws_test

import (
	"strings"
	"testing"
)

func TestCodePipelineRefusesActionsThatCannotRun(t *testing.T) {
	t.Parallel()
	first, second := stage("Source", source), stage("Build", build)
	approve := func(more m) m { return action("Approve", "Approval", "Manual", more) }
	run := action("Release", "Invoke", "StepFunctions", m{"configuration": m{"StateMachineArn": machineARN}})
	configured := func(a m, changes m) m { return with(a, m{"configuration": with(a["configuration"].(m), changes)}) }
	deployer := func(trust string) func(client) {
		return func(c client) {
			plant(c)
			c.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trust})
		}
	}
	hop := with(build, m{"roleArn": roleARN("role-deployer")})
	refused(t, []refusal{
		{
			says:  "a provider that does not exist",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"provider": "Bamboo"}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: ActionType (Category: 'Build', Provider: 'Bamboo', Owner: 'AWS', Version: '1') in action 'Build' is not available in region US_EAST_1",
		},
		{
			says:  "a source without a branch",
			given: plant,
			token: pipelineT,
			in:    pipeline(stage("Source", configured(source, m{"BranchName": nil})), second),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Source' is missing required configuration 'BranchName'",
		},
		{
			says:  "a build without a project",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", configured(build, m{"ProjectName": nil}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Build' is missing required configuration 'ProjectName'",
		},
		{
			says:  "an action with an unknown key",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", configured(build, m{"Project": "x"}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Build' contains unknown configuration 'Project'",
		},
		{
			says:  "a value above 1000 characters",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", configured(build, m{"EnvironmentVariables": strings.Repeat("x", 1001)}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration value of 'EnvironmentVariables' in action 'Build' has 1001 characters, more than 1000",
		},
		{
			says:  "a build without an input",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"inputArtifacts": nil}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action 'Build' has 0 input artifacts; action type Build/CodeBuild takes 1 to 5",
		},
		{
			says:  "an approval with an output",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, second, stage("Gate", approve(m{"outputArtifacts": list{"yes"}}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action 'Approve' has 1 output artifacts; action type Approval/Manual takes 0 to 0",
		},
		{
			says:  "two inputs without a primary one",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, second, stage("Test", with(build, m{"category": "Test", "inputArtifacts": list{"source", "image"}, "outputArtifacts": nil}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Build' is missing required configuration 'PrimarySource'",
		},
		{
			says:  "an artifact bucket that is not there",
			given: func(c client) { c.role("role-pipeline", "codepipeline") },
			token: pipelineT,
			in:    pipeline(first, second),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: The artifact store's bucket s3-artifacts does not exist",
		},
		{
			says:  "an artifact key that does not exist",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"artifactStores": list{m{"type": "S3", "location": "s3-artifacts", "encryptionKey": m{"type": "KMS", "id": "alias/none"}}}}),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			says:  "an action role that does not trust the pipeline",
			given: deployer(trusting("lambda")),
			token: pipelineT,
			in:    pipeline(first, stage("Build", hop)),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole on role arn:aws:iam::000000000000:role/role-deployer (action Build: the trust policy of arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-pipeline assume it)",
		},
		{
			says: "an action role that the pipeline may not assume",
			given: func(c client) {
				plant(c)
				c.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trustingRole(roleARN("role-pipeline"))})
			},
			token: pipelineT,
			in:    pipeline(first, stage("Build", hop)),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole on role arn:aws:iam::000000000000:role/role-deployer (action Build: the role arn:aws:iam::000000000000:role/role-pipeline may not sts:AssumeRole on arn:aws:iam::000000000000:role/role-deployer)",
		},
		{
			says: "an action role whose condition names another role",
			given: deployer(document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"AWS": "arn:aws:iam::000000000000:root"},
				"Condition": m{"ArnEquals": m{"aws:PrincipalArn": roleARN("role-other")}}})),
			token: pipelineT,
			in:    pipeline(first, stage("Build", hop)),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole on role arn:aws:iam::000000000000:role/role-deployer (action Build: the trust policy of arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-pipeline assume it)",
		},
		{
			says:  "a project that does not exist",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", configured(build, m{"ProjectName": "project-b"}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Build of the pipeline pipeline-a would fail when it runs: arn:aws:codebuild:us-east-1:000000000000:project/project-b does not exist.",
		},
		{
			says: "a role that may not start the build",
			given: func(c client) {
				c.bucket("s3-artifacts")
				c.role("role-pipeline", "codepipeline")
				c.project("project-a")
			},
			token: pipelineT,
			in:    pipeline(first, second),
			want:  "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Build of the pipeline pipeline-a would fail when it runs: the role arn:aws:iam::000000000000:role/role-pipeline may not codebuild:StartBuild on arn:aws:codebuild:us-east-1:000000000000:project/project-a.",
		},
		{
			says:  "a state machine that does not exist",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, second, stage("Deploy", run)),
			want:  "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Release of the pipeline pipeline-a would fail when it runs: arn:aws:states:us-east-1:000000000000:stateMachine:machine-a does not exist.",
		},
		{
			says:  "an approval that tells a topic that does not exist",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, second, stage("Gate", approve(m{"configuration": m{"NotificationArn": topicARN}}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Approve of the pipeline pipeline-a would fail when it runs: arn:aws:sns:us-east-1:000000000000:topic-a does not exist.",
		},
		{
			says:  "a second pipeline of the same name",
			given: func(c client) { plant(c); c.given(pipelineT, "p", pipeline(first, second)) },
			token: pipelineT,
			in:    pipeline(first, second),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error PipelineNameInUseException: A pipeline with the name 'pipeline-a' already exists in account '000000000000'",
		},
	})
}
