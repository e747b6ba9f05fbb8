package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodePipelineRejectsStagesAsAWSDoes(t *testing.T) {
	t.Parallel()
	first, second := stage("Source", source), stage("Build", build)
	approve := func(more m) m { return action("Approve", "Approval", "Manual", more) }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a stage without actions",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, second, stage("Empty")),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: Pipeline stage Empty must have at least one action",
		},
		{
			Says:  "a first stage that builds",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(second, first),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: Pipeline should start with a stage that only contains source actions",
		},
		{
			Says:  "a source in the second stage",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("More", awstest.With(source, m{"outputArtifacts": list{"more"}}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: Source action Source is in stage More; source actions belong to the first stage only",
		},
		{
			Says:  "two stages of one name",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, second, stage("Build", approve(nil))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: Stage name must be unique within the pipeline: Build",
		},
		{
			Says:  "two actions of one name",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", build, awstest.With(build, m{"outputArtifacts": list{"b"}}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: Action name must be unique within the stage Build: Build",
		},
		{
			Says:  "an input that nobody puts out",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"inputArtifacts": list{"sauce"}}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: Input Artifact Bundle sauce in action Build is not declared as Output " +
				"Artifact Bundle " +
				"in any of the preceding actions",
		},
		{
			Says:  "an input of an action at the same time",
			Given: plant,
			Token: awstest.Pipeline,
			In: pipeline(first, stage("Build", build, awstest.With(build, m{
				"name":            "Second",
				"inputArtifacts":  list{"image"},
				"outputArtifacts": nil,
			}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: Input Artifact Bundle image in action Second is not declared as Output Artifact " +
				"Bundle in any of the preceding actions",
		},
		{
			Says:  "an output of two actions",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"outputArtifacts": list{"source"}}))),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: Output Artifact Bundle name must be unique within the pipeline. " +
				"source has been used more than once.",
		},
	})
}
