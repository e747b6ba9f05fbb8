package policy

import (
	"slices"

	document "slipway/scripts/localaws/policy"
)

// applies reports whether the statement speaks of the action, the resource and the
// circumstances, whoever asks.
func (e Entry) applies(r Request) bool {
	if e.Kind != Identity && !e.governs(r.Resource) {
		return false
	}
	action := slices.ContainsFunc(e.Actions, func(pattern string) bool { return sameAction(pattern, r.Action) })
	resource := e.ofOwner() || slices.ContainsFunc(e.Resources,
		func(pattern string) bool { return like(pattern, r.Resource) })
	return action && resource && e.holds(r.Context)
}

// admission says how a statement names a principal.
type admission int

// admits returns how the statement names the principal.
func (e Entry) admits(principal string) admission {
	if e.Kind == Identity {
		if e.Owner == principal {
			return itself
		}
		return nobody
	}
	own := document.Account(principal)
	for _, kind := range e.Principals {
		switch {
		case slices.Contains(kind, "*"), slices.Contains(kind, principal):
			return itself
		case own != "" && slices.Contains(kind, "arn:aws:iam::"+own+":root"):
			return account
		}
	}
	return nobody
}
