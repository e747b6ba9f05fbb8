package asl

import (
	"context"
	"fmt"
	"math"
	"time"

	"slipway/scripts/asl/expression"
)

// perform does what the state's type says.
func (e *Execution) perform(ctx context.Context, s *state, input any) (any, string, error) {
	scope := e.scope(s, input)
	switch s.kind {
	case "Pass":
		return e.pass(s, scope)
	case "Task":
		return e.task(ctx, s, scope)
	case "Choice":
		return e.choose(s, scope)
	case "Wait":
		return e.wait(ctx, s, scope)
	case "Fail":
		return nil, "", e.end(s, scope)
	default: // Succeed; Parse let no other type through
		return input, "", nil
	}
}

// pass shapes data.
func (e *Execution) pass(s *state, scope expression.Scope) (any, string, error) {
	result := scope.Input
	if s.parameters != nil {
		shaped, err := s.parameters.Eval(scope)
		if err != nil {
			return nil, "", err
		}
		result = shaped
	}
	if s.hasResult {
		result = s.result
	}
	output, err := e.place(s, result)
	return output, s.next, err
}

// choose goes by the first rule that holds.
func (e *Execution) choose(s *state, scope expression.Scope) (any, string, error) {
	for _, c := range s.choices {
		holds, err := c.holds(scope)
		if err != nil {
			return nil, "", err
		}
		if holds {
			return scope.Input, c.next, nil
		}
	}
	return nil, "", &Error{
		Name:  NoChoiceMatched,
		Cause: fmt.Sprintf("No rule of the state '%s' holds, and it has no default.", s.name),
	}
}

// wait lets time pass.
func (e *Execution) wait(ctx context.Context, s *state, scope expression.Scope) (any, string, error) {
	value, err := s.seconds.Eval(scope)
	if err != nil {
		return nil, "", err
	}
	seconds, ok := expression.Number(value)
	if !ok || seconds < 0 || seconds > mostWhole || seconds != math.Trunc(seconds) {
		return nil, "", &Error{Name: Runtime, Cause: fmt.Sprintf("The state '%s' cannot wait for %v seconds.", s.name, value)}
	}
	d := time.Duration(seconds * float64(time.Second))
	e.report(Event{
		Kind:  Waiting,
		State: s.name,
		Type:  s.kind,
		Wait:  d,
	})
	if err := e.sleep(ctx, s, d); err != nil {
		return nil, "", err
	}
	return scope.Input, s.next, nil
}

// end is the error a Fail ends the execution with.
func (e *Execution) end(s *state, scope expression.Scope) error {
	named := &Error{}
	for into, from := range map[*string]expression.Expression{&named.Name: s.errorName, &named.Cause: s.cause} {
		if from == nil {
			continue
		}
		value, err := from.Eval(scope)
		if err != nil {
			return err
		}
		*into = fmt.Sprint(value)
	}
	return named
}
