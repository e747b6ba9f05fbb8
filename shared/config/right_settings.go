package config

// rightSettings are what a function may do. They have no value for all services: each has
// what it needs.
var rightSettings = []setting{
	{
		Key: Key{
			Name:    "statements",
			Default: "none",
			Rule: "what the function may do: statements of `actions` and `resources`, and `conditions` as in a policy of IAM. " +
				"An action has its whole name, without a wildcard; `*` as a resource needs a `reason`. A resource may hold an " +
				"output of another stack of yours, `${stack:PROJECT#OUTPUT}` of the same environment or " +
				"`${stack:ORGANIZATION/PROJECT/STACK#OUTPUT}` of any. At most 20. A change is live at once",
			Example: `[{"actions": ["dynamodb:GetItem", "dynamodb:PutItem"], "resources": ["${stack:shop#tableArn}"]}]`,
			Schema:  statementsSchema(),
		},
		layers: inCompute,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Statements = r.statements("statements") },
	},
	{
		Key: Key{
			Name:    "policies",
			Default: "none",
			Rule: "the ARNs of up to ten managed policies of the function's role, of AWS's or of the function's account; none " +
				"of AWS's that allow all of a service. A change is live at once",
			Example: `["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"]`,
			Schema: Schema{
				"type":        "array",
				"items":       Pattern(policyPattern),
				"maxItems":    mostPolicies,
				"uniqueItems": true,
			},
		},
		layers: inCompute,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Policies = r.policies("policies") },
	},
	{
		Key: Key{
			Name:    "secrets",
			Default: "none",
			Rule: "by variable of the function, the secret of Secrets Manager that its value is the ARN of, and that the " +
				"function may read: its name in the function's account, or its ARN; with `name` and `key`, the ARN of a key " +
				"of yours that it is encrypted with. No state holds the secret. The Test stage has neither. " + withRelease,
			Example: `{"DB_SECRET_ARN": "shop/db"}`,
			Schema:  readableSchema(),
		},
		layers: inCompute,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Secrets = r.readable("secrets", secretKind) },
	},
	{
		Key: Key{
			Name:    "parameters",
			Default: "none",
			Rule:    "the same for parameters of Systems Manager. " + withRelease,
			Example: `{"LIMITS_ARN": {"name": "/shop/limits", "key": "` + keyArnExample + `"}}`,
			Schema:  readableSchema(),
		},
		layers: inCompute,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Parameters = r.readable("parameters", parameterKind) },
	},
}

const keyArnExample = "arn:aws:kms:us-east-1:111122223333:key/0123abcd-01ab-23cd-45ef-0123456789ab"

func statementsSchema() Schema {
	return Schema{"type": "array", "maxItems": mostStatements, "items": Schema{
		"type": "object",
		"properties": Schema{
			"actions":    List(Pattern(actionPattern)),
			"resources":  List(Text()),
			"reason":     Text(),
			"conditions": ByService(ByService(Schema{"type": "array", "items": Text(), "minItems": 1})),
		},
		"required":             []string{"actions", "resources"},
		"additionalProperties": false,
	}}
}
