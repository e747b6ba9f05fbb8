package resources

import (
	"slices"

	"slipway/scripts/localaws/awserr"
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
			},
			Create: []Rule{assumable("CodeBuild", "CreateProject", "serviceRole", "codebuild.amazonaws.com"),
				keyThere("CodeBuild", "CreateProject", "encryptionKey"), sourceMatchesArtifacts},
			Update: []Rule{assumable("CodeBuild", "UpdateProject", "serviceRole", "codebuild.amazonaws.com"),
				keyThere("CodeBuild", "UpdateProject", "encryptionKey"), sourceMatchesArtifacts},
			Exists: taken("CodeBuild", "CreateProject", "ResourceAlreadyExistsException", func(c *Call) string {
				return "Project already exists: " + c.ARN("codebuild", "project/"+c.Name())
			}),
		},
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

func projectCache(c *Call) []awserr.Fault {
	kind := c.In.Str("cache.type")
	switch {
	case kind == "" || kind == "NO_CACHE":
		return nil
	case kind == "S3" && !c.In.Has("cache.location"):
		return fault("cache.location", "cache location is required when cache type is %q", kind)
	case kind == "LOCAL" && !c.In.Has("cache.modes"):
		return fault("cache.modes", "cache modes is required when cache type is %q", kind)
	case kind != "S3" && kind != "LOCAL":
		return fault("cache.type", `expected cache.type to be one of ["NO_CACHE" "LOCAL" "S3"], got %s`, kind)
	}
	for _, mode := range c.In.Strs("cache.modes") {
		if !slices.Contains([]string{"LOCAL_SOURCE_CACHE", "LOCAL_DOCKER_LAYER_CACHE", "LOCAL_CUSTOM_CACHE"}, mode) {
			return fault("cache.modes",
				`expected cache.modes to be one of ["LOCAL_SOURCE_CACHE" "LOCAL_DOCKER_LAYER_CACHE" "LOCAL_CUSTOM_CACHE"], got %s`,
				mode)
		}
	}
	return nil
}

var projectVariables = eachOf("environment.environmentVariables", func(at string, v properties.Map) []awserr.Fault {
	if kind, ok := v.Text("type"); ok &&
		!slices.Contains([]string{"PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"}, kind) {
		return fault(at+".type", `expected type to be one of ["PLAINTEXT" "PARAMETER_STORE" "SECRETS_MANAGER"], got %s`, kind)
	}
	return nil
})

func exportDestination(c *Call) []awserr.Fault {
	if c.In.Str("exportConfig.type") == "S3" && !c.In.Has("exportConfig.s3Destination") {
		return fault("exportConfig.s3Destination", "s3Destination is required when the export type is S3")
	}
	return nil
}

// sourceMatchesArtifacts: a project of a pipeline gets its source from it and
// gives its artifacts to it, or neither.
func sourceMatchesArtifacts(c *Call) error {
	source, artifacts := c.In.Str("source.type"), c.In.Str("artifacts.type")
	if (source == "CODEPIPELINE") != (artifacts == "CODEPIPELINE") {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"Invalid artifacts type: source type %s does not go with artifacts type %s; both are CODEPIPELINE or neither is",
			source, artifacts)
	}
	if source == "NO_SOURCE" && c.In.Str("source.buildspec") == "" {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"Project with source type NO_SOURCE requires an inline buildspec")
	}
	if slices.Contains(c.In.Strs("cache.modes"), "LOCAL_DOCKER_LAYER_CACHE") && !c.In.Bool("environment.privilegedMode") {
		return awserr.Warn(
			"the project %s would never find a Docker layer in its cache: LOCAL_DOCKER_LAYER_CACHE needs privilegedMode.",
			c.Name(),
		)
	}
	return nil
}
