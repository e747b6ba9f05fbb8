package engine

import (
	"context"
	"fmt"
)

// UnsettledError is a stack whose state lists operations that nobody saw the end of,
// and that nobody is at work on.
type UnsettledError struct {
	Stack string
	Count int
}

// Error says what is not known.
func (e *UnsettledError) Error() string {
	return fmt.Sprintf("a run on %s was cut off: it is not known whether %d of its operations happened", e.Stack, e.Count)
}

// Settled is nil if the stack may be changed: a *LockedError if somebody is at work on
// it, an *UnsettledError if an earlier run was cut off. The backend would go on
// without what it is not sure of, and fail on names that are taken.
func (s *Stack) Settled(ctx context.Context) error {
	if err := s.Free(ctx); err != nil {
		return err
	}
	state, err := s.State(ctx)
	if err != nil || state.Pending == 0 {
		return err
	}
	// Pending operations are part of every state that is written during a run, which
	// may have begun since the lock was looked for.
	if err := s.Free(ctx); err != nil {
		return err
	}
	return &UnsettledError{Stack: s.String(), Count: state.Pending}
}
