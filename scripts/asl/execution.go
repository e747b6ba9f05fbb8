package asl

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// eventLimit is the most events an execution may have (Step Functions quotas).
const eventLimit = 25000

// eventsOf is how many events a visit to a state costs. An attempt at a task
// costs three more: scheduled, started, ended.
const (
	eventsOfVisit   = 2
	eventsOfAttempt = 3
)

// Execution is one run of a machine, with all its redrives. It serves one
// goroutine.
type Execution struct {
	Options
	machine *Machine
	input   any
	events  int
	// bound is what the payload is at most, in bytes.
	bound int
	// status is how it ended, empty before that; state and data are where it is
	// and that state's input before InputPath, which is what a result is put into.
	status Status
	state  string
	data   any
	ended  time.Time
	// started and redriven are the times of the context object.
	started, redriven time.Time
	redrives          int
	// deadline is the end of the definition's TimeoutSeconds; zero: none.
	deadline time.Time
	// entered and retries are of the state the execution is in.
	entered time.Time
	retries int
}

// Run executes the machine and returns its output. If the execution fails, the error
// is an *Error with its name and cause; ErrAborted if it was stopped; ErrTimedOut if
// it took too long. If ctx ends first, Run returns the error of ctx and stops where
// it is: nothing is undone.
func (m *Machine) Run(ctx context.Context, input any, o Options) (any, error) {
	return m.Execution(input, o).Run(ctx)
}

// Execution makes an execution that can be redriven after it has run.
func (m *Machine) Execution(input any, o Options) *Execution {
	if o.Clock == nil {
		o.Clock = SystemClock{}
	}
	return &Execution{
		Options: o,
		machine: m,
		input:   input,
		state:   m.start,
		data:    input,
		bound:   sizeOf(input),
	}
}

// Run executes the machine from its start, once.
func (e *Execution) Run(ctx context.Context) (any, error) {
	if !e.started.IsZero() {
		return nil, errors.New("run execution: it has started already; Redrive continues one that ended")
	}
	e.started = e.Clock.Now()
	return e.run(ctx, e.started)
}

// run goes on from where the execution is.
func (e *Execution) run(ctx context.Context, from time.Time) (any, error) {
	if e.machine.timeout > 0 {
		e.deadline = from.Add(time.Duration(e.machine.timeout) * time.Second)
	}
	for {
		current := e.machine.states[e.state]
		if err := ctx.Err(); err != nil {
			e.finish(Aborted)
			return nil, fmt.Errorf("stop before state %s: %w", e.state, err)
		}
		output, next, err := e.visit(ctx, current, e.data)
		if err != nil {
			return nil, e.fail(current, err)
		}
		if next == "" {
			e.finish(Succeeded)
			e.report(Event{
				Kind:  Succeeded,
				State: e.state,
				Type:  current.kind,
			})
			return output, nil
		}
		e.state, e.data = next, output
	}
}

// visit runs one state and returns its output and the name of the next state.
func (e *Execution) visit(ctx context.Context, s *state, input any) (any, string, error) {
	if err := e.interrupted(s, BeforeState); err != nil {
		return nil, "", err
	}
	e.entered, e.retries = e.Clock.Now(), 0
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
func (e *Execution) count(events int) error {
	if e.events += events; e.events > eventLimit {
		return &Error{Name: Runtime, Cause: fmt.Sprintf("The execution has more than %d events.", eventLimit)}
	}
	return nil
}
