package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/tests/iam/actions"
	"slipway/tests/iam/policy"
)

// unsourced are the services that a resource policy, or a role's trust, admits without a
// condition on the resource they act for, with the page of AWS that documents no such
// condition.
var unsourced = map[string]string{
	"sns codestar-notifications.amazonaws.com": "Developer Tools console User Guide, set-up-sns: no condition",
	"kms codestar-notifications.amazonaws.com": "Developer Tools console User Guide, set-up-sns: kms:ViaService only",
	"iam chatbot.amazonaws.com": "Amazon Q Developer in chat applications Administrator " +
		"Guide: no condition",
}

// globalKeys are the keys that AWS sends with every action (IAM User Guide,
// reference_policies_condition-keys), as far as they may be asked for.
var globalKeys = []string{
	"lambda:SourceFunctionArn", // with all that a function's code calls (Lambda Developer Guide, configuration-vpc)
	"aws:PrincipalArn", "aws:ResourceAccount", "aws:SecureTransport", "aws:SourceAccount", "aws:SourceArn",
}

// knownKey reports whether AWS sends the key with one of the actions. A misspelt key is
// never sent, and a negated operator then always holds.
func knownKey(e policy.Entry, key string) bool {
	return slices.Contains(globalKeys, key) ||
		slices.ContainsFunc(e.Actions, func(action string) bool { return actions.Sends(action, key) })
}

func knownConditions(e policy.Entry) []string {
	var found []string
	for operator, keys := range e.Conditions {
		for key, values := range keys {
			if !knownKey(e, key) {
				found = append(found, "condition key "+key+" is not sent with its actions")
			}
			if len(values) == 0 {
				found = append(found, fmt.Sprintf("condition %s %s has no values", operator, key))
			}
		}
	}
	return found
}

// trustedFor wants each service that may take on a role to act for this account,
// and each account to be narrowed to roles of exact names.
func trustedFor(e policy.Entry) []string {
	if e.Kind != policy.Trust || e.Effect == "Deny" {
		return nil
	}
	var found []string
	if !slices.Equal(e.Actions, []string{"sts:AssumeRole"}) {
		found = append(found, fmt.Sprintf("trusts with %v", e.Actions))
	}
	for _, service := range e.Principals["Service"] {
		if !exactly(e, "StringEquals", "aws:SourceAccount") && unsourced["iam "+service] == "" {
			found = append(found, "trusts a service for any account")
		}
	}
	return append(found, narrowed(e)...)
}

// admittedFor wants the same of the policies of resources.
func admittedFor(e policy.Entry) []string {
	if e.Kind != policy.Resource || e.Effect == "Deny" || administration(e) {
		return nil
	}
	var found []string
	own := strings.Split(e.Owner, ":")[2]
	for _, service := range e.Principals["Service"] {
		sourced := exactly(e, "StringEquals", "aws:SourceAccount") || len(sources(e)) > 0
		if !sourced && unsourced[own+" "+service] == "" {
			found = append(found, "lets "+service+" in for anybody")
		}
	}
	return append(found, narrowed(e)...)
}

// sources are the ARNs that a service may act for, when each names its account
// or a bucket.
func sources(e policy.Entry) []string {
	values := e.Conditions["ArnLike"]["aws:SourceArn"]
	for _, value := range values {
		parts := strings.SplitN(value, ":", 6)
		if len(parts) < 6 || parts[2] != "s3" && strings.ContainsAny(parts[4], "*?") || strings.Trim(parts[5], "*?") == "" {
			return nil
		}
	}
	return values
}

// narrowed wants another account to be admitted for roles of exact names only.
func narrowed(e policy.Entry) []string {
	var found []string
	for _, kind := range slices.Sorted(maps.Keys(e.Principals)) {
		for _, principal := range e.Principals[kind] {
			switch {
			case principal == "*":
				found = append(found, "lets everybody in")
			case kind == "AWS" && strings.HasSuffix(principal, ":root") && !exactly(e, "ArnEquals", "aws:PrincipalArn"):
				found = append(found, "lets all of "+principal+" in")
			case kind != "AWS" && kind != "Service":
				found = append(found, "lets a principal of kind "+kind+" in")
			}
		}
	}
	return found
}

// exactly reports whether the condition is there and its values have no wildcard.
func exactly(e policy.Entry, operator, key string) bool {
	values := e.Conditions[operator][key]
	return len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return strings.ContainsAny(v, "*?") })
}
