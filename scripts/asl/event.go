package asl

import "time"

// Kind says what happened in an Event.
type Kind string

// The types of events.
const (
	// Entered is a state that begins.
	Entered Kind = "entered"
	// Waiting is a Wait, before it passes.
	Waiting Kind = "waiting"
	// Retrying is a task that failed and will be called again after Wait.
	Retrying Kind = "retrying"
	// Caught is a task that failed and whose error leads to Next.
	Caught Kind = "caught"
	// Succeeded is the end of an execution that reached its end.
	Succeeded Kind = "succeeded"
	// Failed is the end of an execution by Error.
	Failed Kind = "failed"
	// TimedOut is the end of an execution that took too long.
	TimedOut Kind = "timed out"
	// Aborted is the end of an execution that was stopped from outside.
	Aborted Kind = "aborted"
)

// Event is one step of an execution, reported as it happens.
type Event struct {
	// At is when, by the machine's clock.
	At time.Time
	// Kind is what.
	Kind Kind
	// State and Type are where: the state's name and its type.
	State, Type string
	// Attempt counts the calls of a task so far; zero where none was made.
	Attempt int
	// Wait is how long the machine waits now: in a Wait, or before a retry.
	Wait time.Duration
	// Next is the state a caught error leads to.
	Next string
	// Error is what failed; nil otherwise.
	Error *Error
}
