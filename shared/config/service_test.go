package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/contract"
)

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// perService reads the settings of a layer's services, as its program does.
func perService(layer string, own values, services string) (config.Service, map[string]config.Service, error) {
	return read(layer, own, values{"services": services})
}

// sharedSettings reads the same from foundation's keys alone.
func sharedSettings(layer string, foundation values) (config.Service, map[string]config.Service, error) {
	return read(layer, values{}, foundation)
}

func read(layer string, own, foundation values) (config.Service, map[string]config.Service, error) {
	r := config.NewReader(contract.Project(layer), later{
		listed:     listed{own},
		foundation: foundation,
	})
	all, each := r.PerService(layer, r.Common())
	return all, each, r.Err()
}

func TestPerService(t *testing.T) {
	t.Parallel()
	t.Run("R14 a service sets what it has for itself, and has the rest of its layer", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("compute", values{"memory": "512", "timeout": "60"}, `{
			"api": {"memory": 2048, "reservedConcurrency": "-1", "image": "`+digest+`", "variables": {"LOG_LEVEL": "info"}},
			"order-api": null,
			"cart": {"logRetentionDays": 365, "release": "linear"}
		}`)
		require.NoError(t, err)
		want := all
		assert.Equal(t, 512, want.MemoryMB)
		assert.Equal(t, 60, want.TimeoutSeconds)
		assert.Equal(t, want, each["order-api"])
		want.MemoryMB, want.ReservedConcurrency = 2048, config.Unreserved
		want.Image, want.Variables = digest, map[string]string{"LOG_LEVEL": "info"}
		assert.Equal(t, want, each["api"])
		assert.Equal(t, 365, each["cart"].LogRetentionDays)
		assert.Equal(t, "canary", each["cart"].Release, "the delivery layer reads that")
	})
	t.Run("R14 the delivery layer reads its own settings", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("delivery", values{"scanSeverity": "LOW"},
			`{"api": {"reservedConcurrency": -9, "release": "linear",
			"path": "services/api", "scanSeverity": "NONE", "approvalTimeoutMinutes": "60", "logRetentionDays": "7",
			"executionMode": "queued",
			"buildImage": "aws/codebuild/standard:7.0", "builderImage": "registry.test/buildkit:1", "nodeVersion": 22,
			"pullRequests": true, "buildComputeType": "BUILD_GENERAL1_LARGE", "testComputeType": "BUILD_GENERAL1_2XLARGE",
			"buildTimeoutMinutes": 60, "testTimeoutMinutes": "45"}}`)
		require.NoError(t, err)
		assert.Equal(t, "LOW", all.ScanSeverity)
		want := all
		want.Release, want.Path, want.ScanSeverity = "linear", "services/api/", "NONE"
		want.ApprovalTimeoutMinutes, want.LogRetentionDays, want.ExecutionMode = 60, 7, "queued"
		want.BuildImage, want.BuilderImage = "aws/codebuild/standard:7.0", "registry.test/buildkit:1"
		want.PullRequests = true
		want.BuildComputeType, want.TestComputeType = config.LargeBuilds, config.X2LargeBuilds
		want.NodeVersion, want.BuildTimeoutMinutes, want.TestTimeoutMinutes = "22", 60, 45
		assert.Equal(t, want, each["api"], "the concurrency is the compute layer's to check")
	})
	t.Run("R3 a service is built by an image for its architecture", func(t *testing.T) {
		t.Parallel()
		all, each, err := sharedSettings("delivery", values{"services": `{"api": {"architecture": "arm64"}, "cart": {},
			"web": {"architecture": "arm64", "buildImage": "aws/codebuild/amazonlinux2-aarch64-standard:3.0"}}`})
		require.NoError(t, err)
		assert.Equal(t, config.X86, all.Architecture)
		assert.Equal(t, "aws/codebuild/amazonlinux-x86_64-standard:5.0", all.BuildImage)
		assert.Equal(t, "aws/codebuild/amazonlinux-x86_64-standard:5.0", each["cart"].BuildImage)
		assert.Equal(t, config.ARM, each["api"].Architecture)
		assert.Equal(t, "aws/codebuild/amazonlinux-aarch64-standard:3.0", each["api"].BuildImage)
		assert.Equal(t, "aws/codebuild/amazonlinux2-aarch64-standard:3.0", each["web"].BuildImage)
		assert.Equal(t, "linux/arm64", config.Platform(config.ARM))
		assert.Equal(t, "linux/amd64", config.Platform(config.X86))
		assert.Equal(t, "BUILD_GENERAL1_SMALL for arm64", config.Host(config.SmallBuilds, config.ARM))
		assert.Equal(t, "BUILD_GENERAL1_SMALL", config.Host(config.SmallBuilds, config.X86))
	})
	t.Run("services of an object are in the order of their names", func(t *testing.T) {
		t.Parallel()
		c, err := readLater(values{}, values{"services": ` {"cart": {}, "api": {}}`})
		require.NoError(t, err)
		assert.Equal(t, []string{"api", "cart"}, serviceNames(c))
	})
	t.Run("digests are told from tags", func(t *testing.T) {
		t.Parallel()
		assert.True(t, config.IsDigest(digest))
		assert.False(t, config.IsDigest("latest"))
	})
	const layer = "slipway-foundation:services"
	for name, c := range map[string]struct{ layer, services, fault string }{
		"a value out of range, under the service": {"compute", `{"api": {"memory": 64}}`,
			layer + `.api.memory is "64": a whole number from 128 to 10240`},
		"an unknown architecture": {"compute", `{"api": {"architecture": "x86"}}`,
			layer + `.api.architecture is "x86": one of ["x86_64" "arm64"]`},
		"a build image for another architecture": {"delivery",
			`{"api": {"architecture": "arm64", "buildImage": "aws/codebuild/standard:7.0"}}`,
			layer + `.api.buildImage is "aws/codebuild/standard:7.0": not an image for arm64, the service's architecture; ` +
				"leave it out, or set one such as aws/codebuild/amazonlinux-aarch64-standard:3.0"},
		"a tag for a digest": {"compute", `{"api": {"image": "latest"}}`,
			layer + `.api.image is "latest": ` + config.DigestRule},
		"variables that are not an object": {"compute", `{"api": {"variables": ["A"]}}`,
			layer + `.api.variables is "[\"A\"]": an object of variables, such as {"LOG_LEVEL": "info"}`},
		"an unknown setting, and names the nearest": {"compute", `{"api": {"memroy": 2048, "pahts": "x"}}`,
			layer + `.api.memroy is "2048": no such setting of a service; did you mean memory?` + "\n" +
				layer + `.api.pahts is "x": no such setting of a service; did you mean paths?`},
		"settings that are not an object": {"compute", `{"api": [2048]}`,
			layer + `.api is "[2048]": an object of settings, such as {"memory": 2048}`},
		"an object of no service": {"compute", `{}`,
			layer + ` is "{}": at least one service`},
		"an object that is not JSON": {"compute", `{api}`,
			layer + ` is "{api}": an object from service to settings, such as {"api": {"memory": 2048}}`},
		"an illegal name": {"compute", `{"Api": {}}`,
			layer + ` is "Api": 1 to 20 lower-case letters, digits and single hyphens, ` +
				"beginning with a letter and not ending with a hyphen"},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := perService(c.layer, values{}, c.services)
			require.EqualError(t, err, c.fault)
		})
	}
	t.Run("rejects a list in a later layer beside other settings in foundation", func(t *testing.T) {
		t.Parallel()
		_, err := readLater(values{"services": `["api"]`}, values{"services": `{"api": {"memory": 2048}}`})
		require.ErrorContains(t, err, `slipway-compute:services is "[api]" in stacks/compute/Pulumi.dev.yaml, `+
			`slipway-foundation:services is "{\"api\":{\"memory\":2048}}" in stacks/foundation/Pulumi.dev.yaml`)
	})
}
