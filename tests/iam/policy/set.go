// Package policy decides, from the statements that are deployed, whether a call
// would be allowed: what a role may do, whom a resource admits, and across
// accounts both. It follows the evaluation logic of the IAM User Guide
// (reference_policies_evaluation-logic) for what this project uses; organisations,
// permission boundaries, session policies and policy variables are not here.
package policy

import (
	"fmt"
	"slices"
	"strings"

	document "slipway/scripts/localaws/policy"
)

// Kind says what a statement is part of.
type Kind string

// The three kinds of documents.
const (
	Identity Kind = "identity" // what a role may do
	Trust    Kind = "trust"    // who may take on a role
	Resource Kind = "resource" // who may use a key, bucket, topic and the like
)

// Entry is one deployed statement.
type Entry struct {
	Kind     Kind
	Owner    string // ARN of the role, or of the resource that the policy is on
	Account  string // of the owner: an ARN of S3 does not hold it
	Document string // name of the document, such as role-build-api-dev/build
	document.Statement
}

// Name names the statement in reports.
func (e Entry) Name() string {
	if e.Sid == "" {
		return e.Document
	}
	return e.Document + " " + e.Sid
}

// Set is all statements that are deployed.
type Set []Entry

// Add parses a document and adds its statements.
func (s *Set) Add(kind Kind, owner, account, name, text string) error {
	parsed, err := document.Parse(text)
	if err != nil {
		return fmt.Errorf("parse %s: %w", name, err)
	}
	for _, statement := range parsed.Statements {
		*s = append(*s, Entry{
			Kind:      kind,
			Owner:     owner,
			Account:   account,
			Document:  name,
			Statement: statement,
		})
	}
	return nil
}

// Without is the set without one statement.
func (s Set) Without(index int) Set { return slices.Delete(slices.Clone(s), index, index+1) }

// Grant is one action on one resource that a statement allows.
type Grant struct {
	Entry            int // index in the set
	Action, Resource string
}

// Grants splits the statements that allow into one grant for each action and
// resource; in a document without resources the resource is the owner.
func (s Set) Grants() []Grant {
	var all []Grant
	for i, e := range s {
		if e.Effect != "Allow" {
			continue
		}
		for _, action := range e.Actions {
			for _, resource := range e.resources() {
				all = append(all, Grant{
					Entry:    i,
					Action:   action,
					Resource: resource,
				})
			}
		}
	}
	return all
}

// Covers reports whether the grant is what allows an action on a resource.
func (g Grant) Covers(action, resource string) bool {
	return sameAction(g.Action, action) && like(g.Resource, resource)
}

// sameAction compares actions, whose case AWS does not regard.
func sameAction(pattern, action string) bool {
	return strings.EqualFold(pattern,
		action) || strings.Contains(pattern, "*") && like(strings.ToLower(pattern), strings.ToLower(action))
}

// like matches a pattern, quickly for a text without wildcards.
func like(pattern, text string) bool {
	return pattern == text || strings.ContainsAny(pattern, "*?") && document.Like(pattern, text)
}

// resources are a statement's resources.
func (e Entry) resources() []string {
	if e.ofOwner() {
		return []string{e.Owner}
	}
	return e.Resources
}

// ofOwner reports whether the statement speaks of all that its owner's policy
// governs: trust and repository policies name no resource, and a "*" in the
// policy of a resource means that resource.
func (e Entry) ofOwner() bool {
	return e.Kind != Identity && (len(e.Resources) == 0 || slices.Equal(e.Resources, []string{"*"}))
}

// governs reports whether the policy of the owner decides over the resource: it is
// the owner, or within it as an object is within a bucket.
func (e Entry) governs(resource string) bool {
	return resource == e.Owner || strings.HasPrefix(resource, e.Owner+"/") || strings.HasPrefix(resource, e.Owner+":")
}
