package asl

import (
	"context"
	"fmt"
	"time"

	"slipway/scripts/asl/expression"
)

// perform does what the state's type says.
func (e *execution) perform(ctx context.Context, s *state, input any) (any, string, error) {
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
func (e *execution) pass(s *state, scope expression.Scope) (any, string, error) {
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
func (e *execution) choose(s *state, scope expression.Scope) (any, string, error) {
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
func (e *execution) wait(ctx context.Context, s *state, scope expression.Scope) (any, string, error) {
	value, err := s.seconds.Eval(scope)
	if err != nil {
		return nil, "", err
	}
	seconds, ok := expression.Number(value)
	if !ok || seconds < 0 {
		return nil, "", &Error{Name: Runtime, Cause: fmt.Sprintf("The state '%s' cannot wait for %v seconds.", s.name, value)}
	}
	d := time.Duration(seconds * float64(time.Second))
	e.report(Event{
		Kind:  Waiting,
		State: s.name,
		Type:  s.kind,
		Wait:  d,
	})
	if err := e.Clock.Sleep(ctx, d); err != nil {
		return nil, "", err
	}
	return scope.Input, s.next, nil
}

// end is the error a Fail ends the execution with.
func (e *execution) end(s *state, scope expression.Scope) error {
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

// scope is what the expressions of a state see. The context object has what the
// developer guide's "Context object" lists for states outside a Map.
func (e *execution) scope(s *state, input any) expression.Scope {
	return expression.Scope{Input: input, Context: func() any {
		return map[string]any{
			"Execution": map[string]any{
				"Id": e.ExecutionID, "Name": e.ExecutionName, "Input": e.input, "RoleArn": e.RoleARN, "StartTime": stamp(e.started),
			},
			"State":        map[string]any{"Name": s.name, "EnteredTime": stamp(e.entered), "RetryCount": e.retries},
			"StateMachine": map[string]any{"Id": e.MachineID, "Name": lastPart(e.MachineID)},
		}
	}}
}

// stamp writes a time as the context object does: UTC, to the millisecond.
func stamp(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
