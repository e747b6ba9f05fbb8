package resources

import (
	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
)

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
	"chatbot":      {"InvalidParameterException", "The service may not assume the role"},
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
	role, ok := c.GetIn(arnOf(arn).AccountID, roleType, name)
	return role, ok && role.Str("arn") == arn // and not one of another path
}

// rolePermits reports whether the role's inline policies allow the action.
func (c *Call) rolePermits(arn, action, resource string) (bool, error) {
	name, _ := roleOf(arn)
	list, err := c.Store.ListOf(arnOf(arn).AccountID, rolePolicyType, name+":")
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
