package asl

import (
	"errors"
	"fmt"
	"time"

	"slipway/scripts/asl/expression"
)

// Status is how an execution ended, as DescribeExecution names it.
type Status string

// The statuses of an execution that has ended.
const (
	StatusSucceeded Status = "SUCCEEDED"
	StatusFailed    Status = "FAILED"
	StatusTimedOut  Status = "TIMED_OUT"
	StatusAborted   Status = "ABORTED"
)

// Ended is how and where an execution ended.
type Ended struct {
	// Status is how; empty: it has not.
	Status Status
	// State is the state it ended in, Input what that state was given: a redrive
	// starts there.
	State string
	Input any
	// At is when.
	At time.Time
}

// Ended returns how the execution ended last.
func (e *Execution) Ended() Ended {
	return Ended{
		Status: e.status,
		State:  e.state,
		Input:  e.data,
		At:     e.ended,
	}
}

// finish notes the end of the execution.
func (e *Execution) finish(how Kind) {
	e.ended = e.Clock.Now()
	e.status = map[Kind]Status{
		Succeeded: StatusSucceeded,
		Failed:    StatusFailed,
		TimedOut:  StatusTimedOut,
		Aborted:   StatusAborted,
	}[how]
}

// fail ends the execution by the error of a state.
func (e *Execution) fail(s *state, err error) error {
	end := Event{
		Kind:  Failed,
		State: s.name,
		Type:  s.kind,
		Error: asError(err),
	}
	switch {
	case errors.Is(err, ErrTimedOut):
		end.Kind, end.Error = TimedOut, &Error{Name: Timeout}
	case errors.Is(err, ErrAborted):
		end.Kind = Aborted
	case end.Error == nil:
		e.finish(Aborted)
		return fmt.Errorf("stop in state %s: %w", s.name, err)
	default:
		err = end.Error
	}
	e.finish(end.Kind)
	e.report(end)
	return err
}

// report informs the observer.
func (e *Execution) report(event Event) {
	if e.Observe != nil {
		event.At = e.Clock.Now()
		e.Observe(event)
	}
}

// asError gives an error of an evaluation or a task its name. It is nil when what
// ended is not a state but the execution: it has no name then, or nothing may
// catch it.
func asError(err error) *Error {
	var named *Error
	var missing *expression.MissingError
	var rejected *expression.IntrinsicError
	switch {
	case errors.Is(err, ErrTimedOut):
		return nil
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
