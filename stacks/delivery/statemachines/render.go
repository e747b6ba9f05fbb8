package statemachines

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
)

//go:embed release.asl.json recorder.asl.json starter.asl.json approver.asl.json release/*.asl.json recorder/*.asl.json
var files embed.FS

// releaseDefinition is the release machine with its placeholders: the frame of
// release.asl.json and the states of every phase under release/. The phases are
// separate files because a reader takes in one at a time.
func releaseDefinition() (map[string]any, error) {
	return readPhases(files, "release.asl.json", "release/*.asl.json")
}

// recorderDefinition is the recorder with its placeholders, in the same form.
func recorderDefinition() (map[string]any, error) {
	return readPhases(files, "recorder.asl.json", "recorder/*.asl.json")
}

// renderRead renders a definition that was read without an error.
func renderRead(definition map[string]any, err error, values map[string]any) (any, error) {
	if err != nil {
		return nil, err
	}
	return Render(definition, values)
}

// readPhases reads the frame of a machine and gathers the states of all files
// that match the pattern into it. A state defined twice is an error: which one
// would run must not depend on file names.
func readPhases(from fs.FS, frame, pattern string) (map[string]any, error) {
	definition, err := readObject(from, frame)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(from, pattern)
	if err != nil {
		return nil, fmt.Errorf("list phases of %s: %w", frame, err)
	}
	states := map[string]any{}
	for _, name := range names {
		phase, err := readObject(from, name)
		if err != nil {
			return nil, err
		}
		for state, body := range phase {
			if _, there := states[state]; there {
				return nil, fmt.Errorf("read %s: state %q is defined twice", name, state)
			}
			states[state] = body
		}
	}
	definition["States"] = states
	return definition, nil
}

// readObject decodes one JSON object. Numbers keep the way they are written:
// the version of an AppSpec is 0.0, not 0.
func readObject(from fs.FS, name string) (map[string]any, error) {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, fmt.Errorf("read state machine: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	return object, nil
}

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
