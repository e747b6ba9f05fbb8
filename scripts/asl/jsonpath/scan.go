package jsonpath

import (
	"maps"
	"slices"
)

// scan appends what has the name at any depth: first in the value itself, then
// in all that it holds. JSON objects have no order; they are searched by their
// sorted keys, so that a run can be repeated.
func scan(found []any, value any, name string) []any {
	switch value := value.(type) {
	case map[string]any:
		if match, there := value[name]; there {
			found = append(found, match)
		}
		for _, key := range slices.Sorted(maps.Keys(value)) {
			found = scan(found, value[key], name)
		}
	case []any:
		for _, element := range value {
			found = scan(found, element, name)
		}
	}
	return found
}
