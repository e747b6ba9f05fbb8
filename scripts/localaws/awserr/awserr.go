// Package awserr holds the errors of the simulated AWS: a fault in a property, which
// the provider finds before it sends anything, and an error of an API call. The
// rules that return these errors are in package resources.
package awserr

import "fmt"

// Fault is what the provider rejects when it validates inputs, before any call.
type Fault struct {
	Property string // the property's name, dots and numbers for nested ones
	Reason   string
}

// Error is a rejected AWS API call, worded as the AWS SDK words it.
type Error struct {
	Service, Operation string // "Lambda", "CreateFunction"
	Code, Message      string // AWS's error code and words
}

// Error gives the line that the AWS SDK for Go prints for a rejected call.
func (e *Error) Error() string {
	return fmt.Sprintf("operation error %s: %s, api error %s: %s", e.Service, e.Operation, e.Code, e.Message)
}

// New makes a rejected call.
func New(service, operation, code, format string, args ...any) *Error {
	return &Error{
		Service:   service,
		Operation: operation,
		Code:      code,
		Message:   fmt.Sprintf(format, args...),
	}
}

// Warning is the error of a call that AWS would take and that still cannot work. The
// simulated AWS rejects it and says what would happen on AWS.
type Warning struct {
	Message string
}

// Error explains what would go wrong and says that the error is not an answer of AWS.
func (w *Warning) Error() string { return "rejected by the simulated AWS, not by AWS: " + w.Message }

// Warn makes a Warning.
func Warn(format string, args ...any) *Warning {
	return &Warning{Message: fmt.Sprintf(format, args...)}
}
