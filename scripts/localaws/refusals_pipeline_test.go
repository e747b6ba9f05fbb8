package localaws_test

import (
	"strings"
	"testing"
)

const (
	connectionARN = "arn:aws:codestar-connections:us-east-1:999999999999:connection/c"
	machineARN    = "arn:aws:states:us-east-1:000000000000:stateMachine:machine-a"
)

// action is one action of a pipeline.
func action(name, category, provider string, more m) m {
	return with(m{"name": name, "category": category, "provider": provider, "owner": "AWS", "version": "1"}, more)
}

func stage(name string, actions ...m) m {
	l := list{}
	for _, a := range actions {
		l = append(l, a)
	}
	return m{"name": name, "actions": l}
}

var (
	source = action("Source", "Source", "CodeStarSourceConnection", m{"outputArtifacts": list{"source"},
		"configuration": m{"ConnectionArn": connectionARN, "FullRepositoryId": "acme/api", "BranchName": "main"}})
	build = action("Build", "Build", "CodeBuild", m{"inputArtifacts": list{"source"}, "outputArtifacts": list{"image"}, "configuration": m{"ProjectName": "project-a"}})
)

// pipeline is a pipeline of the given stages.
func pipeline(stages ...m) m {
	l := list{}
	for _, s := range stages {
		l = append(l, s)
	}
	return m{"name": "pipeline-a", "roleArn": roleARN("role-pipeline"), "pipelineType": "V2", "stages": l,
		"artifactStores": list{m{"type": "S3", "location": "s3-artifacts"}}}
}

// plant is what a pipeline of source and build needs.
func plant(c client) {
	c.bucket("s3-artifacts")
	c.role("role-pipeline", "codepipeline")
	c.project("project-a")
	c.grant("role-pipeline", "pipeline", "*", "codebuild:StartBuild")
}

func (c client) project(name string) existing {
	return c.given(projectT, name, m{"name": name, "serviceRole": c.role("role-"+name, "codebuild"), "artifacts": m{"type": "CODEPIPELINE"},
		"source": m{"type": "CODEPIPELINE"}, "environment": m{"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0", "computeType": "BUILD_GENERAL1_SMALL"}})
}

func TestCodePipelineRefusesWhatAWSRefuses(t *testing.T) {
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
		{"a pipeline name with a blank", plant, pipelineT, with(pipeline(first, second), m{"name": "the pipeline"}), nil, "name: invalid value for name (must be letters, digits and the characters . @ - _): the pipeline"},
		{"one stage alone", plant, pipelineT, pipeline(first), nil, "stages: Not enough list items: attribute stages requires 2 item minimum, but config has only 1 declared"},
		{"a stage name with a blank", plant, pipelineT, pipeline(first, stage("Manual Approval", build)), nil, "stages.1.name: invalid value for name (must be 1 to 100 letters, digits and the characters . @ - _): Manual Approval"},
		{"an action without a provider", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"provider": nil}))), nil, "stages.1.actions.0.provider: Missing required property 'provider'"},
		{"an unknown category", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"category": "Cook"}))), nil, "stages.1.actions.0.category: expected category to be one of [Source Build Deploy Test Invoke Approval Compute], got Cook"},
		{"an artifact name with a dot", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"outputArtifacts": list{"a.b"}}))), nil, "stages.1.actions.0.outputArtifacts: invalid value for outputArtifacts (must be 1 to 100 letters, digits, hyphens and underscores): a.b"},
		{"a variable name with a dot", plant, pipelineT, with(pipeline(first, second), m{"variables": list{m{"name": "a.b"}}}), nil, "variables.0.name: invalid value for name (must be 1 to 128 letters, digits and the characters @ - _): a.b"},
		{"an artifact store that is no bucket", plant, pipelineT, with(pipeline(first, second), m{"artifactStores": list{m{"type": "EFS", "location": "x"}}}), nil, "artifactStores.0.type: expected type to be one of [\"S3\"], got EFS"},
		{"one artifact store with a region", plant, pipelineT, with(pipeline(first, second), m{"artifactStores": list{m{"type": "S3", "location": "x", "region": "us-east-1"}}}), nil, "artifactStores.0.region: region cannot be set for a single-region CodePipeline"},
		{"a role that does not exist", nil, pipelineT, pipeline(first, second), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role (role arn:aws:iam::000000000000:role/role-pipeline, service codepipeline.amazonaws.com)"},
		{"a role that CodePipeline may not assume", func(c client) { c.role("role-pipeline", "codebuild") }, pipelineT, pipeline(first, second), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role (role arn:aws:iam::000000000000:role/role-pipeline, service codepipeline.amazonaws.com)"},
		{"triggers in a pipeline of type V1", plant, pipelineT, with(pipeline(first, second), m{"pipelineType": "V1", "triggers": list{m{"providerType": "CodeStarSourceConnection"}}}), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline of type V1 cannot have triggers"},
		{"a queue in a pipeline of type V1", plant, pipelineT, with(pipeline(first, second), m{"pipelineType": "V1", "executionMode": "QUEUED"}), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline of type V1 cannot have the execution mode QUEUED"},
		{"a stage without actions", plant, pipelineT, pipeline(first, second, stage("Empty")), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline stage Empty must have at least one action"},
		{"a first stage that builds", plant, pipelineT, pipeline(second, first), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline should start with a stage that only contains source actions"},
		{"a source in the second stage", plant, pipelineT, pipeline(first, stage("More", with(source, m{"outputArtifacts": list{"more"}}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Source action Source is in stage More; source actions belong to the first stage only"},
		{"two stages of one name", plant, pipelineT, pipeline(first, second, stage("Build", approve(nil))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Stage name must be unique within the pipeline: Build"},
		{"two actions of one name", plant, pipelineT, pipeline(first, stage("Build", build, with(build, m{"outputArtifacts": list{"b"}}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Action name must be unique within the stage Build: Build"},
		{"an input that nobody puts out", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"inputArtifacts": list{"sauce"}}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Input Artifact Bundle sauce in action Build is not declared as Output Artifact Bundle in any of the preceding actions"},
		{"an input of an action at the same time", plant, pipelineT,
			pipeline(first, stage("Build", build, with(build, m{"name": "Second", "inputArtifacts": list{"image"}, "outputArtifacts": nil}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Input Artifact Bundle image in action Second is not declared as Output Artifact Bundle in any of the preceding actions"},
		{"an output of two actions", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"outputArtifacts": list{"source"}}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Output Artifact Bundle name must be unique within the pipeline. source has been used more than once."},
		{"a provider that does not exist", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"provider": "Bamboo"}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: ActionType (Category: 'Build', Provider: 'Bamboo', Owner: 'AWS', Version: '1') in action 'Build' is not available in region US_EAST_1"},
		{"a source without a branch", plant, pipelineT, pipeline(stage("Source", configured(source, m{"BranchName": nil})), second), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Source' is missing required configuration 'BranchName'"},
		{"a build without a project", plant, pipelineT, pipeline(first, stage("Build", configured(build, m{"ProjectName": nil}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Build' is missing required configuration 'ProjectName'"},
		{"an action with an unknown key", plant, pipelineT, pipeline(first, stage("Build", configured(build, m{"Project": "x"}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Build' contains unknown configuration 'Project'"},
		{"a value above 1000 characters", plant, pipelineT, pipeline(first, stage("Build", configured(build, m{"EnvironmentVariables": strings.Repeat("x", 1001)}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration value of 'EnvironmentVariables' in action 'Build' has 1001 characters, more than 1000"},
		{"a build without an input", plant, pipelineT, pipeline(first, stage("Build", with(build, m{"inputArtifacts": nil}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action 'Build' has 0 input artifacts; action type Build/CodeBuild takes 1 to 5"},
		{"an approval with an output", plant, pipelineT, pipeline(first, second, stage("Gate", approve(m{"outputArtifacts": list{"yes"}}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action 'Approve' has 1 output artifacts; action type Approval/Manual takes 0 to 0"},
		{"two inputs without a primary one", plant, pipelineT,
			pipeline(first, second, stage("Test", with(build, m{"category": "Test", "inputArtifacts": list{"source", "image"}, "outputArtifacts": nil}))), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidActionDeclarationException: Action configuration for action 'Build' is missing required configuration 'PrimarySource'"},
		{"an artifact bucket that is not there", func(c client) { c.role("role-pipeline", "codepipeline") }, pipelineT, pipeline(first, second), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: The artifact store's bucket s3-artifacts does not exist"},
		{"an artifact key that does not exist", plant, pipelineT,
			with(pipeline(first, second), m{"artifactStores": list{m{"type": "S3", "location": "s3-artifacts", "encryptionKey": m{"type": "KMS", "id": "alias/none"}}}}), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error NotFoundException: Key 'alias/none' does not exist"},
		{"an action role that does not trust the pipeline", deployer(trusting("lambda")), pipelineT, pipeline(first, stage("Build", hop)), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole on role arn:aws:iam::000000000000:role/role-deployer (action Build: the trust policy of arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-pipeline assume it)"},
		{"an action role that the pipeline may not assume", func(c client) {
			plant(c)
			c.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trustingRole(roleARN("role-pipeline"))})
		}, pipelineT, pipeline(first, stage("Build", hop)), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole on role arn:aws:iam::000000000000:role/role-deployer (action Build: the role arn:aws:iam::000000000000:role/role-pipeline may not sts:AssumeRole on arn:aws:iam::000000000000:role/role-deployer)"},
		{"an action role whose condition names another role", deployer(document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"AWS": "arn:aws:iam::000000000000:root"},
			"Condition": m{"ArnEquals": m{"aws:PrincipalArn": roleARN("role-other")}}})), pipelineT, pipeline(first, stage("Build", hop)), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: arn:aws:iam::000000000000:role/role-pipeline is not authorized to perform AssumeRole on role arn:aws:iam::000000000000:role/role-deployer (action Build: the trust policy of arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-pipeline assume it)"},
		{"a project that does not exist", plant, pipelineT, pipeline(first, stage("Build", configured(build, m{"ProjectName": "project-b"}))), nil, "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Build of the pipeline pipeline-a would fail when it runs: arn:aws:codebuild:us-east-1:000000000000:project/project-b does not exist."},
		{"a role that may not start the build", func(c client) {
			c.bucket("s3-artifacts")
			c.role("role-pipeline", "codepipeline")
			c.project("project-a")
		}, pipelineT, pipeline(first, second), nil, "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Build of the pipeline pipeline-a would fail when it runs: the role arn:aws:iam::000000000000:role/role-pipeline may not codebuild:StartBuild on arn:aws:codebuild:us-east-1:000000000000:project/project-a."},
		{"a state machine that does not exist", plant, pipelineT, pipeline(first, second, stage("Deploy", run)), nil, "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Release of the pipeline pipeline-a would fail when it runs: arn:aws:states:us-east-1:000000000000:stateMachine:machine-a does not exist."},
		{"an approval that tells a topic that does not exist", plant, pipelineT, pipeline(first, second, stage("Gate", approve(m{"configuration": m{"NotificationArn": topicARN}}))), nil, "creating CodePipeline Pipeline (pipeline-a): refused by the rehearsal, not by AWS: the action Approve of the pipeline pipeline-a would fail when it runs: arn:aws:sns:us-east-1:000000000000:topic-a does not exist."},
		{"a second pipeline of the same name", func(c client) { plant(c); c.given(pipelineT, "p", pipeline(first, second)) }, pipelineT, pipeline(first, second), nil, "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error PipelineNameInUseException: A pipeline with the name 'pipeline-a' already exists in account '000000000000'"},
	})
}
