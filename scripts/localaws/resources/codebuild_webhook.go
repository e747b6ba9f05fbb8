package resources

import (
	"regexp"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// webhookOfProject is the webhook that has GitHub start a project's builds. A connection
// that waits for its handshake counts as complete: nobody has to finish it here.
func webhookOfProject() *Type {
	return &Type{
		Token:    "aws:codebuild/webhook:Webhook",
		Label:    "CodeBuild Webhook",
		Required: []string{"projectName"},
		Replace:  []string{"projectName", "manualCreation", "scopeConfiguration"},
		ID:       func(c *Call) string { return c.In.Str("projectName") },
		Outputs: func(c *Call) properties.Map {
			return properties.Map{
				"payloadUrl": "",
				"secret":     "",
				"url": c.Keep("url", func() any {
					return "https://api.github.com/repos/" + repositoryOf(c) + "/hooks/" + c.Random(digits, 9)
				}),
			}
		},
		Fill: func(_ *Call, out properties.Map) {
			for _, group := range out.Maps("filterGroups") {
				for _, filter := range group.Maps("filters") {
					if _, set := filter["excludeMatchedPattern"]; !set {
						filter["excludeMatchedPattern"] = false
					}
				}
			}
		},
		Validate: []Check{oneOf("buildType", "BUILD", "BUILD_BATCH"), webhookFilters},
		Create:   []Rule{hasSource("CreateWebhook"), throughConnection("CreateWebhook")},
		Update:   []Rule{hasSource("UpdateWebhook"), throughConnection("UpdateWebhook")},
		Exists: taken("CodeBuild", "CreateWebhook", "ResourceAlreadyExistsException", func(c *Call) string {
			return "Webhook already exists for project " + c.In.Str("projectName")
		}),
	}
}

// projectOf is the project of a webhook.
func projectOf(c *Call) (properties.Map, bool) {
	return c.Get(projectType, c.ARN("codebuild", "project/"+c.In.Str("projectName")))
}

func repositoryOf(c *Call) string {
	project, _ := projectOf(c)
	return strings.TrimSuffix(strings.TrimPrefix(project.Str("source.location"), "https://github.com/"), ".git")
}

// filterTypes are those of GitHub's events (CodeBuild API, WebhookFilter).
var filterTypes = []string{"EVENT", "BASE_REF", "HEAD_REF", "ACTOR_ACCOUNT_ID", "FILE_PATH", "COMMIT_MESSAGE",
	"WORKFLOW_NAME", "TAG_NAME", "RELEASE_NAME", "REPOSITORY_NAME", "ORGANIZATION_NAME"}

var filterEvents = []string{"PUSH", "PULL_REQUEST_CREATED", "PULL_REQUEST_UPDATED", "PULL_REQUEST_REOPENED",
	"PULL_REQUEST_MERGED", "PULL_REQUEST_CLOSED", "RELEASED", "PRERELEASED", "WORKFLOW_JOB_QUEUED"}

// webhookFilters wants types that there are.
func webhookFilters(c *Call) []awserr.Fault {
	for _, group := range c.In.Maps("filterGroups") {
		for _, filter := range group.Maps("filters") {
			if kind, ok := filter.Text("type"); ok && !slices.Contains(filterTypes, kind) {
				return fault("filterGroups", "expected type to be one of %q, got %s", filterTypes, kind)
			}
		}
	}
	return nil
}

// hasSource rejects a webhook whose project is not there or has no repository, and
// filters that CodeBuild does not take.
func hasSource(operation string) Rule {
	return func(c *Call) error {
		reject := func(code, format string, args ...any) error {
			return awserr.New("CodeBuild", operation, code, format, args...)
		}
		project, found := projectOf(c)
		if !found {
			return reject("ResourceNotFoundException", "Project not found: %s",
				c.ARN("codebuild", "project/"+c.In.Str("projectName")))
		}
		if kind := project.Str("source.type"); !strings.HasPrefix(kind, "GIT") && kind != "BITBUCKET" {
			return reject("InvalidInputException", "Webhooks are not supported for source type %s", kind)
		}
		for _, group := range c.In.Maps("filterGroups") {
			events := 0
			for _, filter := range group.Maps("filters") {
				pattern := filter.Str("pattern")
				if filter.Str("type") != "EVENT" {
					if _, err := regexp.Compile(pattern); err != nil {
						return reject("InvalidInputException", "Invalid filter pattern: %s", pattern)
					}
					continue
				}
				events++
				for event := range strings.SplitSeq(pattern, ",") {
					if !slices.Contains(filterEvents, strings.TrimSpace(event)) {
						return reject("InvalidInputException", "Invalid event type: %s", event)
					}
				}
			}
			if events != 1 {
				return reject("InvalidInputException", "Each filter group must have exactly one filter of type EVENT")
			}
		}
		return nil
	}
}

// throughConnection rejects a webhook that the project's connection does not make:
// CodeBuild asks for a token with the project's role (CodeBuild user guide,
// connections-github-app).
func throughConnection(operation string) Rule {
	return func(c *Call) error {
		project, _ := projectOf(c)
		arn := project.Str("source.auth.resource")
		if project.Str("source.auth.type") != "CODECONNECTIONS" {
			return awserr.New("CodeBuild", operation, "ResourceNotFoundException",
				"Could not find access token for server type github")
		}
		for _, name := range []string{"codeconnections", "codestar-connections"} {
			may, err := c.rolePermits(project.Str("serviceRole"), name+":GetConnectionToken", arn)
			if err != nil || may {
				return err
			}
		}
		return awserr.New("CodeBuild", operation, "OAuthProviderException", "Failed to get access token from %s", arn)
	}
}

// projectAuth wants a connection by its ARN.
func projectAuth(c *Call) []awserr.Fault {
	if !c.In.Has("source.auth") {
		return nil
	}
	faults := oneOf("source.auth.type", "CODECONNECTIONS", "SECRETS_MANAGER")(c)
	return append(faults, isARN("source.auth.resource")(c)...)
}

// connectionThere rejects a project with a connection that is not there.
func connectionThere(operation string) Rule {
	return func(c *Call) error {
		arn := c.In.Str("source.auth.resource")
		if c.In.Str("source.auth.type") != "CODECONNECTIONS" || !c.Simulated(arnOf(arn).AccountID) {
			return nil
		}
		if _, found := c.GetIn(arnOf(arn).AccountID, connectionType, arn); !found {
			return awserr.New("CodeBuild", operation, "InvalidInputException", "Connection %s could not be found", arn)
		}
		return nil
	}
}
