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
func (e *Execution) task(ctx context.Context, s *state, scope expression.Scope) (any, string, error) {
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
		if err := e.sleep(ctx, s, wait); err != nil {
			return nil, "", err
		}
	}
}

// attempt calls the service once.
func (e *Execution) attempt(ctx context.Context, s *state, scope expression.Scope) (any, error) {
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
	scope.Input = result
	return s.selector.Eval(scope)
}

// call limits the time of the service and gives its error a name. The result is lost
// if the call took too long or the execution ended meanwhile, although the service
// did its work.
func (e *Execution) call(ctx context.Context, s *state, role string, parameters any) (any, error) {
	limit := time.Duration(s.timeout) * time.Second
	allowed := limit
	if left, bounded := e.left(); bounded && (allowed == 0 || left < allowed) {
		allowed = left
	}
	limited := ctx
	if allowed > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, allowed)
		defer cancel()
	}
	began := e.Clock.Now()
	result, err := e.Tasks.Call(limited, s.resource, role, parameters)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if ended := e.interrupted(s, AfterCall); ended != nil {
		return nil, ended
	}
	var named *Error
	switch {
	case limit > 0 && e.Clock.Now().Sub(began) > limit:
		return nil, &Error{Name: Timeout}
	case err == nil:
		return result, nil
	case errors.As(err, &named):
		return nil, named
	case limited.Err() != nil:
		return nil, &Error{Name: Timeout}
	default:
		return nil, &Error{Name: TaskFailed, Cause: err.Error()}
	}
}

// lastPart is what follows the last colon of an ARN.
func lastPart(arn string) string {
	return arn[strings.LastIndexByte(arn, ':')+1:]
}
