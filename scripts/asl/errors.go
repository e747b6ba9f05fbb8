package asl

import "slices"

// Names of errors that Step Functions itself gives, from "Error names", Step
// Functions developer guide.
const (
	// All matches every error that can be matched at all.
	All = "States.ALL"
	// TaskFailed matches every error of a task but Timeout.
	TaskFailed = "States.TaskFailed"
	// Timeout is a task that took longer than its TimeoutSeconds.
	Timeout = "States.Timeout"
	// Runtime is an execution that cannot go on: a path leads nowhere, or there
	// are too many events. Nothing catches it.
	Runtime = "States.Runtime"
	// DataLimitExceeded is a payload over 256 KB. Nothing catches it.
	DataLimitExceeded = "States.DataLimitExceeded"
	// IntrinsicFailure is an intrinsic function that rejected its arguments.
	IntrinsicFailure = "States.IntrinsicFailure"
	// NoChoiceMatched is a Choice without a rule that holds and no default.
	NoChoiceMatched = "States.NoChoiceMatched"
)

// Error is an error of a state machine: what Retry and Catch match, and what a
// failed execution ends with. Tasks return it to choose the name.
type Error struct {
	// Name is the error name, such as "Lambda.TooManyRequestsException".
	Name string
	// Cause is the text for a person.
	Cause string
}

// Error is "name: cause".
func (e *Error) Error() string {
	if e.Cause == "" {
		return e.Name
	}
	return e.Name + ": " + e.Cause
}

// terminal reports whether nothing can catch the error.
func (e *Error) terminal() bool {
	return e.Name == Runtime || e.Name == DataLimitExceeded
}

// matches reports whether one of the names of an ErrorEquals stands for the error.
func (e *Error) matches(names []string) bool {
	if e.terminal() {
		return false
	}
	return slices.Contains(names, e.Name) || slices.Contains(names, All) ||
		slices.Contains(names, TaskFailed) && e.Name != Timeout
}

// asObject is the error as a catcher puts it into the state's input.
func (e *Error) asObject() map[string]any {
	return map[string]any{"Error": e.Name, "Cause": e.Cause}
}
