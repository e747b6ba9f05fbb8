package asl

import "slices"

// Names of errors that Step Functions itself gives, from "Handling errors in
// Step Functions workflows", section "Error names", Step Functions developer
// guide (concepts-error-handling). States.ParameterPathFailure, which the guide
// lists too, is not among them: a path of Parameters that leads nowhere ends an
// execution with States.Runtime.
const (
	// All matches every error but Runtime and DataLimitExceeded.
	All = "States.ALL"
	// TaskFailed matches what All matches, but not Timeout.
	TaskFailed = "States.TaskFailed"
	// Timeout is a task that took longer than its TimeoutSeconds, or an execution
	// that took longer than the definition's.
	Timeout = "States.Timeout"
	// Runtime is an execution that cannot go on: a path leads nowhere, or there
	// are too many events. It always fails the execution; not even its name in a
	// Retry or Catch helps.
	Runtime = "States.Runtime"
	// DataLimitExceeded is a payload over 256 KB, a task's input or its result. A Retry
	// or Catch matches it only by this name.
	DataLimitExceeded = "States.DataLimitExceeded"
	// ResultPathMatchFailure is a ResultPath into a value that is not an object.
	ResultPathMatchFailure = "States.ResultPathMatchFailure"
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

// matches reports whether one of the names of an ErrorEquals matches the error.
func (e *Error) matches(names []string) bool {
	switch e.Name {
	case Runtime:
		return false
	case DataLimitExceeded:
		return slices.Contains(names, e.Name)
	default:
		return slices.Contains(names, e.Name) || slices.Contains(names, All) ||
			slices.Contains(names, TaskFailed) && e.Name != Timeout
	}
}

// asObject is the error as a catcher puts it into the state's input.
func (e *Error) asObject() map[string]any {
	return map[string]any{"Error": e.Name, "Cause": e.Cause}
}
