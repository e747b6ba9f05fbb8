package asl_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestExecutionsFailByName(t *testing.T) {
	t.Parallel()
	big := `"` + strings.Repeat("x", 300_000) + `"`
	after := func(state string) string { return `{"A": ` + state + `}` }
	cases := map[string]struct{ states, input, want string }{
		"a Fail with fixed texts": {after(`{"Type": "Fail", "Error": "E", "Cause": "c"}`), `{}`, "E: c"},
		"a Fail with paths": {after(`{"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('<{}>', $.c)"}`),
			`{"e": "E", "c": 1}`, "E: <1>"},
		"a Fail with a UUID": {after(`{"Type": "Fail", "ErrorPath": "States.UUID()"}`), `{}`,
			"c4f5a586-56ee-4510-9dce-c3ad077dec6c"},
		"a Fail with nothing": {after(`{"Type": "Fail", "Error": "E"}`), `{}`, "E"},
		"a Fail whose path leads nowhere": {after(`{"Type": "Fail", "ErrorPath": "$.e"}`), `{}`,
			"States.Runtime: the JSONPath '$.e' could not be found in the input"},
		"an InputPath that leads nowhere": {after(`{"Type": "Succeed", "InputPath": "$.x"}`), `{}`,
			"States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"an OutputPath that leads nowhere": {after(`{"Type": "Succeed", "OutputPath": "$.x"}`), `{}`,
			"States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"parameters of a Pass that lead nowhere": {after(`{"Type": "Pass", "Parameters": {"a.$": "$.x"}, "End": true}`), `{}`,
			"States.Runtime: the JSONPath '$.x' could not be found in the input"},
		"an intrinsic function that rejects": {
			after(`{"Type": "Pass", "Parameters": {"a.$": "States.MathAdd('a', 1)"}, "End": true}`),
			`{}`,
			"States.IntrinsicFailure: States.MathAdd: the arguments are not numbers",
		},
		"a Choice without a rule that holds": {
			`{"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "B"}]}, "B": ` +
				`{"Type": "Succeed"}}`,
			`{"n": 2}`, "States.NoChoiceMatched: No rule of the state 'A' holds, and it has no default.",
		},
		"a wait whose path leads nowhere": {after(`{"Type": "Wait", "SecondsPath": "$.s", "End": true}`), `{}`,
			"States.Runtime: the JSONPath '$.s' could not be found in the input"},
		"a wait that is no time": {after(`{"Type": "Wait", "SecondsPath": "$.s", "End": true}`), `{"s": "x"}`,
			"States.Runtime: The state 'A' cannot wait for x seconds."},
		"a wait for a part of a second": {after(`{"Type": "Wait", "SecondsPath": "$.s", "End": true}`), `{"s": 1.5}`,
			"States.Runtime: The state 'A' cannot wait for 1.5 seconds."},
		"a retry count outside a task": {
			after(`{"Type": "Pass", "Parameters": {"n.$": "$$.State.RetryCount"}, "End": true}`), `{}`,
			"States.Runtime: the JSONPath '$$.State.RetryCount' could not be found in the input",
		},
		"the time of a redrive that was none": {
			after(`{"Type": "Pass", "InputPath": "$$.Execution.RedriveTime", "End": true}`), `{}`,
			"States.Runtime: the JSONPath '$$.Execution.RedriveTime' could not be found in the input",
		},
		"a result placed into a text": {after(`{"Type": "Pass", "ResultPath": "$.a.b", "End": true}`), `{"a": "x"}`,
			"States.ResultPathMatchFailure: The state 'A' cannot put a result at $.a.b: what is there is no object."},
		"a payload that grows too large": {after(`{"Type": "Pass", "Result": ` + big + `, "End": true}`), `{}`,
			"States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB."},
		"parameters that are too large": {after(`{` + call + `, "Parameters": {"p": ` + big + `}, "End": true}`), `{}`,
			"States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB."},
		"a machine that goes in circles": {`{"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, ` +
			`"Next": "B"}], "Default": "A"}, "B": {"Type": "Succeed"}}`, `{}`,
			"States.Runtime: The execution has more than 25000 events."},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := machine(t, c.states).Run(context.Background(), decode(t, c.input), asl.Options{
				Tasks:  answer("x"),
				Clock:  asl.NewSkippingClock(start),
				Random: rand.New(rand.NewPCG(1, 2)),
			})
			require.EqualError(t, err, c.want)
			var named *asl.Error
			require.ErrorAs(t, err, &named)
		})
	}
}
