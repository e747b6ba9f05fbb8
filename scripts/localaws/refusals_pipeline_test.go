package localaws_test

import "testing"

func TestCodePipelineRefusesAWrongStructure(t *testing.T) {
	t.Parallel()
	first, second := stage("Source", source), stage("Build", build)
	approve := func(more m) m { return action("Approve", "Approval", "Manual", more) }
	refused(t, []refusal{
		{
			says:  "a pipeline name with a blank",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"name": "the pipeline"}),
			want:  "name: invalid value for name (must be letters, digits and the characters . @ - _): the pipeline",
		},
		{
			says:  "one stage alone",
			given: plant,
			token: pipelineT,
			in:    pipeline(first),
			want:  "stages: Not enough list items: attribute stages requires 2 item minimum, but config has only 1 declared",
		},
		{
			says:  "a stage name with a blank",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Manual Approval", build)),
			want:  "stages.1.name: invalid value for name (must be 1 to 100 letters, digits and the characters . @ - _): Manual Approval",
		},
		{
			says:  "an action without a provider",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"provider": nil}))),
			want:  "stages.1.actions.0.provider: Missing required property 'provider'",
		},
		{
			says:  "an unknown category",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"category": "Cook"}))),
			want:  "stages.1.actions.0.category: expected category to be one of [Source Build Deploy Test Invoke Approval Compute], got Cook",
		},
		{
			says:  "an artifact name with a dot",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"outputArtifacts": list{"a.b"}}))),
			want:  "stages.1.actions.0.outputArtifacts: invalid value for outputArtifacts (must be 1 to 100 letters, digits, hyphens and underscores): a.b",
		},
		{
			says:  "a variable name with a dot",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"variables": list{m{"name": "a.b"}}}),
			want:  "variables.0.name: invalid value for name (must be 1 to 128 letters, digits and the characters @ - _): a.b",
		},
		{
			says:  "an artifact store that is no bucket",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"artifactStores": list{m{"type": "EFS", "location": "x"}}}),
			want:  "artifactStores.0.type: expected type to be one of [\"S3\"], got EFS",
		},
		{
			says:  "one artifact store with a region",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"artifactStores": list{m{"type": "S3", "location": "x", "region": "us-east-1"}}}),
			want:  "artifactStores.0.region: region cannot be set for a single-region CodePipeline",
		},
		{
			says:  "a role that does not exist",
			token: pipelineT,
			in:    pipeline(first, second),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role (role arn:aws:iam::000000000000:role/role-pipeline, service codepipeline.amazonaws.com)",
		},
		{
			says:  "a role that CodePipeline may not assume",
			given: func(c client) { c.role("role-pipeline", "codebuild") },
			token: pipelineT,
			in:    pipeline(first, second),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role (role arn:aws:iam::000000000000:role/role-pipeline, service codepipeline.amazonaws.com)",
		},
		{
			says:  "triggers in a pipeline of type V1",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"pipelineType": "V1", "triggers": list{m{"providerType": "CodeStarSourceConnection"}}}),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline of type V1 cannot have triggers",
		},
		{
			says:  "a queue in a pipeline of type V1",
			given: plant,
			token: pipelineT,
			in:    with(pipeline(first, second), m{"pipelineType": "V1", "executionMode": "QUEUED"}),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline of type V1 cannot have the execution mode QUEUED",
		},
		{
			says:  "a stage without actions",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, second, stage("Empty")),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline stage Empty must have at least one action",
		},
		{
			says:  "a first stage that builds",
			given: plant,
			token: pipelineT,
			in:    pipeline(second, first),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Pipeline should start with a stage that only contains source actions",
		},
		{
			says:  "a source in the second stage",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("More", with(source, m{"outputArtifacts": list{"more"}}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Source action Source is in stage More; source actions belong to the first stage only",
		},
		{
			says:  "two stages of one name",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, second, stage("Build", approve(nil))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Stage name must be unique within the pipeline: Build",
		},
		{
			says:  "two actions of one name",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", build, with(build, m{"outputArtifacts": list{"b"}}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Action name must be unique within the stage Build: Build",
		},
		{
			says:  "an input that nobody puts out",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"inputArtifacts": list{"sauce"}}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Input Artifact Bundle sauce in action Build is not declared as Output Artifact Bundle in any of the preceding actions",
		},
		{
			says:  "an input of an action at the same time",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", build, with(build, m{"name": "Second", "inputArtifacts": list{"image"}, "outputArtifacts": nil}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Input Artifact Bundle image in action Second is not declared as Output Artifact Bundle in any of the preceding actions",
		},
		{
			says:  "an output of two actions",
			given: plant,
			token: pipelineT,
			in:    pipeline(first, stage("Build", with(build, m{"outputArtifacts": list{"source"}}))),
			want:  "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, api error InvalidStructureException: Output Artifact Bundle name must be unique within the pipeline. source has been used more than once.",
		},
	})
}
