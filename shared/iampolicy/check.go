package iampolicy

import (
	"errors"
	"fmt"
	"regexp"
)

// sidPattern is IAM's rule for a statement's id (IAM User Guide, Sid element).
var sidPattern = regexp.MustCompile(`^[A-Za-z0-9]*$`)

// Check finds what JSON could not say without changing its meaning, or what
// AWS would reject whatever the values turn out to be: a condition stated twice
// in one statement, where the second would silently take the place of the
// first; one without values, which never holds; a statement without actions;
// statement ids that repeat or hold more than letters and digits.
func (d Document) Check() error {
	var faults []error
	seen := map[string]bool{}
	for i, s := range d {
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("policy statement %d %q: %s", i+1, s.Sid, fmt.Sprintf(format, args...)))
		}
		if !sidPattern.MatchString(s.Sid) {
			fault("a Sid has letters and digits alone")
		}
		if s.Sid != "" && seen[s.Sid] {
			fault("another statement has this Sid")
		}
		seen[s.Sid] = true
		if len(s.Actions) == 0 {
			fault("no actions")
		}
		stated := map[[2]string]bool{}
		for _, c := range s.Conditions {
			if len(c.Values) == 0 {
				fault("condition %s %s has no values", c.Test, c.Key)
			}
			if stated[[2]string{c.Test, c.Key}] {
				fault("condition %s %s is stated twice", c.Test, c.Key)
			}
			stated[[2]string{c.Test, c.Key}] = true
		}
	}
	return errors.Join(faults...)
}
