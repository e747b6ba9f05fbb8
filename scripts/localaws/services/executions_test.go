package services_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/services"
)

const (
	machineARN   = "arn:aws:states:us-east-1:1:stateMachine:m"
	executionARN = "arn:aws:states:us-east-1:1:execution:m:one"
)

func TestExecutions(t *testing.T) {
	t.Parallel()
	one := parameters{"ExecutionArn": executionARN}
	t.Run("are started, described and stopped", func(t *testing.T) {
		t.Parallel()
		m, clock := newModel()
		var told []string
		m.OnStart = func(e *services.Execution) { told = append(told, e.Input) }
		start := parameters{"StateMachineArn": machineARN, "Name": "one", "Input": `{"undoOf":"x"}`}
		assert.Equal(t, executionARN, must(t, m, "sfn:startExecution", start)["ExecutionArn"])
		must(t, m, "sfn:startExecution", start)
		assert.Equal(t, []string{`{"undoOf":"x"}`}, told, "the same call again starts nothing")

		pass(t, m, clock, time.Minute)
		must(t, m, "sfn:stopExecution", parameters{
			"ExecutionArn": executionARN,
			"Error":        "Release.Stopped",
			"Cause":        "a person",
		})
		m.End(executionARN, "SUCCEEDED", "", "")
		assert.Equal(t, parameters{
			"ExecutionArn":    executionARN,
			"StateMachineArn": machineARN,
			"Name":            "one",
			"Status":          "ABORTED",
			"Input":           `{"undoOf":"x"}`,
			"StartDate":       "2026-03-01T12:00:00.000Z",
			"StopDate":        "2026-03-01T12:01:00.000Z",
			"Error":           "Release.Stopped",
			"Cause":           "a person",
		}, must(t, m, "sfn:describeExecution", one))
		_, err := call(m, "sfn:startExecution", start)
		require.EqualError(t, err, "Sfn.ExecutionAlreadyExistsException: Execution Already Exists: '"+executionARN+"'")
		_, err = call(m, "sfn:startExecution", parameters{"StateMachineArn": machineARN, "Input": "{"})
		require.EqualError(t, err, "Sfn.InvalidExecutionInputException: Invalid State Machine Execution Input: {")
		for _, action := range []string{"sfn:describeExecution", "sfn:stopExecution"} {
			_, err = call(m, action, parameters{"ExecutionArn": "x"})
			require.EqualError(t, err, "Sfn.ExecutionDoesNotExistException: Execution Does Not Exist: 'x'")
		}
	})
	t.Run("are shown late", func(t *testing.T) {
		t.Parallel()
		m, clock := newModel()
		m.ExecutionLag = 5 * time.Second
		listed := func() []any {
			return must(t, m, "sfn:listExecutions", parameters{
				"StateMachineArn": machineARN,
				"StatusFilter":    "RUNNING",
			})["Executions"].([]any)
		}
		m.Start(machineARN, "one", "{}")
		assert.Empty(t, listed())
		_, err := call(m, "sfn:describeExecution", one)
		require.ErrorContains(t, err, "Sfn.ExecutionDoesNotExistException")
		pass(t, m, clock, 5*time.Second)
		assert.Len(t, listed(), 1)
		m.End(executionARN, "FAILED", "E", "c")
		assert.Len(t, listed(), 1, "it has ended, and the list does not know")
		pass(t, m, clock, 5*time.Second)
		assert.Empty(t, listed())
		assert.Equal(t, "FAILED", must(t, m, "sfn:describeExecution", one)["Status"])
	})
}
