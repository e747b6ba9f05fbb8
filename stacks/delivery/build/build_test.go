package build_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/buildspecs"
	"slipway/stacks/delivery/deliverytest"
)

// managedKey is the key that AWS manages for S3.
const managedKey = "arn:aws:kms:us-east-1:111122223333:alias/aws/s3"

const projectType, reportGroupType = "codebuild/project:Project", "codebuild/reportGroup:ReportGroup"

// plaintext is an environment variable of a build.
func plaintext(name, value string) any {
	return map[string]any{"name": name, "value": value, "type": "PLAINTEXT"}
}

func TestTheBuildProjectBuildsImagesWithLayerCaching(t *testing.T) { // R3, R18
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "codebuild-build-api-dev", "description": "Builds, scans and pushes the image of api",
		"serviceRole":  "arn:aws:iam::111122223333:role/role-build-api-dev",
		"buildTimeout": 30.0, "queuedTimeout": 60.0,
		"badgeEnabled": false, "projectVisibility": "PRIVATE",
		"encryptionKey": managedKey,
		"source":        map[string]any{"type": "CODEPIPELINE", "buildspec": buildspecs.Build()},
		"artifacts":     map[string]any{"type": "CODEPIPELINE", "encryptionDisabled": false},
		"cache":         map[string]any{"type": "LOCAL", "modes": []any{"LOCAL_DOCKER_LAYER_CACHE"}},
		"environment": map[string]any{
			"type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_MEDIUM", "privilegedMode": true,
			"image": "aws/codebuild/amazonlinux-x86_64-standard:5.0", "imagePullCredentialsType": "CODEBUILD",
			"environmentVariables": []any{
				plaintext("SERVICE", "api"),
				plaintext("ECR_REPOSITORY_URI", "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"),
				plaintext("CODEARTIFACT_REPOSITORY", "npm-packages-dev"),
				plaintext("CODEARTIFACT_DOMAIN", "domain-packages-dev"),
				plaintext("CODEARTIFACT_OWNER", "111122223333"),
				plaintext("NODE_VERSION", "18"),
				plaintext("CACHE_BUCKET", "s3-cache-111122223333-dev"),
				plaintext("HISTORY_TABLE", "table-deployments-dev"),
				plaintext("BUILDKIT_IMAGE", "public.ecr.aws/vend/moby/buildkit:buildx-stable-1"),
				plaintext("BUILDER_TAG", "builder-2184d5660d9a417bf7b49228aa3cfe2b"),
				plaintext("SCAN_FAIL_SEVERITY", "CRITICAL"),
				plaintext("SCAN_UNFIXED", "pass"),
			},
		},
		"logsConfig": map[string]any{
			"cloudwatchLogs": map[string]any{"status": "ENABLED", "groupName": "/aws/codebuild/codebuild-build-api-dev"},
			"s3Logs":         map[string]any{"status": "DISABLED", "encryptionDisabled": false},
		},
		"tags": map[string]any{"Service": "api"},
	}, rec.Get(t, projectType, "builds-api-build-project"))
}

func TestTheTestProjectIsSmallAndKeepsItsPackages(t *testing.T) { // R3, R18
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	spec, err := buildspecs.Test("arn:aws:codebuild:us-east-1:111122223333:report-group/reports-test-api-dev")
	require.NoError(t, err)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "codebuild-test-api-dev", "description": "Tests the image of api",
		"serviceRole":  "arn:aws:iam::111122223333:role/role-test-api-dev",
		"buildTimeout": 20.0, "queuedTimeout": 60.0,
		"badgeEnabled": false, "projectVisibility": "PRIVATE",
		"encryptionKey": managedKey,
		"source":        map[string]any{"type": "CODEPIPELINE", "buildspec": spec},
		"artifacts":     map[string]any{"type": "CODEPIPELINE", "encryptionDisabled": false},
		"cache":         map[string]any{"type": "S3", "location": "s3-cache-111122223333-dev/npm/api"},
		"environment": map[string]any{
			"type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_SMALL",
			"privilegedMode": true, // it runs the image
			"image":          "aws/codebuild/amazonlinux-x86_64-standard:5.0", "imagePullCredentialsType": "CODEBUILD",
			"environmentVariables": []any{
				plaintext("SERVICE", "api"),
				plaintext("ECR_REPOSITORY_URI", "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"),
				plaintext("CODEARTIFACT_REPOSITORY", "npm-packages-dev"),
				plaintext("CODEARTIFACT_DOMAIN", "domain-packages-dev"),
				plaintext("CODEARTIFACT_OWNER", "111122223333"),
				plaintext("NODE_VERSION", "18"),
				plaintext("LAMBDA_MEMORY", "1024"), plaintext("LAMBDA_TIMEOUT", "30"),
				plaintext("READY_EVENT",
					`{"rawPath":"/health","requestContext":{"http":{"method":"GET","path":"/health"}},"version":"2.0"}`),
				plaintext("READY_STATUS", "0"),
			},
		},
		"logsConfig": map[string]any{
			"cloudwatchLogs": map[string]any{"status": "ENABLED", "groupName": "/aws/codebuild/codebuild-test-api-dev"},
			"s3Logs":         map[string]any{"status": "DISABLED", "encryptionDisabled": false},
		},
		"tags": map[string]any{"Service": "api"},
	}, rec.Get(t, projectType, "builds-api-test-project"))
}

func TestTestReportsAreDeclaredAndGoWithATeardown(t *testing.T) { // R15
	t.Parallel()
	deliverytest.AssertInputs(t, map[string]any{
		"name": "reports-test-api-dev", "type": "TEST", "deleteReports": true,
		"exportConfig": map[string]any{"type": "NO_EXPORT"}, "tags": map[string]any{"Service": "api"},
	}, deliverytest.Environment{}.Deployed(t).Get(t, reportGroupType, "builds-api-reports"))
}

func TestProjectsAreMadeWhenTheirRolesCanBeTakenOn(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	for _, project := range []string{"builds-api-build", "builds-api-test"} {
		depends := rec.Get(t, projectType, project+"-project").DependsOn
		assert.Subset(t, depends, []string{project + "-role", project + "-role-policy", project + "-logs"})
	}
}
