package jsonpath

import "maps"

// Get answers the value at the path, and whether there is one. After [*] it is
// a list of what the rest of the path finds in each element.
func (p Path) Get(value any) (any, bool) {
	return get(value, p.steps)
}

func get(value any, steps []step) (any, bool) {
	for i, s := range steps {
		switch s.kind {
		case byKey:
			object, ok := value.(map[string]any)
			if !ok {
				return nil, false
			}
			if value, ok = object[s.key]; !ok {
				return nil, false
			}
		case byIndex:
			list, ok := value.([]any)
			if !ok || s.index >= len(list) {
				return nil, false
			}
			value = list[s.index]
		case every:
			list, ok := value.([]any)
			if !ok {
				return nil, false
			}
			found := []any{}
			for _, element := range list {
				if one, there := get(element, steps[i+1:]); there {
					found = append(found, one)
				}
			}
			return found, true
		}
	}
	return value, true
}

// Set answers a copy of the document with the value at the path. Objects on the
// way are copied or made, everything beside it is shared with the original. What
// stands in the way and is no object is replaced. The path must be a reference.
func (p Path) Set(document, value any) any {
	return set(document, p.steps, value)
}

func set(document any, steps []step, value any) any {
	if len(steps) == 0 {
		return value
	}
	object, _ := document.(map[string]any)
	copied := make(map[string]any, len(object)+1)
	maps.Copy(copied, object)
	copied[steps[0].key] = set(object[steps[0].key], steps[1:], value)
	return copied
}
