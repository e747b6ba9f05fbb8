// Package awserr holds the errors of the simulated AWS: a fault in a property, which
// the provider finds before it sends anything, and an error of an API call. The
// rules that return these errors are in package resources.
package awserr

import "fmt"

// Fault is what the provider refuses when it validates inputs, before any call.
type Fault struct {
	Property string // the property's name, dots and numbers for nested ones
	Reason   string
}

// Error is a refused AWS API call, worded as the AWS SDK words it.
type Error struct {
	Service, Operation string // "Lambda", "CreateFunction"
	Code, Message      string // AWS's error code and words
}

// Error gives the line that the AWS SDK for Go prints for a refused call.
func (e *Error) Error() string {
	return fmt.Sprintf("operation error %s: %s, api error %s: %s", e.Service, e.Operation, e.Code, e.Message)
}

// New makes a refused call.
func New(service, operation, code, format string, args ...any) *Error {
	return &Error{Service: service, Operation: operation, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Hazard is a call that AWS would take and that still cannot work. The
// rehearsal refuses it and says what would happen on AWS.
type Hazard struct {
	Message string
}

// Error explains the hazard and says that the refusal is the rehearsal's own.
func (h *Hazard) Error() string { return "refused by the rehearsal, not by AWS: " + h.Message }

// Warn makes a hazard.
func Warn(format string, args ...any) *Hazard {
	return &Hazard{Message: fmt.Sprintf(format, args...)}
}
