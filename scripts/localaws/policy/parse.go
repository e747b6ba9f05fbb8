package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

type rawDocument struct {
	Version   string
	ID        string `json:"Id"`
	Statement json.RawMessage
}

type rawStatement struct {
	Sid, Effect             string
	Principal, NotPrincipal json.RawMessage
	Action, NotAction       words
	Resource, NotResource   words
	Condition               map[string]map[string]words
}

// Parse reads a document and rejects what no AWS service takes: text that is
// no JSON object, a missing or empty Statement, a statement without a known
// Effect, without actions, or with an unknown element.
func Parse(text string) (Document, error) {
	var raw rawDocument
	if err := strict(text, &raw); err != nil {
		return Document{}, fmt.Errorf("not a policy document: %w", err)
	}
	if raw.Version != "" && raw.Version != "2012-10-17" && raw.Version != "2008-10-17" {
		return Document{}, fmt.Errorf("unknown Version %q", raw.Version)
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw.Statement, &list); err != nil && len(raw.Statement) > 0 {
		list = []json.RawMessage{raw.Statement}
	}
	if len(list) == 0 {
		return Document{}, errors.New("no Statement")
	}
	doc := Document{Version: raw.Version}
	for i, text := range list {
		s, err := parseStatement(string(text))
		if err != nil {
			return Document{}, fmt.Errorf("statement %d: %w", i+1, err)
		}
		doc.Statements = append(doc.Statements, s)
	}
	return doc, nil
}

func parseStatement(text string) (Statement, error) {
	var raw rawStatement
	if err := strict(text, &raw); err != nil {
		return Statement{}, err
	}
	s := Statement{
		Sid:          raw.Sid,
		Effect:       raw.Effect,
		Actions:      raw.Action,
		NotActions:   raw.NotAction,
		Resources:    raw.Resource,
		NotResources: raw.NotResource,
		Conditions:   map[string]map[string][]string{},
	}
	if s.Effect != "Allow" && s.Effect != "Deny" {
		return Statement{}, fmt.Errorf("the Effect must be Allow or Deny, not %q", s.Effect)
	}
	if len(s.Actions)+len(s.NotActions) == 0 {
		return Statement{}, errors.New("no Action")
	}
	for _, action := range slices.Concat(s.Actions, s.NotActions) {
		if service, name, ok := strings.Cut(action, ":"); action != "*" && (!ok || service == "" || name == "") {
			return Statement{}, fmt.Errorf("actions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: %q", action)
		}
	}
	var err error
	if s.Principals, err = principals(raw.Principal); err != nil {
		return Statement{}, err
	}
	if s.NotPrincipals, err = principals(raw.NotPrincipal); err != nil {
		return Statement{}, err
	}
	for operator, keys := range raw.Condition {
		if !knownOperator(operator) {
			return Statement{}, fmt.Errorf("invalid condition type %s", operator)
		}
		s.Conditions[operator] = map[string][]string{}
		for key, values := range keys {
			s.Conditions[operator][key] = values
		}
	}
	return s, nil
}

func principals(raw json.RawMessage) (map[string][]string, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var star string
	if json.Unmarshal(raw, &star) == nil {
		if star != "*" {
			return nil, fmt.Errorf("invalid principal %q", star)
		}
		return map[string][]string{"AWS": {"*"}}, nil
	}
	var byKind map[string]words
	if err := json.Unmarshal(raw, &byKind); err != nil {
		return nil, fmt.Errorf("principal: %w", err)
	}
	out := map[string][]string{}
	for kind, who := range byKind {
		if !slices.Contains([]string{"AWS", "Service", "Federated", "CanonicalUser"}, kind) {
			return nil, fmt.Errorf("unknown principal type %q", kind)
		}
		if len(who) == 0 {
			return nil, fmt.Errorf("principal %s names nobody", kind)
		}
		out[kind] = who
	}
	return out, nil
}

// strict decodes one JSON object and rejects elements that it does not know.
func strict(text string, into any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("text after the document")
	}
	return nil
}
