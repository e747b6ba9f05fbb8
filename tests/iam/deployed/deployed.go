// Package deployed reads what an environment's state records into the statements
// that decide over access, and finds resources by what they refer to. It reads
// every document that is there: one that it cannot place is an error.
package deployed

import (
	"fmt"
	"strings"

	"slipway/tests/harness"
	"slipway/tests/iam/policy"
)

// State is a deployed environment.
type State struct {
	Own        string // account of the pipelines
	Target     string // account of the functions
	Resources  []harness.Resource
	Statements policy.Set
	Documents  []Document
}

// Document is a policy as it is deployed.
type Document struct {
	Kind        policy.Kind
	Owner, Text string
}

// add reads a document.
func (s *State) add(kind policy.Kind, owner, name, text string) error {
	s.Documents = append(s.Documents, Document{
		Kind:  kind,
		Owner: owner,
		Text:  text,
	})
	return s.Statements.Add(kind, owner, s.accountOf(owner), name, text)
}

// From reads an environment.
func From(own, target string, resources []harness.Resource) (*State, error) {
	s := &State{
		Own:       own,
		Target:    target,
		Resources: resources,
	}
	for _, r := range resources {
		place, known := holders[r.Type]
		if !known && holdsDocument(r) {
			return nil, fmt.Errorf("%s holds a policy document that is not read", r.URN)
		}
		if !known {
			continue
		}
		if err := place(s, r); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// accountOf is the account of an ARN; buckets, whose ARNs have none, are in the
// pipelines' account.
func (s *State) accountOf(arn string) string {
	if account := strings.Split(arn, ":")[4]; account != "" {
		return account
	}
	return s.Own
}

// shortName is what an ARN names, without service, region and account.
func shortName(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	return parts[2] + " " + parts[5]
}
