package statemachines

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// placeholder is a string that is a placeholder from end to end. Part of a
// string never is one: a Pulumi output could not be put there.
var placeholder = regexp.MustCompile(`^\$\{([A-Za-z][A-Za-z0-9]*)\}$`)

// Render returns a copy of a decoded definition with every placeholder replaced
// by its value. All faults are reported together: a placeholder without a value,
// and a value no placeholder asks for, which is a setting that has no effect.
func Render(definition any, values map[string]any) (any, error) {
	r := renderer{
		values:  values,
		used:    map[string]bool{},
		missing: map[string]bool{},
	}
	rendered := r.walk(definition)
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(r.missing)) {
		faults = append(faults, fmt.Errorf("placeholder ${%s} has no value", name))
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !r.used[name] {
			faults = append(faults, fmt.Errorf("value %q has no placeholder ${%s}", name, name))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("render state machine: %w", err)
	}
	return rendered, nil
}

// renderer renders one definition and records what it found.
type renderer struct {
	values        map[string]any
	used, missing map[string]bool
}

// walk copies a decoded JSON value. Values put in are not rendered: what a setting
// holds is data, even when it looks like a placeholder.
func (r *renderer) walk(node any) any {
	switch node := node.(type) {
	case map[string]any:
		copied := make(map[string]any, len(node))
		for key, value := range node {
			copied[key] = r.walk(value)
		}
		return copied
	case []any:
		copied := make([]any, len(node))
		for i, value := range node {
			copied[i] = r.walk(value)
		}
		return copied
	case string:
		return r.fill(node)
	default:
		return node
	}
}

// fill answers the value of a placeholder, or the string itself.
func (r *renderer) fill(text string) any {
	match := placeholder.FindStringSubmatch(text)
	if match == nil {
		return text
	}
	value, there := r.values[match[1]]
	if !there {
		r.missing[match[1]] = true
		return text
	}
	r.used[match[1]] = true
	return value
}
