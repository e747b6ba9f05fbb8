package config

import (
	"regexp"
	"strconv"

	"slipway/shared/contract"
)

// Key documents a key of a stack file: docs/configuration.md and the schema of the
// stack files are made from it.
type Key struct {
	Name    string // with a namespace only if it is not the project's
	Default string // a value in backquotes, or what holds without one
	Rule    string
	Example string
	Schema  Schema
}

// Schema is the JSON schema of a value.
type Schema map[string]any

// Text is any text.
func Text() Schema { return Schema{"type": "string"} }

// Whole is a whole number, which may be written as text.
func Whole(least, most int) Schema {
	return Schema{"anyOf": []Schema{
		{"type": "integer", "minimum": least, "maximum": most},
		{"type": "string", "pattern": "^-?[0-9]+$"},
	}}
}

// Choice is one of some texts.
func Choice(values ...string) Schema { return Schema{"enum": values} }

// Flag is true or false, which may be written as text.
func Flag() Schema { return Schema{"enum": []any{true, false, "true", "false"}} }

// Pattern is a text of a pattern.
func Pattern(pattern *regexp.Regexp) Schema {
	return Schema{"type": "string", "pattern": pattern.String()}
}

// ByService is an object from service to value.
func ByService(value Schema) Schema {
	return Schema{"type": "object", "additionalProperties": value}
}

// List is a list with at least one value, none twice.
func List(value Schema) Schema {
	return Schema{"type": "array", "items": value, "minItems": 1, "uniqueItems": true}
}

// days are the periods that CloudWatch Logs offers.
func days() Schema {
	var all []any
	for _, d := range retentionDays {
		all = append(all, d, strconv.Itoa(d))
	}
	return Schema{"enum": all}
}

// account is the id of an AWS account. YAML takes one without quotes for a number.
func account() Schema { return Schema{"type": []string{"string", "integer"}} }

// list is the schema of the key services: a list of names, or an object of settings.
func list() Schema {
	properties := Schema{}
	for _, key := range SettingKeys() {
		properties[key.Name] = Described(key)
	}
	one := Schema{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
	return Schema{"anyOf": []Schema{
		List(Schema{"type": "string"}),
		{"type": "object", "minProperties": 1, "additionalProperties": one},
	}}
}

// Described is a key's schema with the rule, which editors show.
func Described(key Key) Schema {
	all := Schema{"description": key.Rule}
	for name, value := range key.Schema {
		all[name] = value
	}
	return all
}

// CommonKeys are the keys that the layers share.
var CommonKeys = []Key{
	{
		Name:    "environmentSuffix",
		Default: "the stack's name, which is `ENV`",
		Rule: "1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end; it ends the name of " +
			"every resource. The name of a CodeStar connection leaves room for 14",
		Example: "pr-42",
		Schema:  Text(),
	},
	{
		Name:    "services",
		Default: "`[\"" + DefaultService + "\"]`",
		Rule: "a list of names, or an object from name to [settings](#settings-of-a-service); at least one; " +
			"each 1 to 20 lower-case letters, digits and single hyphens, beginning with a " +
			"letter and not ending with a hyphen; none twice, and none whose resources would have the names of " +
			"slipway's own",
		Example: `["api", "cart"]`,
		Schema:  list(),
	},
	{
		Name:    "account",
		Default: "the account of the credentials of the first deployment",
		Rule: "the only AWS account this environment may be deployed to, 12 digits. The `pulumi` command deploys " +
			"nothing without it. A simulated environment is in it as well, simulated",
		Example: "111122223333",
		Schema:  account(),
	},
	{
		Name:    "targetAccount",
		Default: "the account of the pipeline",
		Rule:    "the account that the functions run in when it is another one, 12 digits",
		Example: "444455556666",
		Schema:  account(),
	},
	{
		Name:    "targetRole",
		Default: "`" + DefaultTargetRole + "`, which works from the organization's management account alone",
		Rule: "name of the role in `targetAccount` that Pulumi assumes and that `status` and `rollback` look with, " +
			"with its path if it has one. It must [trust](#the-role-in-another-account) the account of the pipeline",
		Example: "deploy/Slipway",
		Schema:  Pattern(rolePattern),
	},
	{
		Name:    "targetExternalId",
		Default: "none",
		Rule:    "the external id that the trust policy of `targetRole` asks for",
		Example: "slipway-prod",
		Schema:  Pattern(externalIDPattern),
	},
	functionTrustKey,
	rollbackAlarmsKey,
	tagsKey,
	roleKeys[0],
	roleKeys[1],
	{
		Name:    "aws:region",
		Default: "`" + contract.DefaultRegion + "`",
		Rule:    "the AWS region of the environment",
		Example: "eu-west-1",
		Schema:  Text(),
	},
	{
		Name:    "aws:profile",
		Default: "`AWS_PROFILE`, or what AWS's tools use without it",
		Rule:    "the profile of `~/.aws` whose credentials reach the account, SSO included",
		Example: "shop-prod",
		Schema:  Text(),
	},
	{
		Name:    "aws:assumeRole",
		Default: "none",
		Rule: "a role that is assumed with these credentials: `roleArn`, and `externalId` and `sessionName` if they are " +
			"needed; not together with `targetAccount`",
		Example: `{"roleArn": "arn:aws:iam::111122223333:role/Slipway"}`,
		Schema: Schema{
			"type": "object",
			"properties": Schema{
				"roleArn":     Pattern(roleArnPattern),
				"externalId":  Text(),
				"sessionName": Text(),
			},
			"required":             []string{"roleArn"},
			"additionalProperties": false,
		},
	},
}
