package resources

import "slipway/scripts/localaws/properties"

const logGroupType = "aws:cloudwatch/logGroup:LogGroup"

func logsKinds() []*Kind {
	return []*Kind{
		{
			Token: logGroupType, Label: "CloudWatch Logs Log Group", Tagged: true, Replace: []string{"name", "logGroupClass"},
			Defaults: properties.Map{"skipDestroy": false, "retentionInDays": float64(0)},
			Name: Name{Property: "name", Auto: true, Min: 1, Max: 512, Allowed: `[.\-_/#A-Za-z0-9]+`,
				Words: "must be letters, digits and the characters . - _ / #"},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"arn": c.ARN("logs", "log-group:"+c.ID), "logGroupClass": "STANDARD"}
			},
			Plan: []Check{
				// The values that PutRetentionPolicy takes (CloudWatch Logs API reference).
				oneOfNumbers("retentionInDays", 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653),
				oneOf("logGroupClass", "STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
			},
			Create: []Rule{logGroupNotReserved, logGroupKey("CreateLogGroup")},
			Update: []Rule{logGroupKey("AssociateKmsKey")},
			Exists: taken("CloudWatch Logs", "CreateLogGroup", "ResourceAlreadyExistsException", func(*Call) string { return "The specified log group already exists" }),
		},
		{
			Token: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", Label: "CloudWatch Logs Resource Policy",
			Required: []string{"policyDocument", "policyName"}, Replace: []string{"policyName"},
			Name:   Name{Property: "policyName"},
			ID:     (*Call).Name,
			Plan:   []Check{isJSON("policyDocument"), longest("policyDocument", 5120)},
			Create: []Rule{logPolicy, logPolicyQuota},
			Update: []Rule{logPolicy},
		},
		{
			Token: "aws:cloudwatch/queryDefinition:QueryDefinition", Label: "CloudWatch Query Definition", Required: []string{"queryString"},
			Name:    Name{Property: "name", Auto: true, Min: 1, Max: 255, Allowed: `[^:*]+`, Words: "must not contain a colon or asterisk"},
			ID:      (*Call).UUID,
			Outputs: func(c *Call) properties.Map { return properties.Map{"queryDefinitionId": c.ID} },
			Plan:    []Check{longest("queryString", 10000)},
			Create:  []Rule{queriedGroupsThere, queryWords},
			Update:  []Rule{queriedGroupsThere, queryWords},
		},
	}
}
