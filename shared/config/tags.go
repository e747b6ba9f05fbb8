package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// ownTags are the keys of the tags that slipway gives its resources.
var ownTags = []string{"Project", "Environment", "Layer", "ManagedBy", "Service"}

// The tags are those of every resource, so the narrowest service decides: CodeBuild
// takes a character less than the others (CodeBuild API, Tag), and 50 tags of one
// resource, the most of any, are slipway's own too.
const (
	longestTagKey   = 127
	longestTagValue = 255
	mostTags        = 50
)

var (
	tagKeyPattern   = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+@-]+$`)
	tagValuePattern = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+@-]*$`)
)

const tagShape = `an object from key to text, such as {"CostCenter": "4711"}; numbers in quotes`

// tags reads the tags that every resource carries beside slipway's own.
func (r *Reader) tags(key string) map[string]string {
	var given map[string]any
	r.Object(key, &given, tagShape)
	tags, seen := map[string]string{}, map[string]string{}
	for _, name := range ownTags {
		seen[strings.ToLower(name)] = name
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		other, taken := seen[strings.ToLower(name)]
		switch {
		case taken && slices.Contains(ownTags, other):
			r.Reject(key, name, "not "+other+", a tag of slipway's own, in capitals or not")
		case taken:
			r.Reject(key, name, "not "+other+" in other capitals: to IAM they are one key")
		default:
			r.tagKey(key, name)
		}
		seen[strings.ToLower(name)] = name
		value, ok := given[name].(string)
		if !ok {
			text, _ := json.Marshal(given[name]) // it was decoded from JSON
			r.Reject(key, name+": "+string(text), tagShape)
		}
		if !tagValuePattern.MatchString(value) || utf8.RuneCountInString(value) > longestTagValue {
			r.Reject(key, name+": "+value, fmt.Sprintf("a value of at most %d letters, digits, spaces and _.:/=+-@",
				longestTagValue))
		}
		tags[name] = value
	}
	if most := mostTags - len(ownTags); len(given) > most {
		r.Reject(key, fmt.Sprint(len(given)), fmt.Sprintf("at most %d tags: AWS takes %d, and %d are slipway's own",
			most, mostTags, len(ownTags)))
	}
	return tags
}

func (r *Reader) tagKey(key, name string) {
	if strings.HasPrefix(strings.ToLower(name), "aws:") {
		r.Reject(key, name, "a key that does not begin with aws:, which AWS keeps for itself")
	}
	if !tagKeyPattern.MatchString(name) || utf8.RuneCountInString(name) > longestTagKey {
		r.Reject(key, name, fmt.Sprintf("a key of 1 to %d letters, digits, spaces and _.:/=+-@", longestTagKey))
	}
}

// tagsKey documents the key.
var tagsKey = Key{
	Name:    "tags",
	Default: "none",
	Rule: "tags of your own that every resource carries beside slipway's: `Project`, `Environment`, `Layer`, " +
		"`ManagedBy` and `Service`, which cannot be set. At most 45; keys of 1 to 127 letters, digits, spaces and " +
		"`_.:/=+-@`, not beginning with `aws:`, none twice in other capitals; values of at most 255. " +
		"A change is live at once",
	Example: `{"CostCenter": "4711", "Owner": "team-shop@acme.test"}`,
	Schema: Schema{
		"type":                 "object",
		"propertyNames":        Schema{"minLength": 1, "maxLength": longestTagKey},
		"additionalProperties": Schema{"type": "string", "maxLength": longestTagValue},
		"maxProperties":        mostTags - len(ownTags),
	},
}
