package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodeBuildRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	project := m{
		"name":        "project-b",
		"serviceRole": awstest.RoleARN("role-b"),
		"artifacts":   m{"type": "CODEPIPELINE"},
		"source":      m{"type": "CODEPIPELINE"},
		"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"},
	}
	own := func(c awstest.Client) { c.Role("role-b", "codebuild") }
	environment := func(changes m) m {
		return awstest.With(project, m{"environment": awstest.With(project["environment"].(m), changes)})
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a project name of one character",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"name": "p"}),
			Want:  "name: expected length of name to be in the range (2 - 150), got p",
		},
		{
			Says:  "a project name that begins with a hyphen",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"name": "-project"}),
			Want: "name: invalid value for name (must begin with a letter or digit and be letters, digits, " +
				"hyphens and underscores): -project",
		},
		{
			Says:  "an unknown compute type",
			Given: own,
			Token: awstest.Project,
			In:    environment(m{"computeType": "BUILD_GENERAL1_TINY"}),
			Want: "environment.computeType: expected environment.computeType to be one of [\"BUILD_GENERAL1_SMALL\" " +
				"\"BUILD_GENERAL1_MEDIUM\" \"BUILD_GENERAL1_LARGE\" \"BUILD_GENERAL1_XLARGE\" \"BUILD_GENERAL1_2XLARGE\" " +
				"\"BUILD_LAMBDA_1GB\" \"BUILD_LAMBDA_2GB\" \"BUILD_LAMBDA_4GB\" \"BUILD_LAMBDA_8GB\" \"BUILD_LAMBDA_10GB\"], " +
				"got BUILD_GENERAL1_TINY",
		},
		{
			Says:  "a host of Lambda for a container",
			Given: own,
			Token: awstest.Project,
			In:    environment(m{"computeType": "BUILD_LAMBDA_4GB"}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: Invalid environment: compute type BUILD_LAMBDA_4GB does not go with environment type " +
				"LINUX_CONTAINER",
		},
		{
			Says:  "an image for another architecture than the host",
			Given: own,
			Token: awstest.Project,
			In:    environment(m{"type": "ARM_CONTAINER", "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0"}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: Invalid environment: image aws/codebuild/amazonlinux-x86_64-standard:5.0 does not go " +
				"with environment type ARM_CONTAINER",
		},
		{
			Says:  "a local cache of a host that keeps none",
			Given: own,
			Token: awstest.Project,
			In: awstest.With(environment(m{"computeType": "BUILD_GENERAL1_2XLARGE"}), m{"cache": m{
				"type":  "LOCAL",
				"modes": list{"LOCAL_DOCKER_LAYER_CACHE"},
			}}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: Invalid cache: compute type BUILD_GENERAL1_2XLARGE has no local cache",
		},
		{
			Says:  "an unknown source",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"source": m{"type": "CVS"}}),
			Want: "source.type: expected source.type to be one of [\"BITBUCKET\" \"CODECOMMIT\" \"CODEPIPELINE\" \"GITHUB\" " +
				"\"GITHUB_ENTERPRISE\" \"GITLAB\" \"GITLAB_SELF_MANAGED\" \"NO_SOURCE\" \"S3\"], got CVS",
		},
		{
			Says:  "a build of two minutes",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"buildTimeout": 2.0}),
			Want:  "buildTimeout: expected buildTimeout to be in the range (5 - 2160), got 2",
		},
		{
			Says:  "an S3 cache without a place",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"cache": m{"type": "S3"}}),
			Want:  "cache.location: cache location is required when cache type is \"S3\"",
		},
		{
			Says:  "a local cache without a mode",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"cache": m{"type": "LOCAL"}}),
			Want:  "cache.modes: cache modes is required when cache type is \"LOCAL\"",
		},
		{
			Says:  "a local cache with an unknown mode",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"cache": m{"type": "LOCAL", "modes": list{"LOCAL_NPM_CACHE"}}}),
			Want: "cache.modes: expected cache.modes to be one of [\"LOCAL_SOURCE_CACHE\" \"LOCAL_DOCKER_LAYER_CACHE\" " +
				"\"LOCAL_CUSTOM_CACHE\"], got LOCAL_NPM_CACHE",
		},
		{
			Says:  "an unknown cache",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"cache": m{"type": "RAM"}}),
			Want:  "cache.type: expected cache.type to be one of [\"NO_CACHE\" \"LOCAL\" \"S3\"], got RAM",
		},
		{
			Says:  "a variable of an unknown type",
			Given: own,
			Token: awstest.Project,
			In:    environment(m{"environmentVariables": list{m{"name": "A", "value": "b", "type": "VAULT"}}}),
			Want: "environment.environmentVariables.0.type: expected type to be one of [\"PLAINTEXT\" \"PARAMETER_STORE\" " +
				"\"SECRETS_MANAGER\"], got VAULT",
		},
		{
			Says:  "a pipeline's source with other artifacts",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"artifacts": m{"type": "NO_ARTIFACTS"}}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: Invalid artifacts type: source type CODEPIPELINE does not go with artifacts type " +
				"NO_ARTIFACTS; both are CODEPIPELINE or neither is",
		},
		{
			Says:  "no source and no buildspec",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"source": m{"type": "NO_SOURCE"}, "artifacts": m{"type": "NO_ARTIFACTS"}}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, " +
				"api error InvalidInputException: Project with source type NO_SOURCE requires an inline buildspec",
		},
		{
			Says:  "a buildspec that is too long",
			Given: own,
			Token: awstest.Project,
			In: awstest.With(project, m{"source": m{
				"type": "CODEPIPELINE", "buildspec": strings.Repeat("a", 25601),
			}}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: Invalid project source: buildspec should be at most 25600 characters",
		},
		{
			Says:  "variables that are too long together",
			Given: own,
			Token: awstest.Project,
			In: environment(m{"environmentVariables": list{
				m{"name": "A", "value": strings.Repeat("a", 4000)}, m{"name": "B", "value": strings.Repeat("b", 1499)},
			}}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: environment variables should be at most 5500 characters together",
		},
		{
			Says:  "a Docker cache without privileges",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"cache": m{"type": "LOCAL", "modes": list{"LOCAL_DOCKER_LAYER_CACHE"}}}),
			Want: "creating CodeBuild Project (project-b): rejected by the simulated AWS, not by AWS: the project project-b " +
				"would never find a Docker layer in its cache: LOCAL_DOCKER_LAYER_CACHE needs privilegedMode.",
		},
		{
			Says:  "a second project of the same name",
			Given: func(c awstest.Client) { own(c); c.Given(awstest.Project, "first", project) },
			Token: awstest.Project,
			In:    project,
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"ResourceAlreadyExistsException: Project already exists: " +
				"arn:aws:codebuild:us-east-1:000000000000:project/project-b",
		},
	})
}
