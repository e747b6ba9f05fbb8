package asl_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestParseRejectsAStateItCannotRun(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ state, want string }{
		"an unknown type":         {`{"Type": "Map"}`, `type "Map" is not supported`},
		"a field of another type": {`{"Type": "Succeed", "Retry": []}`, "field Retry is not supported in a Succeed"},
		"neither Next nor End":    {`{"Type": "Pass"}`, `it needs either Next or "End": true`},
		"a path that is no text":  {`{"Type": "Succeed", "InputPath": 1}`, "InputPath must be a path"},
		"a path nobody can read": {
			`{"Type": "Succeed", "InputPath": "$."}`, `InputPath: path "$.": "" is not a plain name`,
		},
		"a template nobody can read": {`{"Type": "Pass", "Parameters": {"a.$": 1}, "End": true}`,
			"Parameters: a.$: a field whose name ends in .$ must hold a path or an intrinsic function"},
		"a result path nobody can read": {
			`{"Type": "Pass", "ResultPath": "a", "End": true}`, `ResultPath: path "a" does not start with $`,
		},
		"a result path to many places": {
			`{"Type": "Pass", "ResultPath": "$.a[*]", "End": true}`, `ResultPath "$.a[*]" does not name one place`,
		},
		"a result path to every depth": {
			`{"Type": "Pass", "ResultPath": "$..a", "End": true}`, `ResultPath "$..a" does not name one place`,
		},
		"a result path into the context object": {
			`{"Type": "Pass", "ResultPath": "$$.a", "End": true}`, `ResultPath: path "$$.a": "$.a" does not continue a path`,
		},
		"a catch's result path to every depth": {
			`{` + call + `, "Catch": [{"ErrorEquals": ["X"], "ResultPath": "$..a", "Next": "A"}], "End": true}`,
			`ResultPath "$..a" does not name one place`,
		},
		"a function in place of a path": {`{"Type": "Succeed", "OutputPath": "States.Array()"}`,
			"OutputPath must be a path, not an intrinsic function"},
		"a wait for a list": {
			`{"Type": "Wait", "SecondsPath": "$.a[*]", "End": true}`, `SecondsPath "$.a[*]" does not name one place`,
		},
		"a cause that is a list": {`{"Type": "Fail", "CausePath": "$..a"}`, `CausePath "$..a" does not name one place`},
		"a cause that is no text": {
			`{"Type": "Fail", "CausePath": "States.Array()"}`,
			"CausePath may not have States.Array, " +
				"only States.Format, States.JsonToString, States.ArrayGetItem, States.UUID",
		},
		"a resource that waits": {
			`{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:startExecution.sync:2", "End": true}`,
			`resource "arn:aws:states:::aws-sdk:sfn:startExecution.sync:2" is no service integration that ends by itself`,
		},
		"no time at all": {`{` + call + `, "TimeoutSeconds": 0, "End": true}`,
			"TimeoutSeconds must be a whole number from 1 to 99999999"},
		"credentials without a role":  {`{` + call + `, "Credentials": {}, "End": true}`, "Credentials need a RoleArn"},
		"a wait without a time":       {`{"Type": "Wait", "End": true}`, "it needs either Seconds or SecondsPath"},
		"a retrier that is no object": {`{` + call + `, "Retry": ["x"], "End": true}`, "Retry must be a list of objects"},
		"a retrier with a strange key": {`{` + call + `, "Retry": [{"ErrorEquals": ["X"], "Times": 1}], "End": true}`,
			"Retry: field Times is not supported"},
		"a retrier for nothing": {`{` + call + `, "Retry": [{"ErrorEquals": []}], "End": true}`,
			"ErrorEquals must be a list of error names"},
		"States.ALL among others": {`{` + call + `, "Retry": [{"ErrorEquals": ["X", "States.ALL"]}], "End": true}`,
			"States.ALL must stand alone in an ErrorEquals"},
		"no rules": {`{"Type": "Choice", "Default": "A"}`, "it needs Choices"},
		"a rule without Next": {
			`{"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true}]}`, "a rule needs Next",
		},
		"a rule with two operators": {
			`{"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "IsString": true, "Next": "A"}]}`,
			`a rule needs one operator, it has ["IsNull" "IsString"]`,
		},
		"a rule without a variable": {
			`{"Type": "Choice", "Choices": [{"IsNull": true, "Next": "A"}]}`, "IsNull needs a Variable",
		},
		"an unknown operator": {`{"Type": "Choice", "Choices": [{"Variable": "$", "DateEquals": "x", "Next": "A"}]}`,
			"operator DateEquals is not supported"},
		"no time": {`{"Type": "Choice", "Choices": [{"Variable": "$", "TimestampEquals": "noon", "Next": "A"}]}`,
			"TimestampEquals must have a time such as 2026-03-01T12:00:00Z"},
		"a pattern from a path": {`{"Type": "Choice", "Choices": [{"Variable": "$", "StringMatchesPath": "$", "Next": "A"}]}`,
			"operator StringMatchesPath is not supported"},
		"an operand that is no path": {
			`{"Type": "Choice", "Choices": [{"Variable": "$", "StringEqualsPath": 1, "Next": "A"}]}`,
			"StringEqualsPath must be a path",
		},
		"a variable that is a list": {
			`{"Type": "Choice", "Choices": [{"Variable": "$..a", "IsPresent": true, "Next": "A"}]}`,
			`Variable "$..a" does not name one place`,
		},
		"an operand that is a list": {
			`{"Type": "Choice", "Choices": [{"Variable": "$", "StringEqualsPath": "$.a[*]", "Next": "A"}]}`,
			`StringEqualsPath "$.a[*]" does not name one place`,
		},
		"an And of nothing": {`{"Type": "Choice", "Choices": [{"And": 1, "Next": "A"}]}`, "And needs a list of rules"},
		"a Not of nothing":  {`{"Type": "Choice", "Choices": [{"Not": 1, "Next": "A"}]}`, "Not needs a rule"},
		"Next inside a rule": {
			`{"Type": "Choice", "Choices": [{"Not": {"Variable": "$", "IsNull": true, "Next": "A"}, "Next": "A"}]}`,
			"only the outermost rule may have Next",
		},
		"Next that is no state": {`{"Type": "Pass", "Next": "Z"}`, `"Z", which should follow, is no state`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := asl.Parse([]byte(`{"StartAt": "A", "States": {"A": ` + c.state + `}}`))
			require.ErrorContains(t, err, "parse state machine: state A: "+c.want)
		})
	}
}

func TestParseReportsEveryFaultWithItsState(t *testing.T) {
	t.Parallel()
	_, err := asl.Parse([]byte(`{"StartAt": "A", "States": {
		"A": {"Type": "Pass", "Next": "B", "Retry": []},
		"B": {"Type": "Pass", "Next": "C"},
		"C": {"Type": "Pass", "Next": "B"},
		"D": {"Type": "Succeed"}}}`))
	require.EqualError(t, err, `parse state machine: state A: field Retry is not supported in a Pass
state D: nothing leads to it
state A: no end can be reached from it
state B: no end can be reached from it
state C: no end can be reached from it`)
}

func TestParseRejectsWhatIsNoDefinition(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		source any
		want   string
	}{
		"no JSON":              {[]byte("{"), "decode state machine: unexpected EOF"},
		"what JSON cannot say": {func() {}, "encode state machine: json: unsupported type: func()"},
		"an unknown field": {[]byte(`{"QueryLanguage": "JSONata"}`),
			`decode state machine: json: unknown field "QueryLanguage"`},
		"an execution without time": {[]byte(`{"StartAt": "A", "TimeoutSeconds": 0, "States": {"A": {"Type": "Succeed"}}}`),
			"parse state machine: TimeoutSeconds must be a whole number from 1 to 99999999"},
		"no start": {[]byte(`{"StartAt": "A", "States": {}}`), `parse state machine: StartAt names "A", which is no state`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := asl.Parse(c.source)
			require.EqualError(t, err, c.want)
		})
	}
}

func TestAMachineListsItsStatesAndItsTasks(t *testing.T) {
	t.Parallel()
	m, err := asl.Parse(map[string]any{"StartAt": "B", "States": map[string]any{
		"B": map[string]any{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "A"},
		"A": map[string]any{"Type": "Succeed"},
	}})
	require.NoError(t, err)
	assert.Equal(t, []string{"A", "B"}, m.States())
	assert.Equal(t, []string{"B"}, m.Tasks())
}
