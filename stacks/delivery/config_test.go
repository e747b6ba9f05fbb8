package delivery_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/stacks/delivery"
	"slipway/stacks/delivery/push"
)

// settings are the keys of a stack dev, as a source that can list them.
type settings map[string]string

func (s settings) Get(key string) (string, bool) { v, ok := s[key]; return v, ok }
func (s settings) Stack() string                 { return "dev" }
func (s settings) Keys() []string                { return slices.Collect(maps.Keys(s)) }

// sizes are the hosts that builds can have, and why others cannot be.
const sizes = "BUILD_GENERAL1_SMALL, BUILD_GENERAL1_MEDIUM, BUILD_GENERAL1_LARGE, BUILD_GENERAL1_XLARGE or " +
	"BUILD_GENERAL1_2XLARGE; hosts of Lambda run no Docker, and those chosen by attributes or instance type belong to a " +
	"fleet"

func TestConfigurationHasADefaultForEverything(t *testing.T) {
	t.Parallel()
	c, err := delivery.LoadConfig(settings{})
	require.NoError(t, err)
	assert.Equal(t, "dev", c.Suffix.String())
	assert.Equal(t, "example/shop", c.Repository)
	assert.Equal(t, "main", c.Branch, "R10")
	assert.Empty(t, c.ConnectionArn)
	assert.Equal(t, delivery.TriggerWebhook, c.Trigger)
	assert.Equal(t, config.TrustAccount, c.PipelineTrust)
	assert.Equal(t, map[string]string{}, c.Paths)
	assert.Equal(t, "aws/codebuild/amazonlinux-x86_64-standard:5.0", c.BuildImage)
	assert.Equal(t, "public.ecr.aws/vend/moby/buildkit:buildx-stable-1", c.BuilderImage)
	assert.Equal(t, "CRITICAL", c.ScanSeverity)
	assert.Equal(t, "CodeDeployDefault.LambdaCanary10Percent5Minutes", c.DeploymentConfig())
	assert.Equal(t, 30, c.LogRetentionDays)
	assert.Equal(t, 5, c.WebhookConcurrency)
	assert.Equal(t, 10080, c.ApprovalTimeoutMinutes)
	assert.Equal(t, "superseded", c.ExecutionMode)
}

func TestConfigurationTakesEveryKey(t *testing.T) {
	t.Parallel()
	const connection = "arn:aws:codeconnections:us-east-1:111122223333:connection/aaaabbbb-1111-2222-3333-ccccddddeeee"
	c, err := delivery.LoadConfig(settings{
		"services":               `["api","cart"]`,
		"repository":             "acme/the.shop",
		"branch":                 "release/1.x",
		"connectionArn":          connection,
		"trigger":                "connection",
		"paths":                  `{"api": "services/api", "cart": "services/cart/"}`,
		"buildImage":             "aws/codebuild/standard:7.0",
		"scanSeverity":           "NONE",
		"release":                "linear",
		"logRetentionDays":       "365",
		"webhookConcurrency":     "-1",
		"approvalTimeoutMinutes": "60",
		"pipelineTrust":          "service",
		"approval":               "automatic",
		"builderImage":           "public.ecr.aws/acme/buildkit@sha256:" + strings.Repeat("0a", 32),
	})
	require.NoError(t, err)
	assert.Equal(t, "acme/the.shop", c.Repository)
	assert.Equal(t, "release/1.x", c.Branch)
	assert.Equal(t, connection, c.ConnectionArn)
	assert.Equal(t, delivery.TriggerConnection, c.Trigger)
	assert.Equal(t, map[string]string{
		"api":  "services/api/",
		"cart": "services/cart/",
	}, c.Paths, "services/api is not services/apiary")
	assert.Equal(t, config.TrustService, c.PipelineTrust)
	assert.Equal(t, delivery.ApprovalAutomatic, c.Approval)
	assert.False(t, c.Production)
	assert.Equal(t, "aws/codebuild/standard:7.0", c.BuildImage)
	assert.Equal(t, "public.ecr.aws/acme/buildkit@sha256:"+strings.Repeat("0a", 32), c.BuilderImage)
	assert.Equal(t, "NONE", c.ScanSeverity)
	assert.Equal(t, "CodeDeployDefault.LambdaLinear10PercentEvery1Minute", c.DeploymentConfig())
	assert.Equal(t, 365, c.LogRetentionDays)
	assert.Equal(t, push.NoReservation, c.WebhookConcurrency)
	assert.Equal(t, 60, c.ApprovalTimeoutMinutes)
}

func TestNothingIsReleasedToProductionUnasked(t *testing.T) { // R2
	t.Parallel()
	_, err := delivery.LoadConfig(settings{"production": "true", "approval": "automatic"})
	require.ErrorContains(t, err, `slipway-delivery:approval is "automatic": manual: production is true, `+
		"and nothing is released to production unasked")
	c, err := delivery.LoadConfig(settings{"production": "true"})
	require.NoError(t, err)
	assert.True(t, c.Production)
	assert.Equal(t, delivery.ApprovalManual, c.Approval)
}

func TestConfigurationNamesTheKeyTheValueAndTheRule(t *testing.T) {
	t.Parallel()
	const folder = "a folder of the repository, written from its root: "
	long := strings.Repeat("a", 251)
	for _, c := range []struct{ name, key, value, fault string }{
		{"a repository without an owner", "repository", "shop",
			`slipway-delivery:repository is "shop": a GitHub repository as owner/name`},
		{"a repository's address", "repository", "https://github.com/acme/shop",
			`slipway-delivery:repository is "https://github.com/acme/shop": a GitHub repository as owner/name: write acme/shop`},
		{"an owner that ends in a hyphen", "repository", "acme-/shop",
			`slipway-delivery:repository is "acme-/shop": a GitHub repository as owner/name`},
		{"a branch with a wildcard", "branch", "release/*",
			`slipway-delivery:branch is "release/*": the name of one branch, without wildcards: it may not have '*'`},
		{"an option for a branch", "branch", "-f",
			`slipway-delivery:branch is "-f": the name of one branch, without wildcards: it may not begin with -`},
		{"a connection of another kind", "connectionArn", "arn:aws:sns:us-east-1:111122223333:topic",
			`slipway-delivery:connectionArn is "arn:aws:sns:us-east-1:111122223333:topic": the ARN of a connection to GitHub; ` +
				`leave it out to have one made`},
		{"an unknown trigger", "trigger", "polling",
			`slipway-delivery:trigger is "polling": one of ["webhook" "connection"]`},
		{"a path of an unknown service", "paths", `{"cart": "cart/"}`,
			`slipway-delivery:paths is "cart": not one of the services`},
		{"a path from the root", "paths", `{"api": "/api/"}`,
			`slipway-delivery:paths is "/api/": ` + folder + "it may not begin with a slash"},
		{"a path upwards", "paths", `{"api": "../api"}`,
			`slipway-delivery:paths is "../api": ` + folder + `no part of it may be ".."`},
		{"a path with a wildcard", "paths", `{"api": "api/**"}`,
			`slipway-delivery:paths is "api/**": ` + folder + "it may not have '*'"},
		{"an empty path", "paths", `{"api": ""}`, `slipway-delivery:paths is "": ` + folder + "it has no name"},
		{"a path that is too long for a filter", "paths", `{"api": "` + long + `"}`,
			`slipway-delivery:paths is "` + long + `": ` + folder + "it may not have more than 250 characters"},
		{"paths that are no object", "paths", `["api"]`,
			`slipway-delivery:paths is "[\"api\"]": an object from service to folder, such as {"api": "services/api/"}`},
		{"a build image from anywhere", "buildImage", "docker.io/evil:1",
			`slipway-delivery:buildImage is "docker.io/evil:1": an image with Linux that CodeBuild maintains, for the ` +
				"service's `architecture`, such as aws/codebuild/amazonlinux-x86_64-standard:5.0"},
		{"a build image for another architecture", "buildImage", "aws/codebuild/amazonlinux-aarch64-standard:3.0",
			`slipway-delivery:services.api.buildImage is "aws/codebuild/amazonlinux-aarch64-standard:3.0": not an image for ` +
				`x86_64, the service's architecture; leave it out, or set one such as ` +
				`aws/codebuild/amazonlinux-x86_64-standard:5.0`},
		{"a host that runs no Docker", "buildComputeType", "BUILD_LAMBDA_4GB",
			`slipway-delivery:buildComputeType is "BUILD_LAMBDA_4GB": ` + sizes},
		{"a host of a fleet", "testComputeType", "ATTRIBUTE_BASED_COMPUTE",
			`slipway-delivery:testComputeType is "ATTRIBUTE_BASED_COMPUTE": ` + sizes},
		{"a host by a size alone", "testComputeType", "LARGE", `slipway-delivery:testComputeType is "LARGE": ` + sizes},
		{"a Node.js that the image does not hold", "nodeVersion", "16",
			`slipway-delivery:nodeVersion is "16": one of ["18" "20" "22" "24"]`},
		{"a build that may hang for a day", "buildTimeoutMinutes", "1440",
			`slipway-delivery:buildTimeoutMinutes is "1440": a whole number from 5 to 480`},
		{"a builder that Docker Hub would be asked for", "builderImage", "moby/buildkit:latest",
			`slipway-delivery:builderImage is "moby/buildkit:latest": an image with its registry and a tag or digest, ` +
				`such as public.ecr.aws/vend/moby/buildkit:buildx-stable-1`},
		{"a builder without a tag", "builderImage", "public.ecr.aws/acme/buildkit",
			`slipway-delivery:builderImage is "public.ecr.aws/acme/buildkit": an image with its registry and a tag or digest, ` +
				`such as public.ecr.aws/vend/moby/buildkit:buildx-stable-1`},
		{"an unknown severity", "scanSeverity", "SEVERE",
			`slipway-delivery:scanSeverity is "SEVERE": one of ["CRITICAL" "HIGH" "MEDIUM" "LOW" "NONE"]`},
		{"an unknown release", "release", "big-bang",
			`slipway-delivery:release is "big-bang": one of ["canary" "canary-10" "canary-15" "canary-30" ` +
				`"linear" "linear-2" "linear-3" "linear-10" "all-at-once"]`},
		{"too many webhook calls at once", "webhookConcurrency", "101",
			`slipway-delivery:webhookConcurrency is "101": a whole number from -1 to 100`},
		{"a webhook that answers nothing", "webhookConcurrency", "0",
			`slipway-delivery:webhookConcurrency is "0": at least 1, or -1 for the account's pool: ` +
				`with 0 no push is ever answered`},
		{"executions side by side", "executionMode", "parallel",
			`slipway-delivery:executionMode is "parallel": "superseded" or "queued"; "parallel" would let two releases ` +
				`of a service into Deploy at once, and the older might end last`},
		{"an approval by anybody", "approval", "team",
			`slipway-delivery:approval is "team": one of ["manual" "automatic"]`},
		{"an approval that nobody can give in time", "approvalTimeoutMinutes", "4",
			`slipway-delivery:approvalTimeoutMinutes is "4": a whole number from 5 to 86400`},
		{"an unknown key", "brnch", "main", `slipway-delivery:brnch is "main": no such key; ` +
			"did you mean slipway-delivery:branch? See docs/configuration.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := delivery.LoadConfig(settings{c.key: c.value})
			assert.EqualError(t, err, c.fault)
		})
	}
}

func TestConfigurationReportsAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	_, err := delivery.LoadConfig(settings{
		"repository":        "shop",
		"release":           "now",
		"environmentSuffix": "far-too-long-a-suffix",
	})
	for _, text := range []string{
		"slipway-delivery:repository", "slipway-delivery:release", "slipway-delivery:environmentSuffix",
	} {
		assert.ErrorContains(t, err, text)
	}
}

func TestAllAtOnceIsCodeDeploysAllAtOnce(t *testing.T) {
	t.Parallel()
	c, err := delivery.LoadConfig(settings{"release": "all-at-once"})
	require.NoError(t, err)
	assert.Equal(t, "CodeDeployDefault.LambdaAllAtOnce", c.DeploymentConfig())
}

func TestExamplesAreNamedWithTheCommandThatReplacesThem(t *testing.T) {
	t.Parallel()
	example, err := delivery.LoadConfig(settings{})
	require.NoError(t, err)
	assert.EqualError(t, example.Examples(), `slipway-delivery:repository is "example/shop", an example: `+
		"set yours with `pulumi config set slipway-delivery:repository OWNER/NAME` in stacks/delivery")
	own, err := delivery.LoadConfig(settings{"repository": "acme/shop"})
	require.NoError(t, err)
	assert.NoError(t, own.Examples())
}
