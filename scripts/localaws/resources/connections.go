package resources

import (
	"slices"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const connectionType = "aws:codestarconnections/connection:Connection"

func connectionTypes() []*Type {
	return []*Type{
		{
			Token:   connectionType,
			Label:   "CodeStar Connections Connection",
			Tagged:  true,
			Replace: []string{"name", "providerType", "hostArn"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      32,
			},
			ID: func(c *Call) string { return c.ARN("codestar-connections", "connection/"+c.UUID()) },
			Outputs: func(c *Call) properties.Map {
				// A person finishes the handshake in the console; until then it is PENDING.
				return properties.Map{"arn": c.ID, "connectionStatus": c.Keep("connectionStatus", func() any { return "PENDING" })}
			},
			Validate: []Check{
				oneOf("providerType", "Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged"),
				connectionProvider,
			},
		},
		{
			Token:    "aws:codestarnotifications/notificationRule:NotificationRule",
			Label:    "CodeStar Notification Rule",
			Tagged:   true,
			Required: []string{"detailType", "eventTypeIds", "resource"},
			Replace:  []string{"resource"},
			Defaults: properties.Map{"status": "ENABLED"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      64,
				Allowed:  `[A-Za-z0-9_-]+`,
				Words:    "must be letters, digits, hyphens and underscores",
			},
			ID: func(c *Call) string {
				return c.ARN("codestar-notifications", "notificationrule/"+c.Random(hexDigits, 40))
			},
			Outputs: func(c *Call) properties.Map { return properties.Map{"arn": c.ID} },
			Fill: func(_ *Call, out properties.Map) {
				for _, target := range out.Maps("targets") {
					target["status"] = "ACTIVE"
				}
			},
			Validate: []Check{oneOf("detailType", "BASIC", "FULL"), oneOf("status", "ENABLED", "DISABLED"),
				isARN("resource"), notifiedEvents},
			Create: []Rule{notificationNameFree, notifiedResource, notifiedTopics},
			Update: []Rule{notifiedTopics},
		},
	}
}

func connectionProvider(c *Call) []awserr.Fault {
	if c.In.Has("providerType") == c.In.Has("hostArn") {
		return fault("providerType", "one of `hostArn,providerType` must be specified, and only one")
	}
	return nil
}

// pipelineEvents are the notification events of a pipeline (Developer Tools
// console user guide, events for notification rules on pipelines).
var pipelineEvents = []string{
	"codepipeline-pipeline-action-execution-succeeded", "codepipeline-pipeline-action-execution-failed",
	"codepipeline-pipeline-action-execution-canceled", "codepipeline-pipeline-action-execution-started",
	"codepipeline-pipeline-stage-execution-started", "codepipeline-pipeline-stage-execution-succeeded",
	"codepipeline-pipeline-stage-execution-resumed", "codepipeline-pipeline-stage-execution-canceled",
	"codepipeline-pipeline-stage-execution-failed", "codepipeline-pipeline-pipeline-execution-failed",
	"codepipeline-pipeline-pipeline-execution-canceled", "codepipeline-pipeline-pipeline-execution-started",
	"codepipeline-pipeline-pipeline-execution-resumed", "codepipeline-pipeline-pipeline-execution-succeeded",
	"codepipeline-pipeline-pipeline-execution-superseded", "codepipeline-pipeline-manual-approval-failed",
	"codepipeline-pipeline-manual-approval-needed", "codepipeline-pipeline-manual-approval-succeeded",
}

func notifiedEvents(c *Call) []awserr.Fault {
	if arnOf(c.In.Str("resource")).Service != "codepipeline" {
		return nil
	}
	for _, event := range c.In.Strs("eventTypeIds") {
		if !slices.Contains(pipelineEvents, event) {
			return fault("eventTypeIds", "%s is no event of a pipeline", event)
		}
	}
	return nil
}

func notificationNameFree(c *Call) error {
	rules, err := c.List(c.Type.Token)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if r.Str("name") == c.Name() {
			return awserr.New("codestar notifications", "CreateNotificationRule", "ResourceAlreadyExistsException",
				"A notification rule with the name %s already exists in account %s", c.Name(), c.Account)
		}
	}
	return nil
}

func notifiedResource(c *Call) error {
	arn := c.In.Str("resource")
	if arnOf(arn).Service != "codepipeline" {
		return nil
	}
	if _, ok := c.Get(pipelineType, arnOf(arn).Resource); !ok {
		return awserr.New("codestar notifications", "CreateNotificationRule", "ResourceNotFoundException",
			"The resource %s does not exist", arn)
	}
	return nil
}

// notifiedTopics rejects topics that do not accept the notifications. AWS would mark
// such a target as unreachable without any message.
func notifiedTopics(c *Call) error {
	for _, target := range c.In.Maps("targets") {
		if kind := target.Str("type"); kind != "" && kind != "SNS" {
			continue
		}
		if why := c.silent(target.Str("address"), "codestar-notifications.amazonaws.com", c.ID); why != "" {
			return awserr.Warn("the notification rule %s would never be heard: %s.", c.Name(), why)
		}
	}
	return nil
}
