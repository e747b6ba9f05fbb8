package resources

import "slipway/scripts/localaws/properties"

const connectionType = "aws:codestarconnections/connection:Connection"

func connectionKinds() []*Kind {
	return []*Kind{
		{
			Token: connectionType, Label: "CodeStar Connections Connection", Tagged: true, Replace: []string{"name", "providerType", "hostArn"},
			Name: Name{Property: "name", Auto: true, Min: 1, Max: 32},
			ID:   func(c *Call) string { return c.ARN("codestar-connections", "connection/"+c.UUID()) },
			Outputs: func(c *Call) properties.Map {
				// A person finishes the handshake in the console; until then it is PENDING.
				return properties.Map{"arn": c.ID, "connectionStatus": c.Keep("connectionStatus", func() any { return "PENDING" })}
			},
			Plan: []Check{
				oneOf("providerType", "Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged"), connectionProvider,
			},
		},
		{
			Token: "aws:codestarnotifications/notificationRule:NotificationRule", Label: "CodeStar Notification Rule", Tagged: true,
			Required: []string{"detailType", "eventTypeIds", "resource"}, Replace: []string{"resource"}, Defaults: properties.Map{"status": "ENABLED"},
			Name: Name{Property: "name", Auto: true, Min: 1, Max: 64, Allowed: `[A-Za-z0-9_-]+`, Words: "must be letters, digits, hyphens and underscores"},
			ID: func(c *Call) string {
				return c.ARN("codestar-notifications", "notificationrule/"+c.Random(hexDigits, 40))
			},
			Outputs: func(c *Call) properties.Map { return properties.Map{"arn": c.ID} },
			Settle: func(_ *Call, out properties.Map) {
				for _, target := range out.Maps("targets") {
					target["status"] = "ACTIVE"
				}
			},
			Plan:   []Check{oneOf("detailType", "BASIC", "FULL"), oneOf("status", "ENABLED", "DISABLED"), isARN("resource"), notifiedEvents},
			Create: []Rule{notificationNameFree, notifiedResource, notifiedTopics},
			Update: []Rule{notifiedTopics},
		},
	}
}
