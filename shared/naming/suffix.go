package naming

import "regexp"

// Suffix is the validated environmentSuffix that ends every name.
type Suffix struct{ text string }

const suffixRule = "1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end"

var suffixPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$`)

// NewSuffix validates text as an environment suffix: 1 to 20 lower-case
// letters, digits and hyphens, with no hyphen at either end. The error is a *Fault.
func NewSuffix(text string) (Suffix, error) {
	if !suffixPattern.MatchString(text) {
		return Suffix{}, &Fault{
			What:  "environment suffix",
			Value: text,
			Rule:  suffixRule,
		}
	}
	return Suffix{text}, nil
}

// String returns the suffix as it is written in resource names.
func (s Suffix) String() string { return s.text }

// MarshalText returns the suffix as it is written in resource names.
func (s Suffix) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText validates the text as NewSuffix does.
func (s *Suffix) UnmarshalText(text []byte) (err error) {
	*s, err = NewSuffix(string(text))
	return err
}
