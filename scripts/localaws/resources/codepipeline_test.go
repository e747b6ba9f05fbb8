package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodePipelineRejectsAWrongStructure(t *testing.T) {
	t.Parallel()
	first, second := stage("Source", source), stage("Build", build)
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a pipeline name with a blank",
			Given: plant,
			Token: awstest.Pipeline,
			In:    awstest.With(pipeline(first, second), m{"name": "the pipeline"}),
			Want:  "name: invalid value for name (must be letters, digits and the characters . @ - _): the pipeline",
		},
		{
			Says:  "one stage alone",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first),
			Want:  "stages: Not enough list items: attribute stages requires 2 item minimum, but config has only 1 declared",
		},
		{
			Says:  "a stage name with a blank",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Manual Approval", build)),
			Want: "stages.1.name: invalid value for name (must be 1 to 100 letters, digits and the characters . @ - _): " +
				"Manual Approval",
		},
		{
			Says:  "an action without a provider",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"provider": nil}))),
			Want:  "stages.1.actions.0.provider: Missing required property 'provider'",
		},
		{
			Says:  "an unknown category",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"category": "Cook"}))),
			Want: "stages.1.actions.0.category: expected category to be one of [Source Build Deploy Test Invoke Approval " +
				"Compute], got Cook",
		},
		{
			Says:  "an artifact name with a dot",
			Given: plant,
			Token: awstest.Pipeline,
			In:    pipeline(first, stage("Build", awstest.With(build, m{"outputArtifacts": list{"a.b"}}))),
			Want: "stages.1.actions.0.outputArtifacts: invalid value for outputArtifacts (must be 1 to 100 letters, digits, " +
				"hyphens and underscores): a.b",
		},
		{
			Says:  "a variable name with a dot",
			Given: plant,
			Token: awstest.Pipeline,
			In:    awstest.With(pipeline(first, second), m{"variables": list{m{"name": "a.b"}}}),
			Want:  "variables.0.name: invalid value for name (must be 1 to 128 letters, digits and the characters @ - _): a.b",
		},
		{
			Says:  "an artifact store that is no bucket",
			Given: plant,
			Token: awstest.Pipeline,
			In:    awstest.With(pipeline(first, second), m{"artifactStores": list{m{"type": "EFS", "location": "x"}}}),
			Want:  "artifactStores.0.type: expected type to be one of [\"S3\"], got EFS",
		},
		{
			Says:  "one artifact store with a region",
			Given: plant,
			Token: awstest.Pipeline,
			In: awstest.With(pipeline(first, second), m{
				"artifactStores": list{m{"type": "S3", "location": "x", "region": "us-east-1"}},
			}),
			Want: "artifactStores.0.region: region cannot be set for a single-region CodePipeline",
		},
		{
			Says:  "a role that does not exist",
			Token: awstest.Pipeline,
			In:    pipeline(first, second),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role (role " +
				"arn:aws:iam::000000000000:role/role-pipeline, service codepipeline.amazonaws.com)",
		},
		{
			Says:  "a role that CodePipeline may not assume",
			Given: func(c awstest.Client) { c.Role("role-pipeline", "codebuild") },
			Token: awstest.Pipeline,
			In:    pipeline(first, second),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error " +
				"InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role (role " +
				"arn:aws:iam::000000000000:role/role-pipeline, service codepipeline.amazonaws.com)",
		},
		{
			Says:  "triggers in a pipeline of type V1",
			Given: plant,
			Token: awstest.Pipeline,
			In: awstest.With(pipeline(first, second), m{
				"pipelineType": "V1",
				"triggers":     list{m{"providerType": "CodeStarSourceConnection"}},
			}),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: Pipeline of type V1 cannot have triggers",
		},
		{
			Says:  "a queue in a pipeline of type V1",
			Given: plant,
			Token: awstest.Pipeline,
			In:    awstest.With(pipeline(first, second), m{"pipelineType": "V1", "executionMode": "QUEUED"}),
			Want: "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
				"api error InvalidStructureException: Pipeline of type V1 cannot have the execution mode QUEUED",
		},
	})
}
