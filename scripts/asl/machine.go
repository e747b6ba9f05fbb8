package asl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"slipway/scripts/asl/expression"
	"slipway/scripts/asl/jsonpath"
)

// Machine is a definition that can run. It holds no state of an execution: any
// number may run at the same time.
type Machine struct {
	start   string
	states  map[string]*state
	timeout int // seconds; 0: none
}

// state is one compiled state. Which fields count depends on its type.
type state struct {
	name, kind string
	next       string // empty: the execution ends here

	inputPath, outputPath expression.Expression // nil: everything
	parameters, selector  expression.Expression // nil: the input, the result, as they are
	result                any                   // of a Pass
	hasResult             bool
	resultPath            jsonpath.Path
	discard               bool // ResultPath null: the result is dropped

	resource string
	role     expression.Expression // nil: the machine's own
	timeout  int                   // seconds; 0: none
	retriers []retrier
	catchers []catcher

	choices []choice

	seconds expression.Expression

	errorName, cause expression.Expression // nil: empty
}

// definition is the outermost object of a definition.
type definition struct {
	Comment        string
	StartAt        string
	TimeoutSeconds any
	States         map[string]map[string]any
}

// Parse compiles a definition: JSON text as bytes, or a value encoding/json can
// write. All faults are reported together, each with its state.
func Parse(source any) (*Machine, error) {
	text, isText := source.([]byte)
	if !isText {
		var err error
		if text, err = json.Marshal(source); err != nil {
			return nil, fmt.Errorf("encode state machine: %w", err)
		}
	}
	var d definition
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return nil, fmt.Errorf("decode state machine: %w", err)
	}
	m := &Machine{start: d.StartAt, states: make(map[string]*state, len(d.States))}
	var faults []error
	if d.TimeoutSeconds != nil {
		m.timeout, faults = timeoutOf(d.TimeoutSeconds)
	}
	for _, name := range slices.Sorted(maps.Keys(d.States)) {
		compiled, err := compileState(name, d.States[name])
		if err != nil {
			faults = append(faults, fmt.Errorf("state %s: %w", name, err))
		}
		m.states[name] = compiled
	}
	faults = append(faults, m.checkGraph()...)
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("parse state machine: %w", err)
	}
	return m, nil
}

// timeoutOf reads how long an execution may take.
func timeoutOf(value any) (int, []error) {
	src := &source{}
	seconds := src.whole(map[string]any{"TimeoutSeconds": value}, "TimeoutSeconds", 1, 0)
	return seconds, src.faults
}

// States lists the names of the machine's states, sorted.
func (m *Machine) States() []string {
	return slices.Sorted(maps.Keys(m.states))
}

// Tasks lists the names of the states that call a service, sorted.
func (m *Machine) Tasks() []string {
	var names []string
	for _, name := range m.States() {
		if m.states[name].kind == "Task" {
			names = append(names, name)
		}
	}
	return names
}
