package naming

import (
	"regexp"
	"slices"
)

// Service is the validated name of one service of the application.
type Service struct{ text string }

const serviceRule = "1 to 20 lower-case letters and digits, beginning with a letter: " +
	"the hyphen separates the parts of every resource name"

var servicePattern = regexp.MustCompile(`^[a-z][a-z0-9]{0,19}$`)

// NewService validates text as the name of a service: 1 to 20 lower-case
// letters and digits, beginning with a letter, and not a word that slipway
// uses for a purpose of its own.
func NewService(text string) (Service, error) {
	if !servicePattern.MatchString(text) {
		return Service{}, &Fault{What: "service", Value: text, Rule: serviceRule}
	}
	reserved := slices.Contains(words, Word(text)) ||
		slices.Contains(accountWords, AccountWord(text)) ||
		slices.Contains(serviceWords, ServiceWord(text))
	if reserved {
		return Service{}, &Fault{What: "service", Value: text,
			Rule: "slipway names resources of its own with this word; choose another, such as " + text + "svc"}
	}
	return Service{text}, nil
}

// String returns the service's name as it stands in names.
func (s Service) String() string { return s.text }

// MarshalText writes the service's name as it stands in names.
func (s Service) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText is NewService.
func (s *Service) UnmarshalText(text []byte) (err error) {
	*s, err = NewService(string(text))
	return err
}
