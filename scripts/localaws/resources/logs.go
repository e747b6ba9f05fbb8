package resources

import (
	"regexp"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/logs"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
)

const logGroupType = "aws:cloudwatch/logGroup:LogGroup"

func logsTypes() []*Type {
	return []*Type{
		{
			Token:    logGroupType,
			Label:    "CloudWatch Logs Log Group",
			Tagged:   true,
			Replace:  []string{"name", "logGroupClass"},
			Defaults: properties.Map{"skipDestroy": false, "retentionInDays": float64(0)},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      512,
				Allowed:  `[.\-_/#A-Za-z0-9]+`,
				Words:    "must be letters, digits and the characters . - _ / #",
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"arn": c.ARN("logs", "log-group:"+c.ID), "logGroupClass": "STANDARD"}
			},
			Validate: []Check{
				// The values that PutRetentionPolicy takes (CloudWatch Logs API reference).
				oneOfNumbers("retentionInDays", 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827,
					2192, 2557, 2922, 3288, 3653),
				oneOf("logGroupClass", "STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
			},
			Create: []Rule{logGroupNotReserved, logGroupKey("CreateLogGroup")},
			Update: []Rule{logGroupKey("AssociateKmsKey")},
			Exists: taken("CloudWatch Logs", "CreateLogGroup", "ResourceAlreadyExistsException",
				func(*Call) string { return "The specified log group already exists" }),
			Deleted: forgetEvents,
		},
		{
			Token:    "aws:cloudwatch/queryDefinition:QueryDefinition",
			Label:    "CloudWatch Query Definition",
			Required: []string{"queryString"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      255,
				Allowed:  `[^:*]+`,
				Words:    "must not contain a colon or asterisk",
			},
			ID:       (*Call).UUID,
			Outputs:  func(c *Call) properties.Map { return properties.Map{"queryDefinitionId": c.ID} },
			Validate: []Check{longest("queryString", 10000)},
			Create:   []Rule{queriedGroupsThere, queryWords},
			Update:   []Rule{queriedGroupsThere, queryWords},
		},
	}
}

// forgetEvents: what was written to a group goes with it.
func forgetEvents(c *Call) error { return c.Store.DeleteDocument(c.Account, logs.Kind, c.ID) }

func logGroupNotReserved(c *Call) error {
	if strings.HasPrefix(c.Name(), "aws/") {
		return awserr.New("CloudWatch Logs", "CreateLogGroup", "InvalidParameterException",
			"Log groups starting with AWS/ are reserved for AWS.")
	}
	return nil
}

// logGroupKey wants a key that the Logs service may use for this very group.
func logGroupKey(operation string) Rule {
	return func(c *Call) error {
		key := c.In.Str("kmsKeyId")
		if key == "" {
			return nil
		}
		arn := c.ARN("logs", "log-group:"+c.Name())
		r := policy.Request{
			Service:  "logs." + c.Region + ".amazonaws.com",
			Action:   "kms:Encrypt",
			Resource: "*",
			Context: map[string]string{
				"kms:encryptioncontext:aws:logs:arn": arn,
				"aws:sourceaccount":                  c.Account,
				"aws:sourcearn":                      arn,
			},
		}
		if c.keyState(key) != keyUsable || !c.keyAdmits(key, r) {
			return awserr.New("CloudWatch Logs", operation, "InvalidParameterException",
				"The specified KMS key does not exist or is not allowed to be used with Arn '%s'", arn)
		}
		return nil
	}
}

func queriedGroupsThere(c *Call) error {
	for _, name := range c.In.Strs("logGroupNames") {
		if _, ok := c.Get(logGroupType, name); !ok {
			return awserr.New("CloudWatch Logs", "PutQueryDefinition", "ResourceNotFoundException",
				"The specified log group does not exist: %s", name)
		}
	}
	return nil
}

// queryCommands are the commands of Logs Insights (CloudWatch Logs user guide,
// supported commands).
var queryCommands = []string{
	"fields", "filter", "stats", "sort", "limit", "parse", "display", "dedup", "pattern", "diff", "unmask", "unnest",
	"anomaly", "filterindex", "source", "join", "lookup",
}

var (
	queryQuoted  = regexp.MustCompile(`"[^"]*"|'[^']*'|/(?:[^/\\\n]|\\.)*/|` + "`[^`]*`")
	queryComment = regexp.MustCompile(`(?m)^\s*#.*$`)
)

// queryWords wants every part of a query to begin with a command. AWS saves any
// text; the query would fail when a person runs it.
func queryWords(c *Call) error {
	text := queryQuoted.ReplaceAllString(queryComment.ReplaceAllString(c.In.Str("queryString"), ""), "''")
	for _, part := range strings.Split(text, "|") {
		words := strings.Fields(part)
		if len(words) == 0 {
			return awserr.Warn("a part of the query %s is empty: %q", c.Name(), c.In.Str("queryString"))
		}
		if !slices.Contains(queryCommands, strings.ToLower(words[0])) {
			return awserr.Warn("the query %s has no command %q", c.Name(), words[0])
		}
	}
	return nil
}
