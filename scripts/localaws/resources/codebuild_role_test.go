package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodeBuildRejectsRolesAndKeysAsAWSDoes(t *testing.T) {
	t.Parallel()
	project := m{
		"name":        "project-b",
		"serviceRole": awstest.RoleARN("role-b"),
		"artifacts":   m{"type": "CODEPIPELINE"},
		"source":      m{"type": "CODEPIPELINE"},
		"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"},
	}
	own := func(c awstest.Client) { c.Role("role-b", "codebuild") }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a role that does not exist",
			Token: awstest.Project,
			In:    project,
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role " +
				"arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)",
		},
		{
			Says:  "a role that CodeBuild may not assume",
			Given: func(c awstest.Client) { c.Role("role-b", "lambda") },
			Token: awstest.Project,
			In:    project,
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role " +
				"arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)",
		},
		{
			Says: "a role whose trust is for another project",
			Given: func(c awstest.Client) {
				c.Given(awstest.Role, "r", m{
					"name": "role-b",
					"assumeRolePolicy": awstest.Document(m{
						"Effect":    "Allow",
						"Action":    "sts:AssumeRole",
						"Principal": m{"Service": "codebuild.amazonaws.com"},
						"Condition": m{"StringEquals": m{"aws:SourceArn": "arn:aws:codebuild:us-east-1:000000000000:project/other"}},
					}),
				})
			},
			Token: awstest.Project,
			In:    project,
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on service role (role " +
				"arn:aws:iam::000000000000:role/role-b, service codebuild.amazonaws.com)",
		},
		{
			Says:  "a key that does not exist",
			Given: own,
			Token: awstest.Project,
			In:    awstest.With(project, m{"encryptionKey": "arn:aws:kms:us-east-1:000000000000:key/none"}),
			Want: "creating CodeBuild Project (project-b): operation error CodeBuild: CreateProject, " +
				"api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
	})
}
