package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
)

const (
	trustLimit  = 2048  // IAM quota: characters of a trust policy
	inlineLimit = 10240 // IAM quota: characters of a role's inline policies together
)

func rolePath(c *Call) []awserr.Fault {
	if path, ok := c.In.Text("path"); ok && (!strings.HasPrefix(path, "/") || !strings.HasSuffix(path, "/")) {
		return fault("path", "invalid value for path (must begin and end with /): %s", path)
	}
	return nil
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

func roleThere(c *Call) error {
	if _, ok := c.Get(roleType, c.In.Str("role")); !ok {
		return awserr.New("IAM", "PutRolePolicy", "NoSuchEntity", "The role with name %s cannot be found.", c.In.Str("role"))
	}
	return nil
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
	others, err := c.List(rolePolicyType)
	if err != nil {
		return err
	}
	for _, other := range others {
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

func roleWithoutPolicies(c *Call) error {
	policies, err := c.List(rolePolicyType)
	if err != nil {
		return err
	}
	for _, p := range policies {
		if p.Str("role") == c.ID {
			return awserr.New("IAM", "DeleteRole", "DeleteConflict", "Cannot delete entity, must delete policies first.")
		}
	}
	return nil
}

// assumable rejects a role at the path that the service may not assume: it does
// not exist, or its trust policy does not let the service in.
func assumable(service, operation, path, principal string) Rule {
	return func(c *Call) error {
		arn, ok := c.In.Text(path)
		if !ok {
			return nil
		}
		if !c.trusts(arn, c.serviceRequest(principal)) {
			e := cannotAssume[service]
			return awserr.New(service, operation, e.code, "%s (role %s, service %s)", e.message, arn, principal)
		}
		return nil
	}
}

// cannotAssume is how each service says that it may not assume a role.
var cannotAssume = map[string]struct{ code, message string }{
	"CodeBuild":    {"InvalidInputException", "CodeBuild is not authorized to perform: sts:AssumeRole on service role"},
	"CodePipeline": {"InvalidStructureException", "CodePipeline is not authorized to perform AssumeRole on role"},
	"CodeDeploy":   {"InvalidRoleException", "AWS CodeDeploy does not have the permissions required to assume the role"},
	"EventBridge":  {"ValidationException", "Provided role cannot be assumed by principal"},
	"SFN": {"AccessDeniedException",
		"Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the " +
			"provided role."},
}

// serviceRequest is a service's question to a trust policy on behalf of the
// call's resource. It carries the source keys that AWS would send.
func (c *Call) serviceRequest(principal string) policy.Request {
	context := map[string]string{"aws:sourceaccount": c.Account}
	trial := *c
	if trial.ID == "" {
		trial.ID = c.Type.ID(c)
	}
	if c.Type.Outputs != nil {
		if arn, ok := c.Type.Outputs(&trial)["arn"].(string); ok {
			context["aws:sourcearn"] = arn
		}
	}
	return policy.Request{
		Service: principal,
		Action:  "sts:AssumeRole",
		Context: context,
	}
}

// trusts reports whether the role exists and its trust policy lets the request
// in. Roles of accounts that are not simulated are taken on trust.
func (c *Call) trusts(arn string, r policy.Request) bool {
	role, known := c.role(arn)
	if !known {
		return arnOf(arn).AccountID != "" && !c.Simulated(arnOf(arn).AccountID)
	}
	doc, err := policy.Parse(role.Str("assumeRolePolicy"))
	return err == nil && doc.Allows(r)
}

// role returns a simulated role by its ARN.
func (c *Call) role(arn string) (properties.Map, bool) {
	name, ok := roleOf(arn)
	if !ok {
		return nil, false
	}
	return c.GetIn(arnOf(arn).AccountID, roleType, name)
}

// rolePermits reports whether the role's inline policies allow the action.
func (c *Call) rolePermits(arn, action, resource string) (bool, error) {
	name, _ := roleOf(arn)
	list, err := c.Store.List(arnOf(arn).AccountID, rolePolicyType)
	if err != nil {
		return false, err
	}
	var all policy.Document
	for _, p := range list {
		if p.Outputs["role"] != name {
			continue
		}
		text, _ := p.Outputs["policy"].(string)
		doc, err := policy.Parse(text)
		if err != nil {
			return false, err
		}
		all.Statements = append(all.Statements, doc.Statements...)
	}
	return all.Permits(policy.Request{
		Action:   action,
		Resource: resource,
		Context:  map[string]string{},
	}), nil
}
