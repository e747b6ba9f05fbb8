package naming

import "fmt"

// Fault is a part of a name, or a whole name, that breaks a rule.
type Fault struct {
	What  string // what was named, such as "environment suffix" or "CodeStar connection name"
	Value string // the rejected text
	Rule  string // the rule it breaks, with what to do about it
}

// Error returns the part, the rejected text and the rule.
func (f *Fault) Error() string { return fmt.Sprintf("%s %q: %s", f.What, f.Value, f.Rule) }
