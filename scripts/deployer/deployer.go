// Package deployer writes the IAM policies of whoever deploys an environment and
// operates it: a person's role or that of a job. What they allow is what the layers'
// provider and the command were seen to call, on the environment's own names.
//
// It calls nothing. That the policies are enough, and no more, is a test's to say.
package deployer

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"slipway/shared/awsaccount"
)

// Environment is what policies are written for.
type Environment struct {
	Account    string // of the pipelines
	Target     string // account of the functions, "" if that is the same
	TargetRole string // ARN of the role that reaches it
	Region     string
	Suffix     string
	RolePath   string // of all roles, "/" for none
	Boundary   string // ARN of the policy that bounds all roles, "" for none
	State      string // bucket of the state, "" if it is in none
}

// Policy is a managed policy of an account.
type Policy struct {
	Account  string
	Name     string
	Document Document
}

// Document is a policy document.
type Document struct {
	Version   string
	Statement []Statement
}

// Statement allows actions.
type Statement struct {
	Sid       string
	Effect    string
	Action    []string
	Resource  []string
	Condition map[string]map[string][]string `json:",omitempty"`
}

// Limit is the most that IAM takes in a managed policy, in characters that are no white
// space (IAM User Guide, reference_iam-quotas).
const Limit = 6144

// Policies are those of the pipelines' account, then those of the functions' account
// if that is another one.
func (e Environment) Policies() []Policy {
	if e.Target == "" {
		return e.split(e.Account, e.fill(e.Account, slices.Concat(e.inBoth(), functions(), e.tooling())))
	}
	bounded := e
	bounded.Boundary = awsaccount.BoundaryIn(e.Boundary, e.Target)
	return append(
		e.split(e.Account, e.fill(e.Account, slices.Concat(e.inBoth(), e.tooling()))),
		e.split(e.Target, bounded.fill(e.Target, slices.Concat(e.inBoth(), functions())))...)
}

// split puts statements into as few policies as hold them in their order.
func (e Environment) split(account string, all []Statement) []Policy {
	var policies []Policy
	for _, s := range all {
		if last := len(policies) - 1; last >= 0 {
			longer := append(slices.Clone(policies[last].Document.Statement), s)
			if size(Document{Version: version, Statement: longer}) <= Limit {
				policies[last].Document.Statement = longer
				continue
			}
		}
		policies = append(policies, Policy{
			Account: account,
			Name:    fmt.Sprintf("slipway-deployer-%s-%d", e.Suffix, len(policies)+1),
			Document: Document{
				Version:   version,
				Statement: []Statement{s},
			},
		})
	}
	return policies
}

const version = "2012-10-17"

// size counts as IAM does.
func size(d Document) int {
	text, _ := json.Marshal(d) // texts alone
	return len(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, string(text)))
}
