package asl

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"slipway/scripts/asl/expression"
)

// Tasks are the services behind a machine.
type Tasks interface {
	// Call performs one API action and answers its result. Resource is the
	// task's, such as "arn:aws:states:::aws-sdk:lambda:getAlias"; role is the
	// role to assume, empty for the machine's own; parameters are never to be
	// changed. Parameters and result are JSON values: map[string]any, []any,
	// string, bool, nil and numbers. An *Error names itself; any other error
	// becomes States.TaskFailed. The context ends at the task's TimeoutSeconds.
	Call(ctx context.Context, resource, role string, parameters any) (any, error)
}

// Options say how one execution runs. Only Tasks is required.
type Options struct {
	// Tasks are called by the task states.
	Tasks Tasks
	// Clock is the time; nil means SystemClock.
	Clock Clock
	// Random draws the jitter of retries; nil means none, the full delay.
	Random *rand.Rand
	// Observe is called with each step, in order; it may be nil.
	Observe func(Event)
	// ExecutionID, ExecutionName, MachineID and RoleARN are what the context
	// object says of the execution.
	ExecutionID, ExecutionName, MachineID, RoleARN string
}

// eventLimit is the most events an execution may have (Step Functions quotas).
const eventLimit = 25000

// eventsOf is how many events a visit to a state costs. An attempt at a task
// costs three more: scheduled, started, ended.
const (
	eventsOfVisit   = 2
	eventsOfAttempt = 3
)

// execution is one run of a machine.
type execution struct {
	Options
	machine *Machine
	input   any
	started time.Time
	events  int
	// bound is what the payload is at most, in bytes.
	bound int
	// raw, entered and retries are of the state the execution is in. raw is its input
	// before InputPath, which is what a result is put into.
	raw     any
	entered time.Time
	retries int
}

// Run executes the machine and answers its output. A failed execution answers
// an *Error with the name and the cause it ended with; when ctx ends first, its
// error is answered, and the execution stops where it is: nothing is undone.
func (m *Machine) Run(ctx context.Context, input any, o Options) (any, error) {
	if o.Clock == nil {
		o.Clock = SystemClock{}
	}
	e := &execution{
		Options: o,
		machine: m,
		input:   input,
		started: o.Clock.Now(),
		bound:   sizeOf(input),
	}
	data := input
	for name := m.start; ; {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("stop before state %s: %w", name, err)
		}
		current := m.states[name]
		output, next, err := e.visit(ctx, current, data)
		if err != nil {
			return nil, e.fail(current, err)
		}
		if next == "" {
			e.report(Event{
				Kind:  Succeeded,
				State: name,
				Type:  current.kind,
			})
			return output, nil
		}
		name, data = next, output
	}
}

// visit runs one state and answers its output and what follows.
func (e *execution) visit(ctx context.Context, s *state, input any) (any, string, error) {
	e.raw, e.entered, e.retries = input, e.Clock.Now(), 0
	e.report(Event{
		Kind:  Entered,
		State: s.name,
		Type:  s.kind,
	})
	if err := e.count(eventsOfVisit); err != nil {
		return nil, "", err
	}
	if s.inputPath != nil {
		filtered, err := s.inputPath.Eval(e.scope(s, input))
		if err != nil {
			return nil, "", err
		}
		input = filtered
	}
	output, next, err := e.perform(ctx, s, input)
	if err != nil {
		return nil, "", err
	}
	if s.outputPath != nil {
		if output, err = s.outputPath.Eval(e.scope(s, output)); err != nil {
			return nil, "", err
		}
	}
	return output, next, nil
}

// count adds to the execution's events.
func (e *execution) count(events int) error {
	if e.events += events; e.events > eventLimit {
		return &Error{Name: Runtime, Cause: fmt.Sprintf("The execution has more than %d events.", eventLimit)}
	}
	return nil
}

// fail ends the execution by the error of a state.
func (e *execution) fail(s *state, err error) error {
	named := asError(err)
	if named == nil {
		return fmt.Errorf("stop in state %s: %w", s.name, err)
	}
	e.report(Event{
		Kind:  Failed,
		State: s.name,
		Type:  s.kind,
		Error: named,
	})
	return named
}

// report informs the observer.
func (e *execution) report(event Event) {
	if e.Observe != nil {
		event.At = e.Clock.Now()
		e.Observe(event)
	}
}

// asError gives an error of an evaluation or a task its name; nil when it has
// none because the context ended.
func asError(err error) *Error {
	var named *Error
	var missing *expression.MissingError
	var rejected *expression.IntrinsicError
	switch {
	case errors.As(err, &named):
		return named
	case errors.As(err, &missing):
		return &Error{Name: Runtime, Cause: missing.Error()}
	case errors.As(err, &rejected):
		return &Error{Name: IntrinsicFailure, Cause: rejected.Error()}
	default:
		return nil
	}
}
