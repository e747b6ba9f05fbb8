package asl

import (
	"time"
)

// again reports whether a retrier takes the error, and after what time. The first
// that matches decides, even when it has no attempt left.
func (e *Execution) again(s *state, err *Error, used []int) (bool, time.Duration) {
	for i, r := range s.retriers {
		if !err.matches(r.names) {
			continue
		}
		if used[i] >= r.attempts {
			return false, 0
		}
		used[i]++
		return true, r.delay(used[i]-1, e.Random)
	}
	return false, 0
}

// catch follows the first catcher that takes the error.
func (e *Execution) catch(s *state, err *Error) (any, string, error) {
	for _, c := range s.catchers {
		if !err.matches(c.names) {
			continue
		}
		e.report(Event{
			Kind:    Caught,
			State:   s.name,
			Type:    s.kind,
			Attempt: e.retries + 1,
			Next:    c.next,
			Error:   err,
		})
		if c.discard {
			return e.data, c.next, nil
		}
		output, tooBig := e.set(s.name, c.resultPath, e.data, err.asObject())
		return output, c.next, tooBig
	}
	return nil, "", err
}
