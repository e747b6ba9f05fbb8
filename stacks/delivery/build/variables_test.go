package build_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/buildspecs/buildspecstest"
	"slipway/stacks/delivery/deliverytest"
)

func TestBuildsTakeTheirConfiguration(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Services: []string{"cart"}, Settings: map[string]string{
		"paths": `{"cart": "services/cart"}`, "scanSeverity": "HIGH", "buildImage": "aws/codebuild/standard:7.0",
		"builderImage": "public.ecr.aws/acme/buildkit:v1", "smoke": `{"event": "ping", "status": 204}`,
		"buildComputeType": "BUILD_GENERAL1_2XLARGE", "testComputeType": "BUILD_GENERAL1_LARGE",
		"buildTimeoutMinutes": "60", "testTimeoutMinutes": "45", "nodeVersion": "22", "scanUnfixed": "stop",
		"scanIgnore": `{"CVE-1": {"until": "2027-01-31", "reason": "not called"}}`,
	}}.Deployed(t)
	test := rec.Get(t, projectType, "builds-cart-test-project").Inputs["environment"].(map[string]any)
	assert.Subset(t, test["environmentVariables"],
		[]any{plaintext("READY_EVENT", `"ping"`), plaintext("READY_STATUS", "204")})
	for _, project := range []string{"builds-cart-build-project", "builds-cart-test-project"} {
		environment := rec.Get(t, projectType, project).Inputs["environment"].(map[string]any)
		assert.Equal(t, "aws/codebuild/standard:7.0", environment["image"], project)
		assert.Contains(t, environment["environmentVariables"], plaintext("SERVICE_PATH", "services/cart/"), project)
		assert.Contains(t, environment["environmentVariables"], plaintext("NODE_VERSION", "22"), project)
	}
	build := rec.Get(t, projectType, "builds-cart-build-project").Inputs["environment"].(map[string]any)
	assert.Equal(t, "BUILD_GENERAL1_2XLARGE", build["computeType"])
	assert.Equal(t, "BUILD_GENERAL1_LARGE", test["computeType"])
	assert.Equal(t, map[string]any{"type": "NO_CACHE"},
		rec.Get(t, projectType, "builds-cart-build-project").Inputs["cache"],
		"a host of this size keeps none")
	assert.Equal(t, 60.0, rec.Get(t, projectType, "builds-cart-build-project").Inputs["buildTimeout"])
	assert.Equal(t, 45.0, rec.Get(t, projectType, "builds-cart-test-project").Inputs["buildTimeout"])
	assert.Contains(t, build["environmentVariables"], plaintext("SCAN_FAIL_SEVERITY", "HIGH"))
	assert.Contains(t, build["environmentVariables"], plaintext("SCAN_UNFIXED", "stop"))
	assert.Contains(t, build["environmentVariables"],
		plaintext("SCAN_IGNORE", `{"CVE-1":{"reason":"not called","until":"2027-01-31"}}`))
	assert.Contains(t, build["environmentVariables"], plaintext("BUILDKIT_IMAGE", "public.ecr.aws/acme/buildkit:v1"))
	assert.Contains(t, build["environmentVariables"], plaintext("BUILDER_TAG", "builder-f522cd87da5ec716ad80445c5f333917"),
		"another image has another copy")
}

func TestBuildsRunOnHostsOfTheServicesArchitecture(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Services: []string{"api", "cart"}, Settings: map[string]string{
		"services": `{"api": {"architecture": "arm64", "pullRequests": true}, "cart": {}}`,
	}}.Deployed(t)
	for name, builds := range map[string]bool{
		"builds-api-build-project": true, "builds-api-test-project": false, "pulls-api-build-project": true,
	} {
		environment := rec.Get(t, projectType, name).Inputs["environment"].(map[string]any)
		assert.Equal(t, "ARM_CONTAINER", environment["type"], name)
		assert.Equal(t, "aws/codebuild/amazonlinux-aarch64-standard:3.0", environment["image"], name)
		if builds {
			assert.Contains(t, environment["environmentVariables"], plaintext("PLATFORM", "linux/arm64"), name)
		}
	}
	tag := func(service string) any {
		environment := rec.Get(t, projectType, "builds-"+service+"-build-project").Inputs["environment"].(map[string]any)
		for _, v := range environment["environmentVariables"].([]any) {
			if v := v.(map[string]any); v["name"] == "BUILDER_TAG" {
				return v["value"]
			}
		}
		return nil
	}
	assert.Equal(t, "builder-2184d5660d9a417bf7b49228aa3cfe2b", tag("cart"))
	assert.NotEqual(t, tag("cart"), tag("api"), "the image builder is for one architecture too")
	cart := rec.Get(t, projectType, "builds-cart-build-project").Inputs["environment"].(map[string]any)
	assert.Equal(t, "LINUX_CONTAINER", cart["type"])
	machine := rec.Get(t, "sfn/stateMachine:StateMachine", "release-api-machine").Inputs["definition"]
	assert.Contains(t, machine, `"architectures":["arm64"]`)
}

func TestBuildsTakeWhatTheImageIsBuiltOf(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"services": `{"api": {
		"context": ".", "dockerfile": "docker/api", "target": "production", "buildArgs": {"B": "2", "A": "1 $(id)"},
		"buildSecrets": {"pip": "shop/pip", "pip-again": "shop/pip", "maven": "shop/maven"}
	}}`}}.Deployed(t)
	build := rec.Get(t, projectType, "builds-api-build-project").Inputs["environment"].(map[string]any)
	assert.Subset(t, build["environmentVariables"], []any{
		plaintext("DOCKER_CONTEXT", "."), plaintext("DOCKERFILE", "docker/api"), plaintext("BUILD_TARGET", "production"),
		plaintext("BUILD_ARGS", `{"A":"1 $(id)","B":"2"}`),
		plaintext("BUILD_SECRETS", `{"maven":"shop/maven","pip":"shop/pip","pip-again":"shop/pip"}`),
	})
	statements := func(role string) (with []any) {
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", role).JSON(t, "policy")
		for _, s := range policy["Statement"].([]any) {
			if s.(map[string]any)["Sid"] == "ReadBuildSecrets" {
				with = append(with, s)
			}
		}
		return with
	}
	assert.Equal(t, []any{map[string]any{
		"Sid":    "ReadBuildSecrets",
		"Effect": "Allow",
		"Action": []any{"secretsmanager:GetSecretValue"},
		"Resource": []any{
			"arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/maven-??????",
			"arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/pip-??????",
		},
	}}, statements("builds-api-build-role-policy"))
	assert.Empty(t, statements("builds-api-test-role-policy"), "the tests run without them")
}

func TestImagesAreTestedAsTheFunctionRuns(t *testing.T) {
	t.Parallel()
	given := func(settings string) []any {
		rec := deliverytest.Environment{Settings: map[string]string{"services": `{"api": ` + settings + `}`}}.Deployed(t)
		test := rec.Get(t, projectType, "builds-api-test-project").Inputs["environment"].(map[string]any)
		return test["environmentVariables"].([]any)
	}
	assert.Subset(t, given(`{"memory": 256, "timeout": 5, "variables": {"LOG_LEVEL": "info", "A": "<\"'$(id)"}}`), []any{
		plaintext("LAMBDA_MEMORY", "256"), plaintext("LAMBDA_TIMEOUT", "5"),
		plaintext("FUNCTION_VARIABLES", `{"A":"\u003c\"'$(id)","LOG_LEVEL":"info"}`),
	})
	assert.Subset(t, given(`{"variables": {"A": "a", "TABLE": "${stack:shop#table}"}}`),
		[]any{plaintext("FUNCTION_VARIABLES", `{"A":"a"}`)}, "nothing has looked up an output of another stack")
	for _, v := range given(`{"variables": {"A": "` + strings.Repeat("a", 3000) + `"}}`) {
		assert.NotEqual(t, "FUNCTION_VARIABLES", v.(map[string]any)["name"], "a project's variables have a limit")
	}
}

// What the pipeline's actions give a build beyond its project's variables.
var givenByThePipeline = map[string][]string{
	"builds-api-build-project": {"PIPELINE_EXECUTION_ID", "REBUILD"},
	"builds-api-test-project":  {"IMAGE_URI"},
}

func TestBuildsAreGivenWhatTheirBuildspecsAskFor(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"paths": `{"api": "api"}`}}.Deployed(t)
	for project, inputs := range map[string][]buildspecstest.Variable{
		"builds-api-build-project": buildspecstest.BuildInputs(), "builds-api-test-project": buildspecstest.TestInputs(),
	} {
		given := append(variableNames(rec.Get(t, projectType, project)), givenByThePipeline[project]...)
		var known []string
		for _, v := range inputs {
			known = append(known, v.Name)
			if v.Required {
				assert.Contains(t, given, v.Name, project)
			}
		}
		for _, name := range given {
			assert.Contains(t, known, name, "%s: the buildspec reads no such variable", project)
		}
	}
}

func variableNames(project *pulumitest.Resource) (names []string) {
	environment := project.Inputs["environment"].(map[string]any)
	for _, v := range environment["environmentVariables"].([]any) {
		names = append(names, v.(map[string]any)["name"].(string))
	}
	return names
}
