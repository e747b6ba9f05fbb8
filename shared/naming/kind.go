package naming

import (
	"fmt"
	"regexp"
)

// Name is the physical name of a resource; only Kind.Name makes one.
type Name string

// String returns the name as AWS sees it.
func (n Name) String() string { return string(n) }

// Kind is an AWS resource type whose resources slipway names.
type Kind struct {
	Type    string         // the word that begins the name
	What    string         // the type as AWS's documentation calls it
	Min     int            // fewest characters AWS accepts
	Max     int            // most characters AWS accepts
	Pattern *regexp.Regexp // the characters AWS accepts
	Source  string         // where AWS states the rule
	Keeps   *regexp.Regexp // what AWS keeps for itself although it matches Pattern; nil when nothing
}

// kind is a Kind in one line, alphabet being its Pattern.
func kind(typ, what string, least, most int, alphabet, source string) Kind {
	return Kind{Type: typ, What: what, Min: least, Max: most, Pattern: regexp.MustCompile(alphabet), Source: source}
}

// keeping is k with the names that AWS keeps for itself.
func (k Kind) keeping(kept string) Kind {
	k.Keeps = regexp.MustCompile(kept)
	return k
}

// Name joins the type, the purpose and the suffix, and refuses a name that
// AWS would not accept. The error is a *Fault.
func (k Kind) Name(p Purpose, s Suffix) (Name, error) {
	if p.err != nil {
		return "", p.err
	}
	if s.text == "" {
		return "", &Fault{What: "environment suffix", Rule: suffixRule}
	}
	name := k.Type + "-" + p.text + "-" + s.text
	if err := k.Check(name); err != nil {
		return "", err
	}
	return Name(name), nil
}

// Check refuses a name that AWS would not accept for this type, whoever made
// it. The error is a *Fault.
func (k Kind) Check(name string) error {
	if n := len(name); n < k.Min || n > k.Max {
		return &Fault{What: k.What, Value: name,
			Rule: fmt.Sprintf("has %d characters, AWS accepts %d to %d (%s)", n, k.Min, k.Max, k.Source)}
	}
	if !k.Pattern.MatchString(name) {
		return &Fault{What: k.What, Value: name,
			Rule: fmt.Sprintf("does not match %s (%s)", k.Pattern, k.Source)}
	}
	if k.Keeps != nil && k.Keeps.MatchString(name) {
		return &Fault{What: k.What, Value: name,
			Rule: fmt.Sprintf("matches %s, which AWS keeps for itself (%s)", k.Keeps, k.Source)}
	}
	return nil
}
