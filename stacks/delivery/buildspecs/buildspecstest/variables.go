// Package buildspecstest lists the environment variables that the buildspecs read and
// export, for people and for the tests: those of the buildspecs hold the lists to the
// files, others hold the projects and the pipeline to the lists.
package buildspecstest

import (
	"slices"
	"strings"
)

// Variable is an environment variable that a buildspec reads or exports.
type Variable struct {
	// Name is its name in the build.
	Name string
	// Required says that the build fails at once without a value.
	Required bool
	// Default is the value in the buildspec; the project's or the action's
	// environment variables win over it.
	Default string
	// Meaning is one line for people.
	Meaning string
}

// shared are inputs of both builds.
var shared = []Variable{
	{
		Name:     "SERVICE",
		Required: true,
		Meaning:  "the service's name",
	},
	{Name: "SERVICE_PATH", Meaning: "the service's folder in the repository; empty: its root"},
	{
		Name:     "ECR_REPOSITORY_URI",
		Required: true,
		Meaning:  "the service's ECR repository, without a tag",
	},
	{Name: "CODEARTIFACT_REPOSITORY", Meaning: "npm repository in CodeArtifact; empty: npm's default registry"},
	{Name: "CODEARTIFACT_DOMAIN", Meaning: "its domain; required with CODEARTIFACT_REPOSITORY"},
	{Name: "CODEARTIFACT_OWNER", Meaning: "the domain's account; required with CODEARTIFACT_REPOSITORY"},
	{
		Name:    "NODE_VERSION",
		Default: "18",
		Meaning: "Node.js on the build host (the service's own is in its image)",
	},
}

// BuildInputs lists what build.yml reads, apart from what CodeBuild itself
// sets (AWS_REGION, CODEBUILD_SRC_DIR, CODEBUILD_RESOLVED_SOURCE_VERSION,
// CODEBUILD_INITIATOR).
func BuildInputs() []Variable {
	return append(append([]Variable{}, shared...),
		Variable{
			Name:    "PLATFORM",
			Default: "linux/amd64",
			Meaning: "what the image is for, as Docker says it",
		},
		Variable{
			Name:     "CACHE_BUCKET",
			Required: true,
			Meaning:  "bucket of the layer cache; keys begin with buildkit/<service>/",
		},
		Variable{
			Name:     "HISTORY_TABLE",
			Required: true,
			Meaning:  "deployment history, read for LIVE_DIGEST",
		},
		Variable{
			Name:    "PIPELINE_EXECUTION_ID",
			Meaning: "#{codepipeline.PipelineExecutionId}, read for COMMIT_MESSAGE_SHORT",
		},
		Variable{
			Name:    "REBUILD",
			Default: "no",
			Meaning: "#{variables.REBUILD}, the second of a rebuild: the image gets a tag of its own; no: the commit's image",
		},
		Variable{
			Name:     "BUILDKIT_IMAGE",
			Required: true,
			Meaning:  "the image builder's own image",
		},
		Variable{
			Name:     "BUILDER_TAG",
			Required: true,
			Meaning:  "the tag of its copy in the service's repository",
		},
		Variable{Name: "DOCKER_CONTEXT", Meaning: "folder that Docker builds from; empty: the service's"},
		Variable{Name: "DOCKERFILE", Meaning: "file that it builds by; empty: Dockerfile in the service's folder"},
		Variable{Name: "BUILD_TARGET", Meaning: "stage of the Dockerfile; empty: the last one"},
		Variable{
			Name:    "BUILD_ARGS",
			Default: "{}",
			Meaning: "build arguments by name, as JSON",
		},
		Variable{
			Name:    "BUILD_SECRETS",
			Default: "{}",
			Meaning: "by the id of its mount, the name of a secret of Secrets Manager, as JSON",
		},
		Variable{
			Name:    "SCAN_FAIL_SEVERITY",
			Default: "CRITICAL",
			Meaning: "least severity that fails the build: CRITICAL, HIGH, MEDIUM, LOW; NONE: the scan is not waited for",
		},
		Variable{
			Name:    "SCAN_UNFIXED",
			Default: "pass",
			Meaning: "what findings do for which Amazon Inspector knows no fix: pass or stop",
		},
		Variable{
			Name:    "SCAN_IGNORE",
			Default: "{}",
			Meaning: "findings that stop nothing until a date, by id, as JSON with until and reason",
		},
		Variable{
			Name:    "SCAN_UNSUPPORTED",
			Default: "warn",
			Meaning: "what an image is that ECR cannot scan: warn or fail",
		},
		Variable{
			Name:    "SCAN_POLLS",
			Default: "60",
			Meaning: "how often the scan's result is looked for",
		},
		Variable{
			Name:    "SCAN_POLL_SECONDS",
			Default: "5",
			Meaning: "seconds between two looks",
		},
	)
}

// PromoteInputs lists what promote.yml reads, apart from what CodeBuild itself sets.
func PromoteInputs() []Variable {
	read := []string{"SERVICE", "PLATFORM", "ECR_REPOSITORY_URI", "HISTORY_TABLE", "PIPELINE_EXECUTION_ID"}
	return append(slices.DeleteFunc(BuildInputs(), func(v Variable) bool {
		return !slices.Contains(read, v.Name) && !strings.HasPrefix(v.Name, "SCAN_")
	}),
		Variable{
			Name:     "PROMOTE_FROM",
			Required: true,
			Meaning:  "the environment whose image is copied",
		},
		Variable{
			Name:     "PROMOTE_REPOSITORY_URI",
			Required: true,
			Meaning:  "the service's ECR repository there, without a tag",
		},
		Variable{
			Name:     "PROMOTE_TABLE",
			Required: true,
			Meaning:  "deployment history there, in which the image must have succeeded",
		},
		Variable{Name: "PROMOTE_ROLE", Meaning: "ARN of the role to read both with; empty: the build's own"},
		Variable{Name: "PROMOTE_EXTERNAL_ID", Meaning: "what the role asks for; required with PROMOTE_ROLE"},
	)
}

// PromoteExports lists what promote.yml exports.
func PromoteExports() []Variable {
	return append(BuildExports(),
		Variable{Name: "PROMOTION", Meaning: "where the image ran before, since when and for how long"})
}

// BuildExports lists what build.yml exports. None is ever empty, since
// CodePipeline does not resolve an empty variable.
func BuildExports() []Variable {
	return []Variable{
		{Name: "IMAGE_TAG", Meaning: "the full commit sha, and the second of a rebuild behind it"},
		{Name: "IMAGE_DIGEST", Meaning: "sha256:... of the image of that commit"},
		{Name: "IMAGE_URI", Meaning: "<repository>@<digest>"},
		{Name: "LIVE_DIGEST", Meaning: "digest of the last release that succeeded, or none"},
		{Name: "SCAN_SUMMARY", Meaning: "findings by severity, or why there are none"},
		{Name: "COMMIT_MESSAGE_SHORT", Meaning: "the message's first line, at most 120 characters"},
	}
}

// TestInputs lists what test.yml reads, apart from what CodeBuild itself sets.
func TestInputs() []Variable {
	return append(append([]Variable{}, shared...),
		Variable{
			Name:     "IMAGE_URI",
			Required: true,
			Meaning:  "#{Build.IMAGE_URI}",
		},
		Variable{
			Name:    "LAMBDA_MEMORY",
			Default: "1024",
			Meaning: "MB the container gets, as the function does",
		},
		Variable{
			Name:    "LAMBDA_TIMEOUT",
			Default: "30",
			Meaning: "seconds, as the function's",
		},
		Variable{
			Name:    "FUNCTION_VARIABLES",
			Default: "{}",
			Meaning: "the function's environment variables by name, as JSON, without those that are secret",
		},
		Variable{
			Name:     "READY_EVENT",
			Required: true,
			Meaning:  "the event of the smoke call, as JSON, if slipway.yml has none; sent until the service answers as it must",
		},
		Variable{
			Name:     "READY_STATUS",
			Required: true,
			Meaning:  "the statusCode of a good answer; 0: any below 500",
		},
		Variable{
			Name:    "READY_POLLS",
			Default: "30",
			Meaning: "how often it is sent",
		},
		Variable{
			Name:    "READY_POLL_SECONDS",
			Default: "1",
			Meaning: "seconds between two tries",
		},
	)
}

// TestExports lists what test.yml exports.
func TestExports() []Variable {
	return []Variable{{Name: "TEST_SUMMARY", Meaning: "how many integration tests passed"}}
}
