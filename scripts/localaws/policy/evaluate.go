package policy

import (
	"path"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// Request is one question: may this principal do the action on the resource.
type Request struct {
	// Service is the service principal that asks ("lambda.amazonaws.com"), or
	// Principal the ARN of the role that asks. In an identity policy neither counts.
	Service, Principal string
	Action, Resource   string
	// Context holds the condition keys that AWS would send, in lower case.
	Context map[string]string
}

// Allows reports whether a statement of a resource policy (a trust policy, a key,
// bucket or repository policy) lets the request's principal act, and none forbids it.
func (d Document) Allows(r Request) bool { return d.decide(r, true) }

// Permits is Allows for an identity policy, whose statements name no principal.
func (d Document) Permits(r Request) bool { return d.decide(r, false) }

func (d Document) decide(r Request, byPrincipal bool) bool {
	allowed := false
	for _, s := range d.Statements {
		if byPrincipal && !s.names(r) || !s.covers(r) || !s.holds(r.Context) {
			continue
		}
		if s.Effect == "Deny" {
			return false
		}
		allowed = true
	}
	return allowed
}

func (s Statement) names(r Request) bool {
	if s.NotPrincipals != nil {
		return !matchPrincipals(s.NotPrincipals, r)
	}
	return matchPrincipals(s.Principals, r)
}

func matchPrincipals(who map[string][]string, r Request) bool {
	if r.Service != "" {
		return slices.Contains(who["Service"], r.Service) || slices.Contains(who["AWS"], "*")
	}
	account := Account(r.Principal)
	for _, p := range who["AWS"] {
		if p == "*" || p == r.Principal || p == account || p == "arn:aws:iam::"+account+":root" {
			return true
		}
	}
	return false
}

func (s Statement) covers(r Request) bool {
	action := len(s.Actions) == 0 || anyLike(s.Actions, r.Action, true)
	if len(s.NotActions) > 0 {
		action = !anyLike(s.NotActions, r.Action, true)
	}
	resource := len(s.Resources) == 0 || anyLike(s.Resources, r.Resource, false)
	if len(s.NotResources) > 0 {
		resource = !anyLike(s.NotResources, r.Resource, false)
	}
	return action && resource
}

func anyLike(patterns []string, text string, foldCase bool) bool {
	for _, p := range patterns {
		if foldCase {
			p, text = strings.ToLower(p), strings.ToLower(text)
		}
		if Like(p, text) {
			return true
		}
	}
	return false
}

// Like matches text against a pattern in which * stands for any run of
// characters and ? for one.
func Like(pattern, text string) bool {
	// path.Match stops at slashes and knows classes: take both meanings away.
	quote := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `/`, "\x00")
	ok, err := path.Match(quote.Replace(pattern), strings.ReplaceAll(text, "/", "\x00"))
	return err == nil && ok
}

// Account returns the account id within an ARN; "" if there is none.
func Account(text string) string {
	parsed, _ := arn.Parse(text)
	return parsed.AccountID
}
