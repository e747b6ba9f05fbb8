package statemachines

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed release.asl.json recorder.asl.json release/*.asl.json recorder/*.asl.json
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
