package services

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Execution is one execution of a state machine, as far as Step Functions lists it.
type Execution struct {
	ARN, Machine, Name, Input string
	// Status is RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED.
	Status              string
	StartDate, StopDate time.Time
	Error, Cause        string
}

const running = "RUNNING"

// Start registers an execution that runs from now on.
func (m *Model) Start(machine, name, input string) *Execution {
	e := &Execution{
		ARN:       strings.Replace(machine, ":stateMachine:", ":execution:", 1) + ":" + name,
		Machine:   machine,
		Name:      name,
		Input:     input,
		Status:    running,
		StartDate: m.Clock.Now(),
	}
	m.Executions = append(m.Executions, e)
	return e
}

// End registers how an execution ended, unless it has ended before.
func (m *Model) End(arn, status, name, cause string) {
	if e := m.Execution(arn); e != nil && e.Status == running {
		e.Status, e.Error, e.Cause, e.StopDate = status, name, cause, m.Clock.Now()
	}
}

// Execution is the registered execution with the ARN, nil when there is none.
func (m *Model) Execution(arn string) *Execution {
	i := slices.IndexFunc(m.Executions, func(e *Execution) bool { return e.ARN == arn })
	if i < 0 {
		return nil
	}
	return m.Executions[i]
}

// shown is the execution as the eventually consistent calls show it; false when they
// do not show it yet.
func (m *Model) shown(e *Execution) (Execution, bool) {
	seen, now := *e, m.Clock.Now().Add(-m.ExecutionLag)
	if seen.Status != running && seen.StopDate.After(now) {
		seen.Status, seen.Error, seen.Cause, seen.StopDate = running, "", "", time.Time{}
	}
	return seen, !seen.StartDate.After(now)
}

// answer is the execution as the API writes it.
func (e Execution) answer() map[string]any {
	answer := map[string]any{
		"ExecutionArn":    e.ARN,
		"StateMachineArn": e.Machine,
		"Name":            e.Name,
		"Status":          e.Status,
		"StartDate":       e.StartDate.UTC().Format(milliseconds),
	}
	if !e.StopDate.IsZero() {
		answer["StopDate"] = e.StopDate.UTC().Format(milliseconds)
	}
	return answer
}

// milliseconds is how Step Functions writes a time of another service.
const milliseconds = "2006-01-02T15:04:05.000Z07:00"

// startExecution registers an execution and tells OnStart.
func startExecution(m *Model, p params) (any, error) {
	machine, name, input := p.text("StateMachineArn"), p.text("Name"), p.text("Input")
	if input == "" {
		input = "{}"
	}
	if !json.Valid([]byte(input)) {
		return nil, reject("Sfn", "InvalidExecutionInputException", "Invalid State Machine Execution Input: %s", input)
	}
	if name == "" {
		name = fmt.Sprintf("00000000-0000-4000-a000-%012d", len(m.Executions)+1)
	}
	for _, e := range m.Executions {
		switch {
		case e.Machine != machine || e.Name != name:
		case e.Status == running && e.Input == input: // the same call again
			return map[string]any{"ExecutionArn": e.ARN, "StartDate": e.StartDate.UTC().Format(milliseconds)}, nil
		default:
			return nil, reject("Sfn", "ExecutionAlreadyExistsException", "Execution Already Exists: '%s'", e.ARN)
		}
	}
	e := m.Start(machine, name, input)
	if m.OnStart != nil {
		m.OnStart(e)
	}
	return map[string]any{"ExecutionArn": e.ARN, "StartDate": e.StartDate.UTC().Format(milliseconds)}, nil
}

// describeExecution is eventually consistent ("DescribeExecution", API reference).
func describeExecution(m *Model, p params) (any, error) {
	arn := p.text("ExecutionArn")
	if e := m.Execution(arn); e != nil {
		if seen, there := m.shown(e); there {
			answer := seen.answer()
			answer["Input"] = seen.Input
			if seen.Error != "" {
				answer["Error"], answer["Cause"] = seen.Error, seen.Cause
			}
			return answer, nil
		}
	}
	if slices.Contains(m.Running, arn) {
		return Execution{
			ARN:       arn,
			Name:      arn[strings.LastIndexByte(arn, ':')+1:],
			Status:    running,
			StartDate: m.Clock.Now(),
		}.answer(), nil
	}
	return nil, reject("Sfn", "ExecutionDoesNotExistException", "Execution Does Not Exist: '%s'", arn)
}

// stopExecution marks a running execution as aborted. Whoever runs it must look.
func stopExecution(m *Model, p params) (any, error) {
	e := m.Execution(p.text("ExecutionArn"))
	if e == nil {
		return nil, reject("Sfn", "ExecutionDoesNotExistException", "Execution Does Not Exist: '%s'", p.text("ExecutionArn"))
	}
	m.End(e.ARN, "ABORTED", p.text("Error"), p.text("Cause"))
	return map[string]any{"StopDate": e.StopDate.UTC().Format(milliseconds)}, nil
}

// listExecutions answers the executions, the newest first. It is eventually
// consistent ("ListExecutions", API reference).
func listExecutions(m *Model, p params) (any, error) {
	executions, wanted := []any{}, p.text("StatusFilter")
	for i := len(m.Running) - 1; i >= 0; i-- {
		if m.Execution(m.Running[i]) == nil {
			executions = append(executions, map[string]any{"ExecutionArn": m.Running[i], "Status": running})
		}
	}
	for _, e := range slices.Backward(m.Executions) {
		seen, there := m.shown(e)
		if there && e.Machine == p.text("StateMachineArn") && (wanted == "" || wanted == seen.Status) {
			executions = append(executions, seen.answer())
		}
	}
	return map[string]any{"Executions": executions}, nil
}
