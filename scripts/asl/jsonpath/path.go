// Package jsonpath reads and writes JSON values by the part of JSONPath that
// state machines here use: $, .name, ['name'], [3], [*] and, at the end of a
// path, ..name, which looks for the name at every depth. Filters, slices and
// every other deep scan are rejected when a path is parsed: implementations
// differ in them, and a definition must mean the same everywhere it runs.
package jsonpath

import (
	"fmt"
	"strconv"
	"strings"
)

// Path is a parsed path. The zero value is "$", the whole value.
type Path struct {
	text  string
	steps []step
}

// step is one descent: into a key, an index, every element, or a key at any depth.
type step struct {
	key   string
	index int
	kind  kind
}

type kind int

const (
	byKey kind = iota
	byIndex
	every
	deep
)

// Parse reads a path that starts with $.
func Parse(text string) (Path, error) {
	rest, found := strings.CutPrefix(text, "$")
	if !found {
		return Path{}, fmt.Errorf("path %q does not start with $", text)
	}
	p := Path{text: text}
	for rest != "" {
		var s step
		var err error
		if s, rest, err = parseStep(rest); err != nil {
			return Path{}, fmt.Errorf("path %q: %w", text, err)
		}
		if s.kind == deep && rest != "" {
			return Path{}, fmt.Errorf("path %q: %q follows ..%s, which must be the last step", text, rest, s.key)
		}
		p.steps = append(p.steps, s)
	}
	return p, nil
}

// parseStep reads the first step of what is left.
func parseStep(rest string) (step, string, error) {
	if name, found := strings.CutPrefix(rest, ".."); found {
		s, after, err := parseStep("." + name)
		if err != nil || s.kind != byKey {
			return step{}, "", fmt.Errorf("..%s is not supported, only ..name", name)
		}
		return step{kind: deep, key: s.key}, after, nil
	}
	if name, found := strings.CutPrefix(rest, "."); found {
		end := strings.IndexAny(name, ".[")
		if end < 0 {
			end = len(name)
		}
		if !isName(name[:end]) {
			return step{}, "", fmt.Errorf("%q is not a plain name", name[:end])
		}
		return step{key: name[:end]}, name[end:], nil
	}
	if quoted, found := strings.CutPrefix(rest, "['"); found {
		key, after, closed := strings.Cut(quoted, "']")
		if !closed {
			return step{}, "", fmt.Errorf("[' is not closed")
		}
		if strings.Contains(key, "'") {
			return step{}, "", fmt.Errorf("['%s'] is not supported, only one name without quotes in it", key)
		}
		return step{key: key}, after, nil
	}
	if inner, found := strings.CutPrefix(rest, "["); found {
		number, after, closed := strings.Cut(inner, "]")
		if !closed {
			return step{}, "", fmt.Errorf("[ is not closed")
		}
		if number == "*" {
			return step{kind: every}, after, nil
		}
		index, err := strconv.ParseUint(number, 10, 31)
		if err != nil {
			return step{}, "", fmt.Errorf("[%s] is not supported, only [n], ['name'] and [*]", number)
		}
		return step{kind: byIndex, index: int(index)}, after, nil
	}
	return step{}, "", fmt.Errorf("%q does not continue a path", rest)
}

// isName reports whether a name may be written after a dot.
func isName(name string) bool {
	for i, r := range name {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

// String returns the path as it was written.
func (p Path) String() string {
	if p.text == "" {
		return "$"
	}
	return p.text
}

// IsDefinite reports whether the path finds one value, not a list of all that
// [*] or ..name find.
func (p Path) IsDefinite() bool {
	for _, s := range p.steps {
		if s.kind == every || s.kind == deep {
			return false
		}
	}
	return true
}

// IsReference reports whether the path names exactly one place, which is what a
// result may be written to.
func (p Path) IsReference() bool {
	for _, s := range p.steps {
		if s.kind != byKey {
			return false
		}
	}
	return true
}
