package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// mostPolicies is what IAM lets a role have attached unless the account's quota was raised
// (IAM User Guide, reference_iam-quotas).
const mostPolicies = 10

var policyPattern = boundaryPattern

// tooWide are the policies of AWS's whose names say that they allow all that a service has,
// or all of AWS.
var tooWide = regexp.MustCompile(`^arn:aws:iam::aws:policy/(.*/)?(.*FullAccess.*|AdministratorAccess.*|PowerUser.*)$`)

// ownParts are the policies of AWS's of which slipway's own roles have the part that they need.
var ownParts = []string{"AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole", "AWSXRayDaemonWriteAccess"}

// policies reads the managed policies of a function.
func (r *Reader) policies(key string) []string {
	var all []string
	r.Object(key, &all, `a list of ARNs, such as ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"]`)
	if len(all) > mostPolicies {
		r.Reject(key, fmt.Sprint(len(all)),
			fmt.Sprintf("at most %d policies, as many as IAM attaches to a role", mostPolicies))
	}
	for i, policy := range all {
		name := policy[strings.LastIndex(policy, "/")+1:]
		switch {
		case !policyPattern.MatchString(policy):
			r.Reject(key, policy, "the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/Orders")
		case tooWide.MatchString(policy):
			r.Reject(key, policy, "a policy that does not allow everything; write the actions into statements")
		case strings.HasPrefix(policy, "arn:aws:iam::aws:") && slices.Contains(ownParts, name):
			r.Reject(key, policy, "not needed: the function's role has what it needs of this, and no more")
		case slices.Contains(all[:i], policy):
			r.Reject(key, policy, "named twice")
		}
	}
	return all
}

// policiesAtHome rejects policies of another account than the function's, which AWS does not
// attach.
func (r *Reader) policiesAtHome(c Common, policies []string) {
	home := c.Account
	if c.Target.Separate() {
		home = c.Target.Account
	}
	if home == "" || c.Simulated {
		return
	}
	for _, policy := range policies {
		account := strings.Split(policy+"::::", ":")[4]
		if account != "aws" && account != home && policyPattern.MatchString(policy) {
			r.Reject("policies", policy, "a policy of AWS's or of "+home+", the account of the function")
		}
	}
}
