package security_test

import (
	"slices"
	"strings"
)

// eachGrant checks every allowing statement of a policy. A policy without one is a
// fault, because there would be nothing to check.
func eachGrant(fault func(statement) string) func(*environment, subject) string {
	return func(_ *environment, s subject) string {
		grants := policy(s.resource, "policy").allows()
		for _, grant := range grants {
			if found := fault(grant); found != "" {
				return found
			}
		}
		return unless(len(grants) > 0, "grants nothing that can be read")
	}
}

func allPowerful(s statement) string {
	for _, action := range s.Action {
		if action == "*" || strings.HasSuffix(action, ":*") {
			return "may " + action
		}
	}
	return unless(len(s.NotAction) == 0, "may do all but a few things")
}

func unnamed(s statement) string {
	for _, r := range s.Resource {
		for _, action := range s.Action {
			if _, known := unscopable[action]; r == "*" && !known {
				return action + " on everything"
			}
		}
		if r != "*" && anywhere(r) {
			return "a resource that could be anywhere: " + r
		}
	}
	return unless(len(s.Resource) > 0, "no resource")
}

func passing(s statement) string {
	if !slices.Contains(s.Action, "iam:PassRole") {
		return ""
	}
	return faults(
		unless(!slices.ContainsFunc(s.Resource, wild), "may pass any role"),
		unless(s.exact("iam:PassedToService", "StringEquals") != nil, "may pass a role to any service"),
	)
}

func managesPermissions(action string) bool { return permission.MatchString(action) }

func exposing(s statement) string {
	for _, action := range s.Action {
		_, known := unscopable[action]
		switch {
		case managesPermissions(action):
			return action + " manages permissions"
		case !known && credential.MatchString(action) && slices.ContainsFunc(s.Resource, wild):
			return action + " hands out credentials of more than one"
		case !known && slices.Contains(s.Resource, "*"):
			return action + " without limits"
		}
	}
	return ""
}
