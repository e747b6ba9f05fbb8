package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodePipelineRejectsActionsThatCannotRun(t *testing.T) {
	t.Parallel()
	first, second := stage("Source", source), stage("Build", build)
	approve := func(more m) m { return action("Approve", "Approval", "Manual", more) }
	configured := func(a m, changes m) m {
		return awstest.With(a, m{"configuration": awstest.With(a["configuration"].(m), changes)})
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a provider that does not exist",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"provider": "Bamboo"}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: ActionType (Category: 'Build', Provider: 'Bamboo', Owner: 'AWS', Version: " +
				"'1') in action 'Build' is not available in region US_EAST_1",
		},
		{
			Says:  "a source without a branch",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(stage("Source", configured(source, m{"BranchName": nil})), second),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action configuration for action 'Source' is missing required " +
				"configuration 'BranchName'",
		},
		{
			Says:  "a build without a project",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", configured(build, m{"ProjectName": nil}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action configuration for action 'Build' is missing required configuration " +
				"'ProjectName'",
		},
		{
			Says:  "an action with an unknown key",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", configured(build, m{"Project": "x"}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action configuration for action 'Build' contains unknown " +
				"configuration 'Project'",
		},
		{
			Says:  "a value above 1000 characters",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", configured(build, m{"EnvironmentVariables": strings.Repeat("x", 1001)}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action configuration value of 'EnvironmentVariables' in action 'Build' has " +
				"1001 characters, more than 1000",
		},
		{
			Says:  "a build without an input",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"inputArtifacts": nil}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action 'Build' has 0 input artifacts; action type Build/CodeBuild takes 1 to 5",
		},
		{
			Says:  "an approval with an output",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, second, stage("Gate", approve(m{"outputArtifacts": list{"yes"}}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action 'Approve' has 1 output artifacts; " +
				"action type Approval/Manual takes 0 to 0",
		},
		{
			Says:  "two inputs without a primary one",
			Given: plant,
			Token: awstest.Pipeline,
			In: pipeline(first, second, stage("Test", awstest.With(build, m{
				"category":        "Test",
				"inputArtifacts":  list{"source", "image"},
				"outputArtifacts": nil,
			}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidActionDeclarationException: Action configuration for action 'Build' is missing required configuration " +
				"'PrimarySource'",
		},
	})
}
