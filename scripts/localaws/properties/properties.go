// Package properties holds a resource's properties as plain Go values, so that the
// rules of package resources are short. It converts the engine's property maps to
// such values and back; it knows nothing about AWS.
package properties

import (
	"strconv"
	"strings"
)

// Archive stands for an archive or asset of the program; Hash is the hex
// SHA-256 that the engine gave it.
type Archive struct {
	Hash string `json:"archive"`
}

// Map is a resource's properties as string, float64, bool, nil, []any,
// map[string]any, Archive and Unknown. Paths are keys joined by dots; a number
// picks from a list ("stages.0.name").
type Map map[string]any

// At returns the value at the path, and whether something other than nil is there.
func (m Map) At(path string) (any, bool) {
	var at any = map[string]any(m)
	for _, key := range strings.Split(path, ".") {
		switch here := at.(type) {
		case map[string]any:
			at = here[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(here) {
				return nil, false
			}
			at = here[i]
		case Unknown:
			return Unknown{}, true
		default:
			return nil, false
		}
	}
	return at, at != nil
}

// Text returns the string at the path; false when it is absent or unknown.
func (m Map) Text(path string) (string, bool) {
	v, _ := m.At(path)
	s, ok := v.(string)
	return s, ok
}

// Str is Text without the second word: "" for what is absent or unknown.
func (m Map) Str(path string) string {
	s, _ := m.Text(path)
	return s
}

// Num returns the number at the path; false when it is absent or unknown.
func (m Map) Num(path string) (float64, bool) {
	v, _ := m.At(path)
	n, ok := v.(float64)
	return n, ok
}

// Bool returns the truth value at the path; false when absent or unknown.
func (m Map) Bool(path string) bool {
	v, _ := m.At(path)
	b, _ := v.(bool)
	return b
}

// Has reports whether anything, known or not, stands at the path.
func (m Map) Has(path string) bool {
	_, ok := m.At(path)
	return ok
}

// Maps returns the objects of the list at the path, or the one object that
// stands there; what is unknown is left out.
func (m Map) Maps(path string) []Map {
	v, _ := m.At(path)
	switch v := v.(type) {
	case map[string]any:
		return []Map{v}
	case []any:
		var out []Map
		for _, e := range v {
			if o, ok := e.(map[string]any); ok {
				out = append(out, o)
			}
		}
		return out
	}
	return nil
}

// Strs returns the known strings of the list at the path.
func (m Map) Strs(path string) []string {
	v, _ := m.At(path)
	list, _ := v.([]any)
	var out []string
	for _, e := range list {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Sub returns the object at the path, never nil.
func (m Map) Sub(path string) Map {
	v, _ := m.At(path)
	if o, ok := v.(map[string]any); ok {
		return o
	}
	return Map{}
}
