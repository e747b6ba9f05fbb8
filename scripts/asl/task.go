package asl

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"slipway/scripts/asl/expression"
)

// task calls the service until the call succeeds, an error is caught, or the
// retries are used up.
func (e *execution) task(ctx context.Context, s *state, scope expression.Scope) (any, string, error) {
	used := make([]int, len(s.retriers))
	for {
		if err := e.count(eventsOfAttempt); err != nil {
			return nil, "", err
		}
		result, err := e.attempt(ctx, s, scope)
		if err == nil {
			output, err := e.place(s, result)
			return output, s.next, err
		}
		named := asError(err)
		if named == nil {
			return nil, "", err
		}
		again, wait := e.again(s, named, used)
		if !again {
			return e.catch(s, named)
		}
		e.retries++
		e.report(Event{
			Kind:    Retrying,
			State:   s.name,
			Type:    s.kind,
			Attempt: e.retries,
			Wait:    wait,
			Error:   named,
		})
		if err := e.Clock.Sleep(ctx, wait); err != nil {
			return nil, "", err
		}
	}
}

// attempt calls the service once.
func (e *execution) attempt(ctx context.Context, s *state, scope expression.Scope) (any, error) {
	parameters, role := scope.Input, ""
	if s.parameters != nil {
		shaped, err := s.parameters.Eval(scope)
		if err != nil {
			return nil, err
		}
		parameters = shaped
	}
	if s.role != nil {
		value, err := s.role.Eval(scope)
		if err != nil {
			return nil, err
		}
		role = fmt.Sprint(value)
	}
	if sizeOf(parameters) > payloadLimit {
		return nil, tooLarge(s.name)
	}
	result, err := e.call(ctx, s, role, parameters)
	if err != nil {
		return nil, err
	}
	if sizeOf(result) > payloadLimit {
		return nil, tooLarge(s.name)
	}
	if s.selector == nil {
		return result, nil
	}
	return s.selector.Eval(expression.Scope{Input: result, Context: scope.Context})
}

// call gives the service the time it has, and its error a name.
func (e *execution) call(ctx context.Context, s *state, role string, parameters any) (any, error) {
	limited := ctx
	if s.timeout > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, time.Duration(s.timeout)*time.Second)
		defer cancel()
	}
	result, err := e.Tasks.Call(limited, s.resource, role, parameters)
	var named *Error
	switch {
	case err == nil:
		return result, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &named):
		return nil, named
	case limited.Err() != nil:
		return nil, &Error{Name: Timeout}
	default:
		return nil, &Error{Name: TaskFailed, Cause: err.Error()}
	}
}

// again reports whether a retrier takes the error, and after what time. The first
// that matches decides, even when it has no attempt left.
func (e *execution) again(s *state, err *Error, used []int) (bool, time.Duration) {
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
func (e *execution) catch(s *state, err *Error) (any, string, error) {
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
			return e.raw, c.next, nil
		}
		output, tooBig := e.set(s.name, c.resultPath, e.raw, err.asObject())
		return output, c.next, tooBig
	}
	return nil, "", err
}

// lastPart is what follows the last colon of an ARN.
func lastPart(arn string) string {
	return arn[strings.LastIndexByte(arn, ':')+1:]
}
