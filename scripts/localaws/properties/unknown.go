package properties

// Unknown stands for a value that the engine does not know yet: in a preview,
// everything that AWS only returns after creation. Rules pass over it.
type Unknown struct{}

// IsUnknown reports whether the value at the path is still unknown.
func (m Map) IsUnknown(path string) bool {
	v, _ := m.At(path)
	_, unknown := v.(Unknown)
	return unknown
}

// HasUnknown reports whether anything inside the value is still unknown.
func HasUnknown(v any) bool {
	switch v := v.(type) {
	case Unknown:
		return true
	case Map:
		return HasUnknown(map[string]any(v))
	case map[string]any:
		for _, e := range v {
			if HasUnknown(e) {
				return true
			}
		}
	case []any:
		for _, e := range v {
			if HasUnknown(e) {
				return true
			}
		}
	}
	return false
}
