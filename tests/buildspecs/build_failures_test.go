package buildspecs_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

func readFile(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(content)
}

// denied is a tool's call that fails.
func denied(tool, args string) faketools.Reply {
	return faketools.Reply{
		Tool:   tool,
		Args:   args,
		Stderr: "An error occurred (AccessDeniedException)\n",
		Exit:   254,
	}
}

// TestEachStepOfABuildFailsWithOneLineThatSaysWhatToDo breaks one step after
// the other. never is a call that must not come after it.
func TestEachStepOfABuildFailsWithOneLineThatSaysWhatToDo(t *testing.T) { // R17
	t.Parallel()
	cases := map[string]struct {
		stage              stage
		phase, line, never string
	}{
		"inputs are missing": {build().set("CACHE_BUCKET", "", "HISTORY_TABLE", ""), "pre_build",
			"the build project lacks a value for CACHE_BUCKET HISTORY_TABLE: deploy the delivery layer again" + forGood, "aws"},
		"the folder is not there": {build().set("SERVICE_PATH", "services/web"), "pre_build",
			"the repository has no folder services/web: correct the service's path in the delivery configuration" +
				forGood, "aws"},
		"there is no Dockerfile": {build().repo(map[string]string{"README.md": ""}), "pre_build",
			"the repository has no file Dockerfile to build the image by: add it, or correct the service's path or " +
				"dockerfile in the delivery configuration" + forGood, "aws"},
		"the Dockerfile is a link": {build().link("docker/api", "/etc/passwd").set("DOCKERFILE", "docker/api"), "pre_build",
			"the repository has no file docker/api to build the image by: add it, or correct the service's path or " +
				"dockerfile in the delivery configuration" + forGood, "aws"},
		"the Dockerfile's folder is a link": {build().link("docker", "/etc").set("DOCKERFILE", "docker/passwd"), "pre_build",
			"docker is a link out of the repository: put the files themselves there" + forGood, "aws"},
		"the context is not there": {build().set("DOCKER_CONTEXT", "packages/"), "pre_build",
			"the repository has no folder packages/: correct the service's context in the delivery configuration" + forGood,
			"aws"},
		"the context is a link": {build().link("packages", "/").set("DOCKER_CONTEXT", "packages/"), "pre_build",
			"packages/ is a link out of the repository: put the files themselves there" + forGood, "aws"},
		"a secret cannot be read": {build().set("BUILD_SECRETS", `{"pip":"shop/pip"}`).
			with(denied("aws", "secretsmanager")), "build",
			"the secret shop/pip cannot be read: it must be there, as text, in this account and region, under the key " +
				"that AWS manages for Secrets Manager", "docker buildx build"},
		"a secret is no text": {build().set("BUILD_SECRETS", `{"pip":"shop/pip"}`).
			with(secret("shop/pip", `{"SecretBinary":"AAEC"}`)), "build",
			"the secret shop/pip cannot be read: it must be there, as text, in this account and region, under the key " +
				"that AWS manages for Secrets Manager", "docker buildx build"},
		"the severity is no severity": {build().set("SCAN_FAIL_SEVERITY", "critical"), "pre_build",
			"SCAN_FAIL_SEVERITY is critical: use CRITICAL, HIGH, MEDIUM, LOW or NONE" + forGood, "aws"},
		"the revision is not a commit": {build().set("CODEBUILD_RESOLVED_SOURCE_VERSION", "main"), "pre_build",
			"the source revision 'main' is not a full commit sha: start the build from the pipeline's Source action" +
				forGood, "aws"},
		"no registry password": {build().with(denied("aws", "ecr get-login-password")), "pre_build",
			"the login to " + registry + " failed: check that the build role may ecr:GetAuthorizationToken and that Docker " +
				"runs (privileged mode)", "npm"},
		"no Docker": {build().with(denied("docker", "login")), "pre_build",
			"the login to " + registry + " failed: check that the build role may ecr:GetAuthorizationToken and that Docker " +
				"runs (privileged mode)", "npm"},
		"half of CodeArtifact's settings": {build().set("CODEARTIFACT_REPOSITORY", "npm"), "pre_build",
			"the build project lacks a value for CODEARTIFACT_DOMAIN CODEARTIFACT_OWNER: deploy the delivery layer again" +
				forGood,
			"npm"},
		"no address of CodeArtifact": {codeArtifact().with(denied("aws", "codeartifact get-repository-endpoint")),
			"pre_build",
			"the address of CodeArtifact repository npm cannot be read: " +
				"check that the build role may codeartifact:GetRepositoryEndpoint", "npm"},
		"no token of CodeArtifact": {codeArtifact().with(denied("aws", "codeartifact get-authorization-token")), "pre_build",
			"the login to CodeArtifact domain shop failed: check that the build role may codeartifact:GetAuthorizationToken " +
				"and sts:GetServiceBearerToken", "npm"},
		"packages do not install": {build().with(denied("npm", "ci")), "build",
			notInstalled, "npm test"},
		"a unit test fails": {build().with(denied("npm", "test")), "build",
			"the unit tests failed: run npm test in .", "docker buildx"},
		"images cannot be listed": {build().with(denied("aws", "ecr describe-images ")), "build",
			"the images in " + repository + " cannot be listed: check that the build role may ecr:DescribeImages there",
			"docker buildx"},
		"no builder": {build().with(denied("docker", "buildx create")), "build",
			"the image builder does not start: check that the project is privileged and that " +
				repository + ":builder-1 can be pulled", "docker buildx build"},
		"the builder cannot be pulled": {build().with(denied("docker", "pull")), "build",
			"the image builder " + builder + " cannot be pulled: run the stage again; if it stays, set another builderImage " +
				"in the delivery configuration, one for linux/amd64", "docker buildx create"},
		"the image does not build": {build().with(denied("docker", "buildx build")), "build",
			"the image does not build or cannot be pushed: read the lines above; base images must come from public.ecr.aws or " +
				"from your own registry", "aws ecr batch-get-image"},
		"the builder names no digest": {build().with(faketools.Reply{
			Tool:   "docker",
			Args:   "buildx build",
			Script: metadata("{}"),
		}), "build",
			"the pushed image's digest '' is not one: run the stage again; if it stays, set another builderImage in the " +
				"delivery configuration", "aws ecr batch-get-image"},
		"the manifest cannot be read": {build().with(denied("aws", "ecr batch-get-image")), "build",
			"the pushed image's manifest cannot be read: check that the build role may ecr:BatchGetImage", "aws dynamodb"},
		"the manifest is an index": {build().with(faketools.Reply{
			Tool:   "aws",
			Args:   "ecr batch-get-image",
			Stdout: "application/vnd.oci.image.index.v1+json\n",
		}), "build",
			"the pushed manifest is application/vnd.oci.image.index.v1+json, which Lambda does not run: delete the tag " +
				commit +
				" from ecr-api-dev and build one platform, without attestations" + forGood, "aws dynamodb"},
		"the manifest is a list": {build().with(faketools.Reply{
			Tool:   "aws",
			Args:   "ecr batch-get-image",
			Stdout: "application/vnd.docker.distribution.manifest.list.v2+json\n",
		}), "build",
			"the pushed manifest is application/vnd.docker.distribution.manifest.list.v2+json, which Lambda does not run: " +
				"delete the tag " + commit +
				" from ecr-api-dev and build one platform, without attestations" + forGood, "aws dynamodb"},
		"the history cannot be read": {build().with(denied("aws", "dynamodb")), "build",
			"the deployment history cannot be read: check that the build role may dynamodb:Query on the index byService of " +
				"table-deployments-dev", "aws codepipeline"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := test.stage.run(t, buildspecs.Build())
			o.failedWith(t, test.phase, test.line)
			assert.Empty(t, o.called(test.never))
			assert.NotContains(t, o.Exported, "IMAGE_URI")
		})
	}
}

// codeArtifact is a build that uses CodeArtifact.
func codeArtifact() stage {
	return build().set("CODEARTIFACT_REPOSITORY", "npm", "CODEARTIFACT_DOMAIN", "shop",
		"CODEARTIFACT_OWNER", "000000000000")
}

// metadata is a builder that writes a text as its metadata.
func metadata(text string) string {
	return `while [ $# -gt 0 ]; do [ "$1" != --metadata-file ] || printf '` + text + `' >"$2"; shift; done`
}
