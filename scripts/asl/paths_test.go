package asl_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// The example of "Manipulating state data with paths", Step Functions developer guide:
// InputPath chooses what the task gets, ResultPath writes into the whole input.
const pathsInput = `{"comment": "c", "data": {"val1": 23, "val2": 17}, "lambda": {"who": "me"}}`

func TestResultPathWritesIntoTheWholeInput(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ state, want string }{
		"a task's result beside what InputPath left out": {
			`{` + call + `, "InputPath": "$.lambda", "ResultPath": "$.data.r", "OutputPath": "$.data", "End": true}`,
			`{"r":"hello","val1":23,"val2":17}`,
		},
		"a task's dropped result gives back the whole input": {
			`{` + call + `, "InputPath": "$.lambda", "ResultPath": null, "End": true}`,
			`{"comment":"c","data":{"val1":23,"val2":17},"lambda":{"who":"me"}}`,
		},
		"a task's result in place of everything": {
			`{` + call + `, "InputPath": "$.lambda", "End": true}`, `"hello"`,
		},
		"the part a Pass chose, placed elsewhere": {
			`{"Type": "Pass", "InputPath": "$.lambda.who", "ResultPath": "$.comment", "OutputPath": "$.comment", "End": true}`,
			`"me"`,
		},
		"the parameters of a Pass, read from the chosen part": {
			`{"Type": "Pass", "InputPath": "$.data", "Parameters": {"n.$": "$.val1"}, "ResultPath": "$.data", "End": true}`,
			`{"comment":"c","data":{"n":23},"lambda":{"who":"me"}}`,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := machine(t, `{"A": `+c.state+`}`).Run(context.Background(), decode(t, pathsInput), asl.Options{
				Tasks: answer("hello"),
			})
			require.NoError(t, err)
			assert.Equal(t, c.want, encode(t, got))
		})
	}
}

func TestACaughtErrorIsWrittenIntoTheWholeInput(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		`"$.error"`: `{"comment":"c","data":{"val1":23,"val2":17},"error":{"Cause":"why","Error":"X"},"lambda":{"who":"me"}}`,
		`null`:      `{"comment":"c","data":{"val1":23,"val2":17},"lambda":{"who":"me"}}`,
		`"$"`:       `{"Cause":"why","Error":"X"}`,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			m := machine(t, `{
				"A": {`+call+`, "InputPath": "$.lambda", "End": true,
					"Catch": [{"ErrorEquals": ["X"], "ResultPath": `+path+`, "Next": "B"}]},
				"B": {"Type": "Succeed"}}`)
			got, err := m.Run(context.Background(), decode(t, pathsInput), asl.Options{
				Tasks: failing(&asl.Error{
					Name:  "X",
					Cause: "why",
				}),
			})
			require.NoError(t, err)
			assert.Equal(t, want, encode(t, got))
		})
	}
}

func TestStatesWithoutAResultPathGiveOnWhatTheyChose(t *testing.T) {
	t.Parallel()
	for name, states := range map[string]string{
		"Succeed": `{"A": {"Type": "Succeed", "InputPath": "$.lambda"}}`,
		"Wait":    `{"A": {"Type": "Wait", "Seconds": 0, "InputPath": "$.lambda", "End": true}}`,
		"Choice": `{"A": {"Type": "Choice", "InputPath": "$.lambda", "Default": "B",
			"Choices": [{"Variable": "$.who", "StringEquals": "nobody", "Next": "B"}]}, "B": {"Type": "Succeed"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := machine(t, states).Run(context.Background(), decode(t, pathsInput), asl.Options{})
			require.NoError(t, err)
			assert.Equal(t, `{"who":"me"}`, encode(t, got))
		})
	}
}
