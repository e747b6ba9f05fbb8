package resources

import (
	"regexp"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const (
	trustLimit  = 2048  // IAM quota: characters of a trust policy
	inlineLimit = 10240 // IAM quota: characters of a role's inline policies together
)

// rolePath rejects a path that IAM does not take (IAM API Reference, CreateRole).
func rolePath(c *Call) error {
	if path := c.In.Str("path"); !pathPattern.MatchString(path) {
		return awserr.New("IAM", "CreateRole", "ValidationError",
			"The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "+
				"characters and/or / characters. (%s)", path)
	}
	return nil
}

var pathPattern = regexp.MustCompile(`^(/|/[!-\x7f]+/)$`)

// boundary rejects a permissions boundary that cannot be there. What policies people
// have made in an account is not simulated; they are taken on trust.
func boundary(operation string) Rule { return managedPolicy(operation, "permissionsBoundary") }

// managedPolicy rejects a managed policy that cannot be there, at the property.
func managedPolicy(operation, property string) Rule {
	return func(c *Call) error {
		text := c.In.Str(property)
		policy := arnOf(text)
		if text == "" || policy.AccountID == "aws" || policy.AccountID == c.Account &&
			policy.Service == "iam" && strings.HasPrefix(policy.Resource, "policy/") {
			return nil
		}
		return awserr.New("IAM", operation, "NoSuchEntity", "Scope ARN: %s does not exist or is not attachable.", text)
	}
}

// trustPolicy rejects a trust policy that IAM does not take.
func trustPolicy(operation string) Rule {
	return func(c *Call) error {
		text, ok := c.In.Text("assumeRolePolicy")
		if !ok {
			return nil
		}
		doc, err := c.document(text, "IAM", operation, "MalformedPolicyDocument", "Syntax errors in policy. (%s)")
		if err != nil {
			return err
		}
		if len(text) > trustLimit {
			return awserr.New("IAM", operation, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: %d", trustLimit)
		}
		for _, s := range doc.Statements {
			if len(s.Principals)+len(s.NotPrincipals) == 0 {
				return awserr.New("IAM", operation, "MalformedPolicyDocument", "AssumeRole policy must contain principals")
			}
			if len(s.Resources)+len(s.NotResources) > 0 {
				return awserr.New("IAM", operation, "MalformedPolicyDocument", "Has prohibited field Resource")
			}
			for _, action := range s.Actions {
				if !strings.HasPrefix(strings.ToLower(action), "sts:") {
					return awserr.New("IAM", operation, "MalformedPolicyDocument",
						"AssumeRole policy may only specify STS AssumeRole actions")
				}
			}
		}
		if bad := c.unknownPrincipal(doc); bad != "" {
			return awserr.New("IAM", operation, "MalformedPolicyDocument", "Invalid principal in policy: %s", bad)
		}
		return nil
	}
}

func roleThere(operation string) Rule {
	return func(c *Call) error {
		if _, ok := c.Get(roleType, c.In.Str("role")); !ok {
			return awserr.New("IAM", operation, "NoSuchEntity", "The role with name %s cannot be found.", c.In.Str("role"))
		}
		return nil
	}
}

// identityPolicy rejects an inline policy that IAM does not take.
func identityPolicy(c *Call) error {
	doc, err := c.document(c.In.Str("policy"), "IAM", "PutRolePolicy", "MalformedPolicyDocument",
		"Syntax errors in policy. (%s)")
	if err != nil {
		return err
	}
	for _, s := range doc.Statements {
		if len(s.Principals)+len(s.NotPrincipals) > 0 {
			return awserr.New("IAM", "PutRolePolicy", "MalformedPolicyDocument",
				"Policy document should not specify a principal.")
		}
		if len(s.Resources)+len(s.NotResources) == 0 {
			return awserr.New("IAM", "PutRolePolicy", "MalformedPolicyDocument", "Policy statement must contain resources.")
		}
		for _, r := range append(s.Resources, s.NotResources...) {
			if r != "*" && !strings.HasPrefix(r, "arn:") {
				return awserr.New("IAM", "PutRolePolicy", "MalformedPolicyDocument",
					"Resource %s must be in ARN format or \"*\".", r)
			}
		}
	}
	return nil
}

// inlineSize counts a role's inline policies together, without white space, as IAM does.
func inlineSize(c *Call) error {
	total := size(c.In.Str("policy"))
	others, err := c.Store.ListOf(c.Account, rolePolicyType, c.In.Str("role")+":")
	if err != nil {
		return err
	}
	for _, r := range others {
		other := properties.Map(r.Outputs)
		if other.Str("role") == c.In.Str("role") && other.Str("name") != c.Name() {
			total += size(other.Str("policy"))
		}
	}
	if total > inlineLimit {
		return awserr.New("IAM", "PutRolePolicy", "LimitExceeded", "Maximum policy size of %d bytes exceeded for role %s",
			inlineLimit, c.In.Str("role"))
	}
	return nil
}

func size(text string) int { return len(strings.Join(strings.Fields(text), "")) }
