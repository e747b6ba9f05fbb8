package resources

import (
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

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

// What a project may have: its inline buildspec (aws/aws-cdk, pull request 14974: said
// by the error alone) and its variables together (CodeBuild User Guide, limits).
const (
	longestBuildspec   = 25600
	variableCharacters = 5500
)

// projectSizes reports whether the buildspec and the variables are too long.
func projectSizes(c *Call) error {
	if size := len(c.In.Str("source.buildspec")); size > longestBuildspec {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"Invalid project source: buildspec should be at most %d characters", longestBuildspec)
	}
	size := 0
	for _, v := range c.In.Maps("environment.environmentVariables") {
		size += len(v.Str("name")) + len(v.Str("value"))
	}
	if size > variableCharacters {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"environment variables should be at most %d characters together", variableCharacters)
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
	if err := computeMatchesType(c); err != nil {
		return err
	}
	if slices.Contains(c.In.Strs("cache.modes"), "LOCAL_DOCKER_LAYER_CACHE") && !c.In.Bool("environment.privilegedMode") {
		return awserr.Warn(
			"the project %s would never find a Docker layer in its cache: LOCAL_DOCKER_LAYER_CACHE needs privilegedMode.",
			c.Name(),
		)
	}
	return nil
}

// computeMatchesType: Lambda's hosts are for environments of Lambda, and others for all
// others (CodeBuild user guide, build-env-ref-compute-types). The largest keep no cache
// (caching-local).
func computeMatchesType(c *Call) error {
	kind, size := c.In.Str("environment.type"), c.In.Str("environment.computeType")
	if strings.HasPrefix(size, "BUILD_LAMBDA_") != strings.HasSuffix(kind, "_LAMBDA_CONTAINER") {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"Invalid environment: compute type %s does not go with environment type %s", size, kind)
	}
	if image := c.In.Str("environment.image"); strings.HasPrefix(image, "aws/codebuild/") &&
		strings.Contains(image, "aarch64") != strings.HasPrefix(kind, "ARM_") {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"Invalid environment: image %s does not go with environment type %s", image, kind)
	}
	if size == "BUILD_GENERAL1_2XLARGE" && c.In.Str("cache.type") == "LOCAL" {
		return awserr.New("CodeBuild", "CreateProject", "InvalidInputException",
			"Invalid cache: compute type %s has no local cache", size)
	}
	return nil
}
