package build_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/buildspecs"
	"slipway/stacks/delivery/buildspecs/buildspecstest"
	"slipway/stacks/delivery/deliverytest"
)

const webhookType = "codebuild/webhook:Webhook"

// pulls is an environment whose pull requests are built.
func pulls(t *testing.T, more map[string]string) *pulumitest.Recording {
	t.Helper()
	settings := map[string]string{"pullRequests": "true"}
	for key, value := range more {
		settings[key] = value
	}
	return deliverytest.Environment{Settings: settings}.Deployed(t)
}

func TestPulls(t *testing.T) {
	t.Parallel()
	t.Run("a pull request is built from GitHub, and GitHub is told", func(t *testing.T) {
		t.Parallel()
		project := pulls(t, nil).Get(t, projectType, "pulls-api-build-project").Inputs
		source := project["source"].(map[string]any)
		assert.Regexp(t, `^arn:aws:codestar-connections:us-east-1:111122223333:connection/`,
			source["auth"].(map[string]any)["resource"])
		delete(source["auth"].(map[string]any), "resource")
		assert.Equal(t, map[string]any{
			"type": "GITHUB", "location": "https://github.com/acme/shop.git", "gitCloneDepth": 1.0,
			"auth": map[string]any{"type": "CODECONNECTIONS"}, "buildspec": buildspecs.Pulls(),
			"reportBuildStatus": true, "buildStatusConfig": map[string]any{"context": "slipway/dev/api"},
		}, source)
		assert.Equal(t, map[string]any{"type": "NO_ARTIFACTS", "encryptionDisabled": false}, project["artifacts"])
		assert.Equal(t, map[string]any{"type": "NO_CACHE"}, project["cache"], "what it leaves gets into no other build")
		assert.Equal(t, "codebuild-pulls-api-dev", project["name"])
		assert.Equal(t, "PRIVATE", project["projectVisibility"])
		assert.Equal(t, "/aws/codebuild/codebuild-pulls-api-dev",
			project["logsConfig"].(map[string]any)["cloudwatchLogs"].(map[string]any)["groupName"])
	})
	t.Run("pull requests to the branch are built, of the service's paths if it has some", func(t *testing.T) {
		t.Parallel()
		for want, c := range map[string]map[string]string{
			"": nil,
			`^(services/a\+b/|go\.mod$)`: {"branch": "release/1.x",
				"services": `{"api": {"path": "services/a+b", "paths": ["go.mod"]}}`},
		} {
			hook := pulls(t, c).Get(t, webhookType, "pulls-api-webhook").Inputs
			base := "^refs/heads/main$"
			if c != nil {
				base = `^refs/heads/release/1\.x$`
			}
			filter := func(kind, pattern string) any {
				return map[string]any{"type": kind, "pattern": pattern, "excludeMatchedPattern": false}
			}
			filters := []any{
				filter("EVENT", "PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED"),
				filter("BASE_REF", base),
			}
			if want != "" {
				filters = append(filters, filter("FILE_PATH", want))
			}
			assert.Equal(t, map[string]any{
				"projectName": "codebuild-pulls-api-dev", "buildType": "BUILD",
				"filterGroups": []any{map[string]any{"filters": filters}},
			}, hook)
		}
	})
	t.Run("R16 its role can push nothing and read no secret", func(t *testing.T) {
		t.Parallel()
		const secrets = `{"api": {"buildSecrets": {"maven": "shop/maven"}, "variables": {"TOKEN": "abc"}}}`
		rec := pulls(t, map[string]string{"services": secrets})
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "pulls-api-build-role-policy").JSON(t, "policy")
		var actions []any
		for _, s := range policy["Statement"].([]any) {
			actions = append(actions, s.(map[string]any)["Action"].([]any)...)
		}
		assert.ElementsMatch(t, []any{
			"sts:GetServiceBearerToken", "codeartifact:GetAuthorizationToken", "codeartifact:GetRepositoryEndpoint",
			"codeartifact:ReadFromRepository", "ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken",
			"codeconnections:GetConnection", "codestar-connections:GetConnection",
			"codeconnections:GetConnectionToken", "codestar-connections:GetConnectionToken",
			"codeconnections:UseConnection", "codestar-connections:UseConnection",
			"logs:CreateLogStream", "logs:PutLogEvents",
		}, actions)
		given := variableNames(rec.Get(t, projectType, "pulls-api-build-project"))
		assert.NotContains(t, given, "BUILD_SECRETS")
		assert.NotContains(t, given, "FUNCTION_VARIABLES")
		for _, v := range buildspecstest.PullsInputs() {
			if v.Required {
				assert.Contains(t, given, v.Name)
			}
		}
	})
	t.Run("without the setting there is none of it", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, deliverytest.Environment{}.Deployed(t).Of(webhookType))
	})
}
