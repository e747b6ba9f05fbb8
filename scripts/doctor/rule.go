package doctor

import (
	"context"
	"regexp"
	"strings"
)

// Rule is a check that asks a rule which other commands hold too: its error is the fault,
// and names the way out.
func Rule(name, well string, holds func(context.Context) error, needs ...string) Check {
	return Check{
		Name:  name,
		Needs: needs,
		Look: func(ctx context.Context) ([]Finding, error) {
			if err := holds(ctx); err != nil {
				return Faults(err), nil
			}
			return Well("%s", well), nil
		},
	}
}

// Faults are those of an error, of which several may have been joined.
func Faults(err error) []Finding {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var found []Finding
		for _, one := range several.Unwrap() {
			for _, f := range Faults(one) {
				if !has(found, f) {
					found = append(found, f)
				}
			}
		}
		return found
	}
	return []Finding{{
		Mark: Fails,
		Says: OneLine(err.Error()),
		Mend: Command(err.Error()),
	}}
}

// has tells whether a fault is known: layers share settings, and so their faults.
func has(found []Finding, one Finding) bool {
	for _, f := range found {
		if f == one {
			return true
		}
	}
	return false
}

var quoted = regexp.MustCompile("`([^`]+)`")

// commands are the first words of what can be typed.
var commands = map[string]bool{
	"make":   true,
	"pulumi": true,
	"aws":    true,
	"mv":     true,
	"printf": true,
}

// Command is the first command that a text names, "" for none.
func Command(text string) string {
	for _, found := range quoted.FindAllStringSubmatch(text, -1) {
		first, _, _ := strings.Cut(found[1], " ")
		if commands[first] && !strings.HasPrefix(found[1], "make destroy") { // which mends nothing
			return OneLine(found[1])
		}
	}
	return ""
}
