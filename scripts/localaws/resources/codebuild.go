package resources

import (
	"slipway/scripts/localaws/properties"
)

const projectType = "aws:codebuild/project:Project"

func codebuildTypes() []*Type {
	words := "must begin with a letter or digit and be letters, digits, hyphens and underscores"
	return []*Type{
		{
			Token:    projectType,
			Label:    "CodeBuild Project",
			Tagged:   true,
			Required: []string{"artifacts", "environment", "serviceRole", "source"},
			Replace:  []string{"name"},
			Defaults: properties.Map{
				"badgeEnabled":      false,
				"buildTimeout":      float64(60),
				"queuedTimeout":     float64(480),
				"projectVisibility": "PRIVATE",
			},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      2,
				Max:      150,
				Allowed:  `[A-Za-z0-9][A-Za-z0-9\-_]*`,
				Words:    words,
			},
			ID: func(c *Call) string { return c.ARN("codebuild", "project/"+c.Name()) },
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn":                c.ID,
					"badgeUrl":           "",
					"publicProjectAlias": "",
					"description":        "",
					"encryptionKey":      c.ARN("kms", "alias/aws/s3"),
				}
			},
			Validate: []Check{
				longest("description", 255), isARN("serviceRole"),
				oneOf("projectVisibility", "PRIVATE", "PUBLIC_READ"),
				oneOf("artifacts.type", "CODEPIPELINE", "NO_ARTIFACTS", "S3"),
				oneOf("source.type", "BITBUCKET", "CODECOMMIT", "CODEPIPELINE", "GITHUB", "GITHUB_ENTERPRISE", "GITLAB",
					"GITLAB_SELF_MANAGED", "NO_SOURCE", "S3"),
				oneOf("environment.computeType", "BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM",
					"BUILD_GENERAL1_LARGE", "BUILD_GENERAL1_XLARGE",
					"BUILD_GENERAL1_2XLARGE", "BUILD_LAMBDA_1GB", "BUILD_LAMBDA_2GB", "BUILD_LAMBDA_4GB",
					"BUILD_LAMBDA_8GB", "BUILD_LAMBDA_10GB"),
				between("buildTimeout", 5, 2160), between("queuedTimeout", 5, 480), projectCache, projectVariables,
				projectAuth,
			},
			Create: []Rule{assumable("CodeBuild", "CreateProject", "serviceRole", "codebuild.amazonaws.com"),
				keyThere("CodeBuild", "CreateProject", "encryptionKey"), sourceMatchesArtifacts, projectSizes,
				connectionThere("CreateProject"), within(ProjectsQuota, projectType, "CodeBuild", "CreateProject",
					"AccountLimitExceededException", "Cannot have more than %d projects for the account")},
			Update: []Rule{assumable("CodeBuild", "UpdateProject", "serviceRole", "codebuild.amazonaws.com"),
				keyThere("CodeBuild", "UpdateProject", "encryptionKey"), sourceMatchesArtifacts, projectSizes,
				connectionThere("UpdateProject")},
			Exists: taken("CodeBuild", "CreateProject", "ResourceAlreadyExistsException", func(c *Call) string {
				return "Project already exists: " + c.ARN("codebuild", "project/"+c.Name())
			}),
		},
		webhookOfProject(),
		{
			Token:    "aws:codebuild/reportGroup:ReportGroup",
			Label:    "CodeBuild Report Group",
			Tagged:   true,
			Required: []string{"exportConfig", "type"},
			Replace:  []string{"name", "type"},
			Defaults: properties.Map{"deleteReports": false},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      2,
				Max:      128,
				Allowed:  `[A-Za-z0-9][A-Za-z0-9\-_]*`,
				Words:    words,
			},
			ID:      func(c *Call) string { return c.ARN("codebuild", "report-group/"+c.Name()) },
			Outputs: func(c *Call) properties.Map { return properties.Map{"arn": c.ID, "created": c.Stamp("created")} },
			Validate: []Check{oneOf("type", "TEST", "CODE_COVERAGE"),
				oneOf("exportConfig.type", "NO_EXPORT", "S3"), exportDestination},
			Exists: taken("CodeBuild", "CreateReportGroup", "ResourceAlreadyExistsException", func(c *Call) string {
				return "Report group already exists: " + c.ARN("codebuild", "report-group/"+c.Name())
			}),
		},
	}
}
