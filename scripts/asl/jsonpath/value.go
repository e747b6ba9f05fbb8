package jsonpath

import "maps"

// Get returns the value at the path, and whether there is one. For a path with [*] or
// ..name it is the list of all values found, which may be empty; the part of the path
// before them must exist.
func (p Path) Get(value any) (any, bool) {
	for i, s := range p.steps {
		if s.kind == deep {
			return gather([]any{}, value, p.steps[i:]), true
		}
		if s.kind == every {
			if _, isList := value.([]any); !isList {
				return nil, false
			}
			return gather([]any{}, value, p.steps[i:]), true
		}
		var there bool
		if value, there = s.descend(value); !there {
			return nil, false
		}
	}
	return value, true
}

// descend follows a step that leads to one value.
func (s step) descend(value any) (any, bool) {
	if s.kind == byIndex {
		list, ok := value.([]any)
		if !ok || s.index >= len(list) {
			return nil, false
		}
		return list[s.index], true
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, false
	}
	found, there := object[s.key]
	return found, there
}

// gather appends everything that the steps find. The list is flat, however many
// steps find several, and what does not have the rest of the path is left out.
func gather(found []any, value any, steps []step) []any {
	if len(steps) == 0 {
		return append(found, value)
	}
	switch s := steps[0]; s.kind {
	case deep:
		return scan(found, value, s.key)
	case every:
		list, _ := value.([]any)
		for _, element := range list {
			found = gather(found, element, steps[1:])
		}
		return found
	default:
		if inner, there := s.descend(value); there {
			found = gather(found, inner, steps[1:])
		}
		return found
	}
}

// Set returns a copy of the document with the value at the path, which must be a
// reference. It copies or creates the objects on the way and shares all others with
// the original. It cannot set a field of an existing value that is not an object.
func (p Path) Set(document, value any) (any, bool) {
	return set(document, p.steps, value)
}

func set(document any, steps []step, value any) (any, bool) {
	if len(steps) == 0 {
		return value, true
	}
	object, ok := document.(map[string]any)
	if !ok {
		return nil, false
	}
	key := steps[0].key
	inner, there := object[key]
	if !there {
		inner = map[string]any{}
	}
	changed, ok := set(inner, steps[1:], value)
	if !ok {
		return nil, false
	}
	copied := make(map[string]any, len(object)+1)
	maps.Copy(copied, object)
	copied[key] = changed
	return copied, true
}
