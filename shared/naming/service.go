package naming

import "regexp"

// Service is the validated name of one service of the application.
type Service struct{ text string }

const serviceRule = "1 to 20 lower-case letters, digits and single hyphens, " +
	"beginning with a letter and not ending with a hyphen"

const longestService = 20

var servicePattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// NewService validates text as the name of a service: 1 to 20 lower-case letters,
// digits and single hyphens, beginning with a letter. The error is a *Fault.
//
// Whether the names of the service's resources are free is checked by For, which
// knows the others of the environment.
func NewService(text string) (Service, error) {
	if len(text) > longestService || !servicePattern.MatchString(text) {
		return Service{}, &Fault{
			What:  "service",
			Value: text,
			Rule:  serviceRule,
		}
	}
	return Service{text}, nil
}

// String returns the service's name as it is written in resource names.
func (s Service) String() string { return s.text }

// MarshalText returns the service's name as it is written in resource names.
func (s Service) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText validates the text as NewService does.
func (s *Service) UnmarshalText(text []byte) (err error) {
	*s, err = NewService(string(text))
	return err
}
