package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

// fetched is a project that gets its source from GitHub through a connection, with the
// changes. Its role may do the actions with the connection.
func fetched(c awstest.Client, changes m, actions ...string) m {
	arn := c.Given(awstest.Connection, "github", m{"name": "connection-a", "providerType": "GitHub"}).ID
	role := c.Role("role-a", "codebuild")
	if len(actions) > 0 {
		c.Grant("role-a", "fetch", arn, actions...)
	}
	return awstest.With(m{
		"name":        "project-a",
		"serviceRole": role,
		"artifacts":   m{"type": "NO_ARTIFACTS"},
		"source": m{"type": "GITHUB", "location": "https://github.com/acme/shop.git",
			"auth": m{"type": "CODECONNECTIONS", "resource": arn}},
		"environment": m{"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_MEDIUM"},
	}, changes)
}

// opened is a filter group for new pull requests, with more filters.
func opened(more ...any) list {
	return list{m{"filters": append(list{m{"type": "EVENT", "pattern": "PULL_REQUEST_CREATED"}}, more...)}}
}

// hook is a webhook of such a project.
func hook(c awstest.Client, changes m, actions ...string) m {
	c.Given(awstest.Project, "project", fetched(c, changes, actions...))
	return m{"projectName": "project-a", "buildType": "BUILD", "filterGroups": opened()}
}

func TestWebhooksOfProjectsRejectWhatAWSRejects(t *testing.T) {
	t.Parallel()
	const token = "codestar-connections:GetConnectionToken"
	const creating = "creating CodeBuild Webhook: operation error CodeBuild: CreateWebhook, api error "
	with := func(changes m) func(awstest.Client) m {
		return func(c awstest.Client) m { return awstest.With(hook(c, nil, token), changes) }
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a project that is not there",
			Token: awstest.ProjectWebhook,
			In:    m{"projectName": "project-a", "filterGroups": opened()},
			Want: creating + "ResourceNotFoundException: Project not found: " +
				"arn:aws:codebuild:us-east-1:000000000000:project/project-a",
		},
		{
			Says:  "a project of a pipeline",
			Token: awstest.ProjectWebhook,
			Make: func(c awstest.Client) m {
				return hook(c, m{"source": m{"type": "CODEPIPELINE"}, "artifacts": m{"type": "CODEPIPELINE"}}, token)
			},
			Want: creating + "InvalidInputException: Webhooks are not supported for source type CODEPIPELINE",
		},
		{
			Says:  "a project without a connection",
			Token: awstest.ProjectWebhook,
			Make: func(c awstest.Client) m {
				return hook(c, m{"source": m{"type": "GITHUB", "location": "https://github.com/acme/shop.git"}}, token)
			},
			Want: creating + "ResourceNotFoundException: Could not find access token for server type github",
		},
		{
			Says:  "a role that may not use the connection",
			Token: awstest.ProjectWebhook,
			Make: func(c awstest.Client) m {
				return hook(c, m{"source": m{"type": "GITHUB", "location": "https://github.com/acme/shop.git", "auth": m{
					"type": "CODECONNECTIONS", "resource": "arn:aws:codeconnections:us-east-1:111111111111:connection/c"}}})
			},
			Want: creating + "OAuthProviderException: Failed to get access token from " +
				"arn:aws:codeconnections:us-east-1:111111111111:connection/c",
		},
		{
			Says:  "a second webhook",
			Token: awstest.ProjectWebhook,
			Make: func(c awstest.Client) m {
				in := hook(c, nil, token)
				c.Given(awstest.ProjectWebhook, "first", in)
				return in
			},
			Want: creating + "ResourceAlreadyExistsException: Webhook already exists for project project-a",
		},
		{
			Says:  "a group without an event",
			Token: awstest.ProjectWebhook,
			Make:  with(m{"filterGroups": list{m{"filters": list{m{"type": "BASE_REF", "pattern": "main"}}}}}),
			Want:  creating + "InvalidInputException: Each filter group must have exactly one filter of type EVENT",
		},
		{
			Says:  "an event that there is not",
			Token: awstest.ProjectWebhook,
			Make:  with(m{"filterGroups": list{m{"filters": list{m{"type": "EVENT", "pattern": "PULL_REQUEST"}}}}}),
			Want:  creating + "InvalidInputException: Invalid event type: PULL_REQUEST",
		},
		{
			Says:  "a pattern that is none",
			Token: awstest.ProjectWebhook,
			Make:  with(m{"filterGroups": opened(m{"type": "FILE_PATH", "pattern": "(?!docs)"})}),
			Want:  creating + "InvalidInputException: Invalid filter pattern: (?!docs)",
		},
		{
			Says:  "a filter that there is not",
			Token: awstest.ProjectWebhook,
			Make:  with(m{"filterGroups": opened(m{"type": "LABEL", "pattern": "x"})}),
			Want: `filterGroups: expected type to be one of ["EVENT" "BASE_REF" "HEAD_REF" "ACTOR_ACCOUNT_ID" "FILE_PATH" ` +
				`"COMMIT_MESSAGE" "WORKFLOW_NAME" "TAG_NAME" "RELEASE_NAME" "REPOSITORY_NAME" "ORGANIZATION_NAME"], got LABEL`,
		},
		{
			Says:  "a connection that is not there",
			Token: awstest.Project,
			Make: func(c awstest.Client) m {
				return fetched(c, m{"source": m{"type": "GITHUB", "auth": m{"type": "CODECONNECTIONS",
					"resource": "arn:aws:codestar-connections:us-east-1:000000000000:connection/none"}}})
			},
			Want: "creating CodeBuild Project (project-a): operation error CodeBuild: CreateProject, api error " +
				"InvalidInputException: Connection arn:aws:codestar-connections:us-east-1:000000000000:connection/none " +
				"could not be found",
		},
		{
			Says:  "an authorisation that there is not",
			Token: awstest.Project,
			Make: func(c awstest.Client) m {
				return fetched(c, m{"source": m{"type": "GITHUB", "auth": m{"type": "OAUTH", "resource": awstest.TopicARN}}})
			},
			Want: `source.auth.type: expected source.auth.type to be one of ["CODECONNECTIONS" "SECRETS_MANAGER"], got OAUTH`,
		},
	})
}

func TestAWebhookKeepsItsAddress(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	in := hook(c, nil, "codeconnections:GetConnectionToken")
	e := c.Given(awstest.ProjectWebhook, "it", in)
	now, err := c.Update(e,
		awstest.With(in, m{"filterGroups": opened(m{"type": "BASE_REF", "pattern": "^refs/heads/main$"})}))
	require.NoError(t, err)
	assert.Equal(t, e.Out["url"], now.Out["url"])
	_, err = c.Update(now, awstest.With(in, m{"filterGroups": opened(m{"type": "BASE_REF", "pattern": "("})}))
	require.ErrorContains(t, err, "UpdateWebhook, api error InvalidInputException")
}
