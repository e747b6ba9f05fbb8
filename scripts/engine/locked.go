package engine

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/backend/backenderr"
)

// LockedError is a stack that another run is at work on, or was when it died.
type LockedError struct {
	Stack string
	// Holder is who holds the lock and since when, "" when the backend does not say.
	Holder string
}

// Error names the stack and the holder.
func (e *LockedError) Error() string {
	if e.Holder == "" {
		return e.Stack + " is locked by another run"
	}
	return fmt.Sprintf("%s is locked by a run of %s", e.Stack, e.Holder)
}

var lockHolder = regexp.MustCompile(`created by (\S+ \(pid \d+\) at \S+)`)

// locked recognizes what a backend says of a locked stack. Object storage and
// folders have no error type for it, only the sentence.
func locked(stack string, err error) *LockedError {
	var conflict backenderr.ConflictingUpdateError
	if errors.As(err, &conflict) {
		return &LockedError{Stack: stack}
	}
	if !strings.Contains(err.Error(), "the stack is currently locked by ") {
		return nil
	}
	e := &LockedError{Stack: stack}
	if found := lockHolder.FindStringSubmatch(err.Error()); found != nil {
		e.Holder = found[1]
	}
	return e
}
