package eventpattern

import "strings"

// wildcard reads a pattern in which * stands for any text, \* for an asterisk
// and \\ for a backslash.
func (r *reader) wildcard(path, pattern string) func(any) bool {
	var parts []string
	var part strings.Builder
	escaped, afterAny := false, false
	for _, character := range pattern {
		switch {
		case escaped && character != '*' && character != '\\':
			r.fault(path, "%s: only \\* and \\\\ are escapes", show(pattern))
			return never.fits
		case !escaped && character == '\\':
			escaped = true
			continue
		case !escaped && character == '*':
			if afterAny {
				r.fault(path, "%s: two asterisks in a row", show(pattern))
				return never.fits
			}
			parts = append(parts, part.String())
			part.Reset()
			afterAny = true
			continue
		}
		part.WriteRune(character)
		escaped, afterAny = false, false
	}
	if escaped {
		r.fault(path, "%s: a backslash escapes nothing", show(pattern))
		return never.fits
	}
	parts = append(parts, part.String())
	return onText(func(text string) bool { return matchesParts(parts, text) })
}

// matchesParts reports whether a text is the parts with any text between them.
func matchesParts(parts []string, text string) bool {
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return text == first
	}
	rest, found := strings.CutPrefix(text, first)
	if !found {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, last)
}
