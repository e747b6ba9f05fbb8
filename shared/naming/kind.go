package naming

import (
	"fmt"
	"regexp"
)

// Name is the physical name of a resource; only For and Buckets make one.
type Name string

// String returns the name as AWS sees it.
func (n Name) String() string { return string(n) }

// Kind is an AWS resource type whose resources slipway names.
type Kind struct {
	Type     string         // the word that begins the name
	What     string         // the type as AWS's documentation calls it
	Min      int            // fewest characters AWS accepts
	Max      int            // most characters AWS accepts
	Pattern  *regexp.Regexp // the characters AWS accepts
	Source   string         // where AWS states the rule
	Reserved *regexp.Regexp // names that AWS keeps for itself although they match Pattern; nil if none
}

// kind returns a Kind; alphabet is its Pattern.
func kind(typ, what string, shortest, longest int, alphabet, source string) Kind {
	return Kind{
		Type:    typ,
		What:    what,
		Min:     shortest,
		Max:     longest,
		Pattern: regexp.MustCompile(alphabet),
		Source:  source,
	}
}

// reserving returns k with the names that AWS keeps for itself.
func (k Kind) reserving(names string) Kind {
	k.Reserved = regexp.MustCompile(names)
	return k
}

// name joins the type, the middle part and the suffix, and rejects a name that
// AWS would not accept. The error is a *Fault.
func (k Kind) name(middle string, s Suffix) (Name, error) {
	if s.text == "" {
		return "", &Fault{What: "environment suffix", Rule: suffixRule}
	}
	name := k.Type + "-" + middle + "-" + s.text
	if err := k.Check(name); err != nil {
		return "", err
	}
	return Name(name), nil
}

// Check rejects a name that AWS would not accept for this type, whoever made it.
// The error is a *Fault.
func (k Kind) Check(name string) error {
	fault := func(format string, args ...any) error {
		return &Fault{
			What:  k.What,
			Value: name,
			Rule:  fmt.Sprintf(format, args...) + " (" + k.Source + ")",
		}
	}
	switch n := len(name); {
	case n < k.Min || n > k.Max:
		return fault("has %d characters, AWS accepts %d to %d", n, k.Min, k.Max)
	case !k.Pattern.MatchString(name):
		return fault("does not match %s", k.Pattern)
	case k.Reserved != nil && k.Reserved.MatchString(name):
		return fault("matches %s, which AWS keeps for itself", k.Reserved)
	}
	return nil
}
