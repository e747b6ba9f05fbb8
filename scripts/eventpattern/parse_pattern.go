package eventpattern

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Parse reads a pattern and names everything in it that EventBridge would
// reject or that is not known here.
func Parse(pattern []byte) (*Pattern, error) {
	object, err := decodeObject(pattern)
	if err != nil {
		return nil, fmt.Errorf("event pattern is not valid: %w", err)
	}
	reader := &reader{}
	parsed := reader.pattern("", object)
	if len(reader.faults) > 0 {
		return nil, fmt.Errorf("event pattern is not valid: %w", errors.Join(reader.faults...))
	}
	return parsed, nil
}

// reader collects the faults of one pattern.
type reader struct{ faults []error }

func (r *reader) fault(path, format string, values ...any) {
	if path == "" {
		path = "the pattern"
	}
	r.faults = append(r.faults, fmt.Errorf("%s: %s", path, fmt.Sprintf(format, values...)))
}

func (r *reader) pattern(path string, object map[string]any) *Pattern {
	parsed := &Pattern{}
	if len(object) == 0 {
		r.fault(path, "an empty object is not allowed")
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		below := name
		if path != "" {
			below = path + "." + name
		}
		if name == "$or" {
			parsed.groups = append(parsed.groups, r.alternatives(below, object[name]))
			continue
		}
		switch value := object[name].(type) {
		case map[string]any:
			parsed.fields = append(parsed.fields, field{name: name, below: r.pattern(below, value)})
		case []any:
			parsed.fields = append(parsed.fields, field{name: name, entries: r.leaf(below, value)})
		default:
			r.fault(below, "%s must be an object or a list of values", show(value))
		}
	}
	return parsed
}

// alternatives reads the list below "$or".
func (r *reader) alternatives(path string, value any) []*Pattern {
	list, isList := value.([]any)
	if !isList || len(list) < 2 {
		r.fault(path, "must be a list of two or more patterns")
		return nil
	}
	var alternatives []*Pattern
	for i, element := range list {
		object, isObject := element.(map[string]any)
		if !isObject {
			r.fault(fmt.Sprintf("%s[%d]", path, i), "%s is not a pattern", show(element))
			continue
		}
		alternatives = append(alternatives, r.pattern(fmt.Sprintf("%s[%d]", path, i), object))
	}
	return alternatives
}

// leaf reads the list of a leaf.
func (r *reader) leaf(path string, list []any) []entry {
	if len(list) == 0 {
		r.fault(path, "an empty list is not allowed")
	}
	var entries []entry
	for i, element := range list {
		place := fmt.Sprintf("%s[%d]", path, i)
		switch element := element.(type) {
		case map[string]any:
			entries = append(entries, r.operator(place, element))
		case []any:
			r.fault(place, "a list in a list is not allowed")
		default:
			entries = append(entries, entry{fits: equals(element)})
		}
	}
	return entries
}
