package resources

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// mostTags of one resource; no service that is simulated takes more.
const mostTags = 50

var tagCharacters = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)

// narrowTags are the types whose keys and values are a character shorter (CodeBuild
// API, Tag).
var narrowTags = []string{"aws:codebuild/project:Project", "aws:codebuild/reportGroup:ReportGroup"}

// Tags rejects the tags that AWS does not take on a resource.
func (k *Type) Tags(all properties.Map) error {
	service, _, _ := strings.Cut(k.Label, " ")
	rejected := func(code, format string, args ...any) error {
		return awserr.New(service, "TagResource", code, format, args...)
	}
	if len(all) > mostTags {
		return rejected("TooManyTagsException", "A resource has at most %d tags.", mostTags)
	}
	keyLimit, valueLimit := 128, 256
	if slices.Contains(narrowTags, k.Token) {
		keyLimit, valueLimit = 127, 255
	}
	seen := map[string]bool{}
	for key := range all {
		value, _ := all[key].(string)
		lower := strings.ToLower(key)
		switch {
		case strings.HasPrefix(lower, "aws:"):
			return rejected("ValidationException", "aws: prefixed tag key names are not allowed for external use.")
		case key == "" || utf8.RuneCountInString(key) > keyLimit || utf8.RuneCountInString(value) > valueLimit:
			return rejected("ValidationException", "The tag %s is empty or too long.", key)
		case !tagCharacters.MatchString(key + value):
			return rejected("ValidationException", "The tag %s has characters that are not allowed.", key)
		case k.Token == roleType && seen[lower]:
			return rejected("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		}
		seen[lower] = true
	}
	return nil
}
