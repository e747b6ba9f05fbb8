// Package eventpattern decides whether an event matches an EventBridge event
// pattern, so that tests and the simulated AWS can ask what a rule would do instead
// of comparing its text.
//
// The rules are those of the EventBridge user guide (eb-event-patterns,
// eb-create-pattern, eb-create-pattern-operators): every field of the pattern
// must be in the event; a leaf is a list of which one entry must match; of an
// array in the event one element must match; numbers outside of "numeric" are
// equal when their text is; "exists" looks at leaves only. "$or" takes a list of
// patterns at any level.
//
// Known operators: prefix, suffix, equals-ignore-case, wildcard, anything-but,
// numeric and exists. Anything else is rejected, as EventBridge rejects what it
// does not know: a pattern that is accepted here means what it says. What must
// not live here: any particular pattern or event.
package eventpattern

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Pattern is a pattern that has been read and found valid.
type Pattern struct {
	fields []field
	// groups are the "$or" lists: of each, one alternative must match.
	groups [][]*Pattern
}

// field is one key of a pattern: an object below it, or the entries of a leaf.
type field struct {
	name    string
	below   *Pattern
	entries []entry
}

// Match reports whether an event (the whole envelope, in JSON) matches a pattern.
func Match(pattern, event []byte) (bool, error) {
	parsed, err := Parse(pattern)
	if err != nil {
		return false, err
	}
	return parsed.Match(event)
}

// Match reports whether an event (the whole envelope, in JSON) matches.
func (p *Pattern) Match(event []byte) (bool, error) {
	decoded, err := decodeObject(event)
	if err != nil {
		return false, fmt.Errorf("event is not valid: %w", err)
	}
	return p.matches(decoded), nil
}

// decodeObject reads one JSON object and keeps numbers as they are written.
func decodeObject(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil, err
	}
	if object == nil {
		return nil, errors.New("null is not an object")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("there is more after the object")
	}
	return object, nil
}
