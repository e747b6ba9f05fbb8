package asl

import (
	"time"

	"slipway/scripts/asl/expression"
)

// scope is what the expressions of a state see. The context object has what
// "Accessing execution data from the Context object" lists, Step Functions
// developer guide (input-output-contextobject), for states outside a Map. Only a
// task has a RetryCount, and only an execution that was redriven a RedriveTime.
func (e *Execution) scope(s *state, input any) expression.Scope {
	return expression.Scope{
		Input:  input,
		Random: e.Random,
		Context: func() any {
			execution := map[string]any{
				"Id":           e.ExecutionID,
				"Name":         e.ExecutionName,
				"Input":        e.input,
				"RoleArn":      e.RoleARN,
				"StartTime":    stamp(e.started),
				"RedriveCount": e.redrives,
			}
			if e.redrives > 0 {
				execution["RedriveTime"] = stamp(e.redriven)
			}
			state := map[string]any{"Name": s.name, "EnteredTime": stamp(e.entered)}
			if s.kind == "Task" {
				state["RetryCount"] = e.retries
			}
			return map[string]any{
				"Execution":    execution,
				"State":        state,
				"StateMachine": map[string]any{"Id": e.MachineID, "Name": lastPart(e.MachineID)},
			}
		},
	}
}

// stamp writes a time as the context object does: UTC, to the millisecond.
func stamp(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
