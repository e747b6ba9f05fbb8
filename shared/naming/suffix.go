package naming

import "regexp"

// Suffix is the validated environmentSuffix that ends every name.
type Suffix struct{ text string }

const suffixRule = "1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end"

var suffixPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$`)

// NewSuffix validates text as an environment suffix: 1 to 20 lower-case
// letters, digits and hyphens, with no hyphen at either end.
func NewSuffix(text string) (Suffix, error) {
	if !suffixPattern.MatchString(text) {
		return Suffix{}, &Fault{What: "environment suffix", Value: text, Rule: suffixRule}
	}
	return Suffix{text}, nil
}

// String returns the suffix as it stands in names.
func (s Suffix) String() string { return s.text }

// MarshalText writes the suffix as it stands in names.
func (s Suffix) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText is NewSuffix.
func (s *Suffix) UnmarshalText(text []byte) (err error) {
	*s, err = NewSuffix(string(text))
	return err
}
