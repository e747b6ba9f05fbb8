// Package policy reads IAM policy documents and answers the two questions that
// the simulated AWS asks of them: is it well formed, and does it let this principal
// do that. It is not a full evaluator: boundaries, sessions and organisations
// are not here.
package policy

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Document is a parsed policy document.
type Document struct {
	Version    string
	Statements []Statement
}

// Statement is one statement; what may be a word or a list is a list here.
type Statement struct {
	Sid, Effect             string
	Principals              map[string][]string // "AWS", "Service", "Federated" or "*"
	NotPrincipals           map[string][]string
	Actions, NotActions     []string
	Resources, NotResources []string
	Conditions              map[string]map[string][]string // operator, key, values
}

// words is a JSON string, number, truth value or list of them.
type words []string

// UnmarshalJSON accepts one word or a list of words.
func (w *words) UnmarshalJSON(b []byte) error {
	var list []any
	if err := json.Unmarshal(b, &list); err != nil {
		var one any
		if err := json.Unmarshal(b, &one); err != nil {
			return err
		}
		list = []any{one}
	}
	for _, e := range list {
		switch e := e.(type) {
		case string:
			*w = append(*w, e)
		case bool, float64:
			*w = append(*w, fmt.Sprint(e))
		default:
			return errors.New("expected a string or a list of strings")
		}
	}
	return nil
}
