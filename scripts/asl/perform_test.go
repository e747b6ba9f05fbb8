package asl_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

const call = `"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias"`

func TestStatesShapeTheirInput(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ states, input, want string }{
		"a Pass with a result": {
			`{"A": {"Type": "Pass", "Result": {"x": 1}, "End": true}}`, `{"a": 1}`, `{"x":1}`,
		},
		"a Pass with parameters, placed": {
			`{"A": {"Type": "Pass", "Parameters": {"y.$": "$.a"}, "ResultPath": "$.deep.er", "End": true}}`, `{"a": 1}`,
			`{"a":1,"deep":{"er":{"y":1}}}`,
		},
		"a Pass that does nothing": {`{"A": {"Type": "Pass", "End": true}}`, `[1]`, `[1]`},
		"a Pass that takes and gives a part": {
			`{"A": {"Type": "Pass", "InputPath": "$.in", "OutputPath": "$.out", "End": true}}`, `{"in": {"out": 7}}`, `7`,
		},
		"a Succeed":                             {`{"A": {"Type": "Succeed"}}`, `{"a": 1}`, `{"a":1}`},
		"a task's result in place of the input": {`{"A": {` + call + `, "End": true}}`, `{"a": 1}`, `{"r":{"n":5}}`},
		"a task's result beside the input": {`{"A": {` + call + `, "ResultPath": "$.r", "End": true}}`, `{"a": 1}`,
			`{"a":1,"r":{"r":{"n":5}}}`},
		"a task's result dropped": {`{"A": {` + call + `, "ResultPath": null, "End": true}}`, `{"a": 1}`,
			`{"a":1}`},
		"a part of a task's result": {
			`{"A": {` + call + `, "ResultSelector": {"n.$": "$.r.n", "who.$": "$$.Execution.Name"}, "End": true}}`,
			`{}`,
			`{"n":5,"who":"run-1"}`,
		},
		"the context object": {`{"A": {"Type": "Pass", "Parameters": {"c.$": "$$"}, "End": true}}`, `{"a": 1}`,
			`{"c":{"Execution":{"Id":"arn:1","Input":{"a":1},"Name":"run-1","RedriveCount":0,"RoleArn":"role",` +
				`"StartTime":"2026-03-01T12:00:00.000Z"},"State":{"EnteredTime":"2026-03-01T12:00:00.000Z","Name":"A"},` +
				`"StateMachine":{"Id":"arn:aws:states:::stateMachine:m","Name":"m"}}}`},
		"how often a task was tried before": {
			`{"A": {` + call + `, "ResultSelector": {"n.$": "$$.State.RetryCount"}, "End": true}}`, `{}`, `{"n":0}`,
		},
		"a name at every depth of a result": {
			`{"A": {` + call + `, "ResultSelector": {"n.$": "$..n", "x.$": "$..x"}, "End": true}}`, `{}`,
			`{"n":[5],"x":[]}`,
		},
		"a name at every depth of the input": {`{"A": {"Type": "Pass", "InputPath": "$..n", "End": true}}`,
			`{"b": {"n": 2}, "a": [{"n": 1}]}`, `[1,2]`},
		"the time after a wait": {`{"A": {"Type": "Wait", "Seconds": 90, "Next": "B"}, "B": {"Type": "Pass", "Parameters": ` +
			`{"t.$": "$$.State.EnteredTime"}, "End": true}}`, `{}`,
			`{"t":"2026-03-01T12:01:30.000Z"}`},
		"the time after a wait of computed length": {
			`{"A": {"Type": "Wait", "SecondsPath": "$.s", "Next": "B"}, "B": {"Type": "Pass", "Parameters": {"t.$": ` +
				`"$$.State.EnteredTime"}, "End": true}}`,
			`{"s": 2}`, `{"t":"2026-03-01T12:00:02.000Z"}`,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := machine(t, c.states).Run(context.Background(), decode(t, c.input), asl.Options{
				Tasks:         answer(map[string]any{"r": map[string]any{"n": 5}}),
				Clock:         asl.NewSkippingClock(start),
				ExecutionID:   "arn:1",
				ExecutionName: "run-1",
				MachineID:     "arn:aws:states:::stateMachine:m",
				RoleARN:       "role",
			})
			require.NoError(t, err)
			assert.Equal(t, c.want, encode(t, got))
		})
	}
}

func TestAPayloadThatShrinksAgainIsNotTooLarge(t *testing.T) {
	t.Parallel()
	part := `"` + strings.Repeat("x", 100_000) + `"`
	m := machine(t, `{
		"A": {"Type": "Pass", "Result": `+part+`, "ResultPath": "$.x", "Next": "B"},
		"B": {"Type": "Pass", "Result": `+part+`, "ResultPath": "$.x", "Next": "C"},
		"C": {"Type": "Pass", "Result": `+part+`, "ResultPath": "$.x", "End": true}}`)
	_, err := m.Run(context.Background(), map[string]any{}, asl.Options{})
	require.NoError(t, err)
}
