package lint

import (
	"fmt"
	"slices"
	"strings"

	"slipway/tests/iam/actions"
	"slipway/tests/iam/policy"
)

// wildcards are the actions that may end in one, with the page that writes them
// so: AWS may use any of the family.
var wildcards = map[string]string{
	"kms:GenerateDataKey*": "SNS Developer Guide, sns-key-management",
	"kms:ReEncrypt*":       "CodePipeline User Guide, pipelines-create-cross-account",
}

// noNegation rejects NotAction and the like: they would include AWS's next service.
func noNegation(e policy.Entry) []string {
	var found []string
	if len(e.NotActions) > 0 {
		found = append(found, "NotAction")
	}
	if len(e.NotResources) > 0 {
		found = append(found, "NotResource")
	}
	if len(e.NotPrincipals) > 0 {
		found = append(found, "NotPrincipal")
	}
	return found
}

func knownActions(e policy.Entry) []string {
	var found []string
	for _, action := range e.Actions {
		if len(actions.Matching(action)) == 0 {
			found = append(found, "there is no action "+action)
		}
	}
	return found
}

// noWildcardAction lets only denials and a key's administration by its own
// account speak of every action: without the latter a key can become
// unmanageable (KMS Developer Guide, key-policy-default).
func noWildcardAction(e policy.Entry) []string {
	if e.Effect == "Deny" || administration(e) {
		return nil
	}
	var found []string
	for _, action := range e.Actions {
		if strings.ContainsAny(action, "*?") && wildcards[action] == "" {
			found = append(found, "allows "+action)
		}
	}
	return found
}

// administration reports whether the statement is a key's administration.
func administration(e policy.Entry) bool {
	return strings.HasPrefix(e.Owner, "arn:aws:kms:") && slices.Equal(e.Actions, []string{"kms:*"}) &&
		len(e.Principals) == 1 && slices.Equal(e.Principals["AWS"], []string{"arn:aws:iam::" + e.Account + ":root"})
}

// scopedResources lets a role act on all resources only where AWS asks for none.
func scopedResources(e policy.Entry) []string {
	if e.Kind != policy.Identity || !slices.Contains(e.Resources, "*") {
		return nil
	}
	var found []string
	for _, action := range e.Actions {
		if !actions.Unscopable(action) {
			found = append(found, action+" on all resources")
		}
	}
	return found
}

// exactRoles wants roles that are taken on or handed over by their full names.
func exactRoles(e policy.Entry) []string {
	if e.Kind != policy.Identity {
		return nil
	}
	var found []string
	for _, action := range e.Actions {
		if action != "sts:AssumeRole" && action != "iam:PassRole" {
			continue
		}
		for _, resource := range e.Resources {
			if strings.ContainsAny(resource, "*?") {
				found = append(found, fmt.Sprintf("%s on %s, which is no one role", action, resource))
			}
		}
		if action == "iam:PassRole" && len(e.Conditions["StringEquals"]["iam:PassedToService"]) == 0 {
			found = append(found, "iam:PassRole to any service")
		}
	}
	return found
}

// liveGrants wants each action to apply to each resource that it is given.
func liveGrants(e policy.Entry) []string {
	if e.Effect == "Deny" || administration(e) {
		return nil
	}
	var found []string
	for _, g := range (policy.Set{e}).Grants() {
		if !actions.Applies(g.Action, g.Resource) {
			found = append(found, fmt.Sprintf("%s never applies to %s", g.Action, g.Resource))
		}
	}
	return found
}

// noVariables keeps policy variables out, which the evaluator does not know.
func noVariables(e policy.Entry) []string {
	for _, resource := range e.Resources {
		if strings.Contains(resource, "${") {
			return []string{"the variable in " + resource}
		}
	}
	return nil
}
