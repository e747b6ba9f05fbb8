package foundation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/foundation"
)

func TestContract(t *testing.T) {
	t.Parallel()
	kept := deploy(t, shop).Kept()
	key := kept["keyArn"].(string)
	assert.Regexp(t, `^arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-[0-9a-f]{12}$`, key)
	want := map[string]any{
		"contractVersion":      "3",
		"accountId":            "111122223333",
		"region":               "us-east-1",
		"keyArn":               key,
		"artifactBucket":       "s3-artifacts-111122223333-dev",
		"cacheBucket":          "s3-cache-111122223333-dev",
		"historyTable":         "table-deployments-dev",
		"historyTableArn":      "arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev",
		"topicArn":             "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev",
		"packageDomain":        "domain-packages-dev",
		"packageDomainArn":     "arn:aws:codeartifact:us-east-1:111122223333:domain/domain-packages-dev",
		"packageRepository":    "npm-packages-dev",
		"packageRepositoryArn": "arn:aws:codeartifact:us-east-1:111122223333:repository/domain-packages-dev/npm-packages-dev",
	}
	for _, service := range []string{"api", "cart", "checkout"} {
		name := "ecr-" + service + "-dev"
		want[service+".repositoryName"] = name
		want[service+".repositoryArn"] = "arn:aws:ecr:us-east-1:111122223333:repository/" + name
		want[service+".repositoryUri"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/" + name
	}
	assert.Equal(t, want, kept, "C4 R11 R14")
}

func TestPreview(t *testing.T) {
	t.Parallel()
	r := run(everything)
	r.DryRun = true
	rec := deployRun(r)
	require.NoError(t, rec.Err)

	t.Run("plans exactly what an update makes", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, ids(deploy(t, everything)), ids(rec))
	})
	t.Run("promises what is known and invents nothing", func(t *testing.T) {
		t.Parallel()
		kept := rec.Kept()
		assert.Equal(t, "111122223333", kept["accountId"])
		assert.Equal(t, "table-deployments-dev", kept["historyTable"])
		assert.NotContains(t, kept, "keyArn")
		assert.NotContains(t, kept, "topicArn")
		assert.NotContains(t, kept, "api.repositoryUri")
	})
}

func ids(rec *pulumitest.Recording) []string {
	var all []string
	for _, x := range rec.All() {
		all = append(all, x.Type+" "+x.Name)
	}
	return all
}

func TestEveryResource(t *testing.T) {
	t.Parallel()
	rec := deploy(t, everything)
	components := map[string]bool{}
	for _, x := range rec.All() {
		if !x.Custom {
			components[x.Name] = true
			assert.Regexp(t, `^slipway:foundation:[A-Z][A-Za-z]+$`, x.Type)
		}
	}
	for _, x := range rec.All() {
		if !x.Custom || strings.HasPrefix(x.Type, "pulumi:providers:") {
			continue
		}
		t.Run(x.Name+" is a component's, in the tooling account", func(t *testing.T) {
			t.Parallel()
			assert.True(t, components[x.Parent], "parent %q", x.Parent)
			assert.True(t, strings.HasPrefix(x.Name, x.Parent+"-"), "named for its component %s", x.Parent)
			assert.Equal(t, "aws", x.Provider)
			assert.Equal(t, pulumitest.Account, x.Account)
		})
		t.Run("R15 "+x.Name+" is neither protected nor retained", func(t *testing.T) {
			t.Parallel()
			assert.False(t, x.Protect)
			assert.False(t, x.RetainOnDelete)
			assert.Empty(t, x.IgnoreChanges)
		})
	}
}

func TestProgram(t *testing.T) {
	t.Parallel()
	t.Run("deploys the layer into the account of its credentials", func(t *testing.T) {
		t.Parallel()
		rec := run(everything).Program(foundation.Program)
		require.NoError(t, rec.Err)
		assert.Equal(t, ids(deploy(t, everything)), ids(rec))
	})
	t.Run("R13 tells every resource's project, environment, layer and maker", func(t *testing.T) {
		t.Parallel()
		provider := run(plain).Program(foundation.Program).Get(t, "pulumi:providers:aws", "aws")
		assert.Equal(t, "us-east-1", provider.Inputs["region"])
		assert.Equal(t, map[string]any{"tags": map[string]any{
			"Project": "slipway", "Environment": "dev", "Layer": "foundation", "ManagedBy": "pulumi",
		}}, provider.Inputs["defaultTags"])
	})
	t.Run("makes nothing of a faulty configuration", func(t *testing.T) {
		t.Parallel()
		rec := run(values{"emails": "[]"}).Program(foundation.Program)
		require.ErrorContains(t, rec.Err, `slipway-foundation:emails is "[]"`)
		assert.Empty(t, rec.All())
	})
	t.Run("makes nothing but the provider with example values in a real account", func(t *testing.T) {
		t.Parallel()
		rec := run(values{}).Program(foundation.Program)
		require.ErrorContains(t, rec.Err, `slipway-foundation:emails is "ops@example.com": an example`)
		assert.Equal(t, []string{"pulumi:providers:aws aws"}, ids(rec))
	})
}
