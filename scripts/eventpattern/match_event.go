package eventpattern

import "slices"

// matches reports whether an object has every field as the pattern wants it.
func (p *Pattern) matches(object map[string]any) bool {
	for _, field := range p.fields {
		value, found := object[field.name]
		if field.below != nil && !field.below.matchesBelow(value) {
			return false
		}
		if field.below == nil && !matchesLeaf(field.entries, leaves(value, found)) {
			return false
		}
	}
	for _, group := range p.groups {
		if !slices.ContainsFunc(group, func(alternative *Pattern) bool { return alternative.matches(object) }) {
			return false
		}
	}
	return true
}

// matchesBelow matches an object, or one object of an array. Where there is no
// object nothing exists, which is all that {"exists": false} asks.
func (p *Pattern) matchesBelow(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		return p.matches(value)
	case []any:
		if len(value) > 0 {
			return slices.ContainsFunc(value, p.matchesBelow)
		}
	}
	return p.matches(nil)
}

// matchesLeaf reports whether one entry fits one value, or the absence of any.
func matchesLeaf(entries []entry, values []any) bool {
	return slices.ContainsFunc(entries, func(entry entry) bool {
		if entry.absent {
			return len(values) == 0
		}
		return slices.ContainsFunc(values, entry.fits)
	})
}

// leaves are the plain values of a field: its own, or those of its array.
func leaves(value any, found bool) []any {
	switch value := value.(type) {
	case map[string]any:
		return nil
	case []any:
		var all []any
		for _, element := range value {
			all = append(all, leaves(element, true)...)
		}
		return all
	}
	if !found {
		return nil
	}
	return []any{value}
}
