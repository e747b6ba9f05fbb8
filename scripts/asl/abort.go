package asl

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How an execution ends that neither succeeds nor fails. Run wraps them with the
// name of the state.
var (
	// ErrAborted is an execution that Options.Abort stopped.
	ErrAborted = errors.New("execution aborted")
	// ErrTimedOut is an execution that took longer than the TimeoutSeconds of its
	// definition. An *Error with the name States.Timeout is wrapped with it.
	ErrTimedOut = errors.New("execution timed out")
)

// Point is where an execution can be stopped from outside.
type Point struct {
	// State is the state's name.
	State string
	// Moment is when.
	Moment Moment
}

// Moment is one of the times at which a stop makes a difference.
type Moment string

// The moments.
const (
	// BeforeState is between two states; that of the Point is not entered.
	BeforeState Moment = "before the state"
	// InWait is a Wait, or the wait before a retry, before its time has passed.
	InWait Moment = "in a wait"
	// AfterCall is a task whose service has finished, or has failed. The machine never
	// sees the result.
	AfterCall Moment = "after the call"
)

// interrupted is the end of the whole execution at a moment; nil: it goes on.
func (e *Execution) interrupted(s *state, m Moment) error {
	if e.Abort != nil && e.Abort(Point{State: s.name, Moment: m}) {
		return fmt.Errorf("%w in state %s", ErrAborted, s.name)
	}
	if left, bounded := e.left(); bounded && left <= 0 {
		return e.timedOut(s)
	}
	return nil
}

// timedOut is the error of an execution whose time is up. No Retry and no Catch
// sees it ("State machine structure", field TimeoutSeconds, and "Handling errors
// in Step Functions workflows", Step Functions developer guide).
func (e *Execution) timedOut(s *state) error {
	return fmt.Errorf("%w in state %s: %w", ErrTimedOut, s.name, &Error{Name: Timeout})
}

// left is how much of the definition's TimeoutSeconds is left, if it has one.
func (e *Execution) left() (time.Duration, bool) {
	if e.deadline.IsZero() {
		return 0, false
	}
	return e.deadline.Sub(e.Clock.Now()), true
}

// sleep lets time pass, no more than the execution has.
func (e *Execution) sleep(ctx context.Context, s *state, d time.Duration) error {
	if err := e.interrupted(s, InWait); err != nil {
		return err
	}
	left, bounded := e.left()
	if !bounded || d < left {
		return e.Clock.Sleep(ctx, d)
	}
	if err := e.Clock.Sleep(ctx, left); err != nil {
		return err
	}
	return e.timedOut(s)
}
