package policy

import (
	"maps"
	"slices"
	"strings"

	document "slipway/scripts/localaws/policy"
)

// Request asks whether a principal may do one action on one resource.
type Request struct {
	Principal string // ARN of a role, or a service such as lambda.amazonaws.com
	Action    string
	Resource  string  // ARN, or * for actions that know no resources
	Context   Context // what the call says of itself besides
}

// Decision says whether a request is allowed, with the statements that decided it.
type Decision struct {
	Allowed bool
	Why     string // of a refusal
	By      []int  // statements that allow or forbid
}

// Speaking are the statements that apply to a request and name its principal, both
// those that allow and those that deny.
func (s Set) Speaking(r Request) []int {
	r.Context = r.context(s.accountOf(r))
	var speaking []int
	for i, e := range s {
		if e.admits(r.Principal) != nobody && e.applies(r) {
			speaking = append(speaking, i)
		}
	}
	return speaking
}

// Decide decides a request.
func (s Set) Decide(r Request) Decision {
	var identity, direct, delegated, denied []int
	for _, i := range s.Speaking(r) {
		switch e := s[i]; {
		case e.Effect == "Deny":
			denied = append(denied, i)
		case e.Kind == Identity:
			identity = append(identity, i)
		case e.admits(r.Principal) == itself:
			direct = append(direct, i)
		default:
			delegated = append(delegated, i)
		}
	}
	if len(denied) > 0 {
		return Decision{Why: "explicitly denied", By: denied}
	}
	return r.weigh(s.accountOf(r), identity, direct, delegated)
}

// weigh applies the rules of one account and of two.
func (r Request) weigh(account string, identity, direct, delegated []int) Decision {
	resource := slices.Concat(direct, delegated)
	switch {
	case r.service():
		return allowedIf(len(direct) > 0, direct, "no resource policy lets the service in")
	case document.Account(r.Principal) != account:
		return allowedIf(len(identity) > 0 && len(resource) > 0, slices.Concat(identity, resource),
			"across accounts both sides must allow it")
	case len(direct) > 0:
		return allowedIf(true, slices.Concat(identity, direct), "")
	case r.needsResourcePolicy():
		return allowedIf(len(identity) > 0 && len(delegated) > 0, slices.Concat(identity, delegated),
			"the role and the key or trust policy must allow it")
	}
	return allowedIf(len(identity) > 0, identity, "no statement of the role allows it")
}

func allowedIf(allowed bool, by []int, why string) Decision {
	if allowed {
		return Decision{Allowed: true, By: by}
	}
	return Decision{Why: why}
}

func (r Request) service() bool { return strings.HasSuffix(r.Principal, ".amazonaws.com") }

// needsResourcePolicy is true of KMS keys and roles: their own policy must allow access
// even within the account (KMS Developer Guide, key-policies; IAM User Guide,
// id_roles_terms-and-concepts).
func (r Request) needsResourcePolicy() bool {
	return strings.HasPrefix(r.Resource, "arn:aws:kms:") || strings.HasPrefix(r.Resource, "arn:aws:iam:")
}

// context adds the keys that AWS sets in every call, where the request does not
// say otherwise.
func (r Request) context(account string) Context {
	standard := Context{}.With("aws:ResourceAccount", account).With("aws:SecureTransport", "true")
	if !r.service() {
		standard = standard.With("aws:PrincipalArn", r.Principal).With("aws:PrincipalAccount", document.Account(r.Principal))
	}
	maps.Copy(standard, r.Context)
	return standard
}

// accountOf is the account of the resource: that of the policy on it, what its
// ARN says, or else the principal's own.
func (s Set) accountOf(r Request) string {
	for _, e := range s {
		if e.Kind != Identity && e.governs(r.Resource) {
			return e.Account
		}
	}
	if account := document.Account(r.Resource); account != "" {
		return account
	}
	return document.Account(r.Principal)
}

const (
	nobody  admission = iota
	itself            // by name, or everyone
	account           // by the root of its account, whose own policies then decide
)
