package localaws_test

import "testing"

func TestCodeBuildRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	project := m{"name": "project-b", "serviceRole": roleARN("role-b"), "artifacts": m{"type": "CODEPIPELINE"}, "source": m{"type": "CODEPIPELINE"},
		"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"}}
	own := func(c client) { c.role("role-b", "codebuild") }
	environment := func(changes m) m { return with(project, m{"environment": with(project["environment"].(m), changes)}) }
	report := m{"name": "reports-a", "type": "TEST", "exportConfig": m{"type": "NO_EXPORT"}}
	refused(t, []refusal{
		{
			says:  "a project name of one character",
			given: own,
			token: projectT,
			in:    with(project, m{"name": "p"}),
			want:  "name: expected length of name to be in the range (2 - 150), got p",
		},
		{
			says:  "a project name that begins with a hyphen",
			given: own,
			token: projectT,
			in:    with(project, m{"name": "-project"}),
			want:  "name: invalid value for name (must begin with a letter or digit and be letters, digits, hyphens and underscores): -project",
		},
		{
			says:  "an unknown compute type",
			given: own,
			token: projectT,
			in:    environment(m{"computeType": "BUILD_GENERAL1_TINY"}),
			want:  "environment.computeType: expected environment.computeType to be one of [\"BUILD_GENERAL1_SMALL\" \"BUILD_GENERAL1_MEDIUM\" \"BUILD_GENERAL1_LARGE\" \"BUILD_GENERAL1_XLARGE\" \"BUILD_GENERAL1_2XLARGE\" \"BUILD_LAMBDA_1GB\" \"BUILD_LAMBDA_2GB\" \"BUILD_LAMBDA_4GB\" \"BUILD_LAMBDA_8GB\" \"BUILD_LAMBDA_10GB\"], got BUILD_GENERAL1_TINY",
		},
		{
			says:  "an unknown source",
			given: own,
			token: projectT,
			in:    with(project, m{"source": m{"type": "CVS"}}),
			want:  "source.type: expected source.type to be one of [\"BITBUCKET\" \"CODECOMMIT\" \"CODEPIPELINE\" \"GITHUB\" \"GITHUB_ENTERPRISE\" \"GITLAB\" \"GITLAB_SELF_MANAGED\" \"NO_SOURCE\" \"S3\"], got CVS",
		},
		{
			says:  "a build of two minutes",
			given: own,
			token: projectT,
			in:    with(project, m{"buildTimeout": 2.0}),
			want:  "buildTimeout: expected buildTimeout to be in the range (5 - 2160), got 2",
		},
		{
			says:  "an S3 cache without a place",
			given: own,
			token: projectT,
			in:    with(project, m{"cache": m{"type": "S3"}}),
			want:  "cache.location: cache location is required when cache type is \"S3\"",
		},
		{
			says:  "a local cache without a mode",
			given: own,
			token: projectT,
			in:    with(project, m{"cache": m{"type": "LOCAL"}}),
			want:  "cache.modes: cache modes is required when cache type is \"LOCAL\"",
		},
		{
			says:  "a local cache with an unknown mode",
			given: own,
			token: projectT,
			in:    with(project, m{"cache": m{"type": "LOCAL", "modes": list{"LOCAL_NPM_CACHE"}}}),
			want:  "cache.modes: expected cache.modes to be one of [\"LOCAL_SOURCE_CACHE\" \"LOCAL_DOCKER_LAYER_CACHE\" \"LOCAL_CUSTOM_CACHE\"], got LOCAL_NPM_CACHE",
		},
		{
			says:  "an unknown cache",
			given: own,
			token: projectT,
			in:    with(project, m{"cache": m{"type": "RAM"}}),
			want:  "cache.type: expected cache.type to be one of [\"NO_CACHE\" \"LOCAL\" \"S3\"], got RAM",
		},
		{
			says:  "a variable of an unknown type",
			given: own,
			token: projectT,
			in:    environment(m{"environmentVariables": list{m{"name": "A", "value": "b", "type": "VAULT"}}}),
			want:  "environment.environmentVariables.0.type: expected type to be one of [\"PLAINTEXT\" \"PARAMETER_STORE\" \"SECRETS_MANAGER\"], got VAULT",
		},
		{
			says:  "a role that does not exist",
			token: projectT,
			in:    project,
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)",
		},
		{
			says:  "a role that CodeBuild may not assume",
			given: func(c client) { c.role("role-b", "lambda") },
			token: projectT,
			in:    project,
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)",
		},
		{
			says: "a role whose trust is for another project",
			given: func(c client) {
				c.given(roleT, "r", m{"name": "role-b", "assumeRolePolicy": document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": "codebuild.amazonaws.com"},
					"Condition": m{"StringEquals": m{"aws:SourceArn": "arn:aws:codebuild:us-east-1:000000000000:project/other"}}})})
			},
			token: projectT,
			in:    project,
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)",
		},
		{
			says:  "a key that does not exist",
			given: own,
			token: projectT,
			in:    with(project, m{"encryptionKey": "arn:aws:kms:us-east-1:000000000000:key/none"}),
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			says:  "a pipeline's source with other artifacts",
			given: own,
			token: projectT,
			in:    with(project, m{"artifacts": m{"type": "NO_ARTIFACTS"}}),
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: Invalid artifacts type: source type CODEPIPELINE does not go with artifacts type NO_ARTIFACTS; both are CODEPIPELINE or neither is",
		},
		{
			says:  "no source and no buildspec",
			given: own,
			token: projectT,
			in:    with(project, m{"source": m{"type": "NO_SOURCE"}, "artifacts": m{"type": "NO_ARTIFACTS"}}),
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error InvalidInputException: Project with source type NO_SOURCE requires an inline buildspec",
		},
		{
			says:  "a Docker cache without privileges",
			given: own,
			token: projectT,
			in:    with(project, m{"cache": m{"type": "LOCAL", "modes": list{"LOCAL_DOCKER_LAYER_CACHE"}}}),
			want:  "creating CodeBuild Project (project-b): refused by the rehearsal, not by AWS: the project project-b would never find a Docker layer in its cache: LOCAL_DOCKER_LAYER_CACHE needs privilegedMode.",
		},
		{
			says:  "a second project of the same name",
			given: func(c client) { own(c); c.given(projectT, "first", project) },
			token: projectT,
			in:    project,
			want:  "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error ResourceAlreadyExistsException: Project already exists: arn:aws:codebuild:us-east-1:000000000000:project/project-b",
		},
		{
			says:  "a report group of an unknown type",
			token: reportT,
			in:    with(report, m{"type": "LOAD"}),
			want:  "type: expected type to be one of [\"TEST\" \"CODE_COVERAGE\"], got LOAD",
		},
		{
			says:  "an export without a bucket",
			token: reportT,
			in:    with(report, m{"exportConfig": m{"type": "S3"}}),
			want:  "exportConfig.s3Destination: s3Destination is required when the export type is S3",
		},
		{
			says:  "a second report group of the same name",
			given: func(c client) { c.given(reportT, "first", report) },
			token: reportT,
			in:    report,
			want:  "creating CodeBuild Report Group (reports-a): operation error CodeBuild: CreateReportGroup, api error ResourceAlreadyExistsException: Report group already exists: arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a",
		},
	})
}
