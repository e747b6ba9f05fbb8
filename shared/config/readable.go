package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Readable is a secret of Secrets Manager or a parameter of Systems Manager that a function
// may read. The function has its ARN, and nothing of slipway's has its value.
type Readable struct {
	Name string // or its ARN
	Key  string // ARN of the customer managed key that it is encrypted with; "" for AWS's own
}

// readableKind is what is read: a secret or a parameter.
type readableKind struct {
	name, arn *regexp.Regexp
	most      int // characters of the name; the pattern would be slow to compile with it
	rule      string
	refused   func(name string) string // why not, "" for no reason
}

var (
	keyArnPattern = regexp.MustCompile(`^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$`)

	secretKind = readableKind{
		name: regexp.MustCompile(`^[A-Za-z0-9/_+=.@-]+$`),
		arn:  regexp.MustCompile(`^arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$`),
		most: 512,
		rule: "the name of a secret, such as shop/db, or its whole ARN",
		refused: func(name string) string {
			// Secrets Manager ends the ARNs of secrets so, and would look for another one (its user
			// guide, troubleshoot: a secret from a partial ARN).
			if endsAsArn.MatchString(name) {
				return "the whole ARN of this secret: a name that ends in a hyphen and six characters reads as one"
			}
			return ""
		},
	}
	parameterKind = readableKind{
		name: regexp.MustCompile(`^(/[A-Za-z0-9_.-]+){1,15}$|^[A-Za-z0-9_.-]+$`),
		arn:  regexp.MustCompile(`^arn:aws:ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9_./-]+$`),
		most: 1000,
		rule: "the name of a parameter, such as /shop/db, or its whole ARN",
		refused: func(name string) string {
			if reservedParameter.MatchString(strings.TrimPrefix(name, "/")) {
				return "a parameter of your own: AWS reserves names that begin with aws or ssm"
			}
			return ""
		},
	}
	endsAsArn         = regexp.MustCompile(`-[A-Za-z0-9]{6}$`)
	reservedParameter = regexp.MustCompile(`(?i)^(aws|ssm)`)
)

// readable reads an object from the name of a variable to what its value is the ARN of.
func (r *Reader) readable(key string, kind readableKind) map[string]Readable {
	var given map[string]any
	r.Object(key, &given, `an object from variable to name, such as {"DB_SECRET_ARN": "shop/db"}`)
	all := map[string]Readable{}
	for _, variable := range slices.Sorted(maps.Keys(given)) {
		all[variable] = r.within(key, given, slices.Collect(maps.Keys(given))...).one(variable, given[variable], kind)
	}
	return all
}

func (r *Reader) one(variable string, given any, kind readableKind) Readable {
	parts, whole := given.(map[string]any)
	if !whole {
		parts = map[string]any{"name": given}
	}
	of := r.within(variable, parts, "name", "key")
	one := Readable{of.Text("name", ""), of.Text("key", "")}
	switch {
	case kind.arn.MatchString(one.Name):
	case !kind.name.MatchString(one.Name), len(one.Name) > kind.most:
		of.Reject("name", one.Name, kind.rule)
	case kind.refused(one.Name) != "":
		of.Reject("name", one.Name, kind.refused(one.Name))
	}
	if one.Key != "" && !keyArnPattern.MatchString(one.Key) {
		of.Reject("key", one.Key, "the ARN of a key of KMS; IAM knows no aliases")
	}
	return one
}

func readableSchema() Schema {
	return ByService(Schema{"anyOf": []Schema{
		Text(),
		{
			"type":                 "object",
			"properties":           Schema{"name": Text(), "key": Pattern(keyArnPattern)},
			"required":             []string{"name"},
			"additionalProperties": false,
		},
	}})
}
