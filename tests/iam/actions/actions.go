// Package actions knows what IAM knows of the services used here: which actions
// there are, on what kind of resource each is checked, and which conditions each
// sends. It reads AWS's Service Authorization Reference; where AWS's own guides say
// something else, beside says so. It judges no policy.
package actions

import (
	"slices"
	"strings"

	document "slipway/scripts/localaws/policy"
)

// Matching are the actions of AWS that match a pattern.
func Matching(pattern string) []string {
	if _, known := known[pattern]; known {
		return []string{pattern}
	}
	var found []string
	for name := range known {
		if document.Like(pattern, name) {
			found = append(found, name)
		}
	}
	return found
}

// Applies reports whether the action is ever checked against a resource of that
// form; for a pattern of actions, whether each of them is. A right that never applies
// does nothing, and hides that one is missing.
func Applies(action, resource string) bool {
	if resource == "*" {
		return Unscopable(action)
	}
	names := Matching(action)
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool {
		return !slices.ContainsFunc(known[name].arns, func(form string) bool { return overlap(form, resource) })
	})
}

// Unscopable reports whether the action may be given on all resources, because AWS
// checks it against none.
func Unscopable(action string) bool {
	a, there := known[action]
	return there && (len(a.arns) == 0 || Unscoped[action] != "")
}

// Sends reports whether AWS sends the condition key with the action. The keys that it
// sends with every action, aws:…, are not in the reference.
func Sends(action, key string) bool {
	if strings.HasPrefix(key, "aws:ResourceTag/") {
		key = "aws:ResourceTag/*"
	}
	return slices.ContainsFunc(Matching(action), func(name string) bool { return slices.Contains(known[name].keys, key) })
}

// Unscoped are the actions that have to be given on all resources although the
// reference names a resource for them, with the page that says why.
var Unscoped = map[string]string{
	"cloudwatch:GetMetricData": "CloudWatch User Guide, permissions-reference-cw: metrics of AWS are in no data set",
	"cloudwatch:PutMetricData": "CloudWatch User Guide, iam-cw-condition-keys-namespace: scoped by the namespace",
}

// beside are resources that an action is checked against as well, by the page of an
// AWS guide that the reference does not agree with. A right that is given on both
// holds whichever is true.
var beside = map[string][]string{
	// Lambda Developer Guide, lambda-api-permissions-ref: the version or the alias that
	// is called, read or moved.
	"lambda:AddPermission":                   {qualified},
	"lambda:CreateFunctionUrlConfig":         {qualified},
	"lambda:DeleteFunctionUrlConfig":         {qualified},
	"lambda:GetFunctionUrlConfig":            {qualified},
	"lambda:GetPolicy":                       {qualified},
	"lambda:RemovePermission":                {qualified},
	"lambda:UpdateFunctionUrlConfig":         {qualified},
	"lambda:DeleteFunctionEventInvokeConfig": {qualified},
	"lambda:GetFunctionEventInvokeConfig":    {qualified},
	"lambda:PutFunctionEventInvokeConfig":    {qualified},
	"lambda:GetAlias":                        {qualified},
	"lambda:GetFunction":                     {qualified},
	"lambda:GetFunctionConfiguration":        {qualified},
	"lambda:InvokeFunction":                  {qualified},
	"lambda:UpdateAlias":                     {qualified},
	// API Gateway V2 API, TagResource: a POST, which the reference does not know of tags.
	"apigateway:POST": {"arn:aws:apigateway:${Region}::/tags/${UrlEncodedResourceARN}"},
	// CodePipeline User Guide, action-reference-CodestarConnectionSource: the service has
	// two names, and a connection keeps the one that it was made under.
	"codeconnections:UseConnection":      {"arn:aws:codestar-connections" + connection},
	"codestar-connections:UseConnection": {"arn:aws:codeconnections" + connection},
	// CodeBuild User Guide, connections-github-app, names these alone, whatever the
	// connection's own name is.
	"codeconnections:GetConnection":      {"arn:aws:codestar-connections" + connection},
	"codeconnections:GetConnectionToken": {"arn:aws:codestar-connections" + connection},
}

const (
	qualified  = "arn:aws:lambda:${Region}:${Account}:function:${FunctionName}:${Qualifier}"
	connection = ":${Region}:${Account}:connection/${ConnectionId}"
)

// known are all actions.
var known = func() map[string]action {
	all := read(reference)
	for name, arns := range beside {
		a := all[name]
		a.arns = append(a.arns, arns...)
		all[name] = a
	}
	return all
}()
