package asl_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// What Parse took without a word would run with a default here and be rejected by AWS.
func TestParseRejectsAValueOfTheWrongType(t *testing.T) {
	t.Parallel()
	retry := func(fields string) string {
		return `{` + call + `, "Retry": [{"ErrorEquals": ["X"], ` + fields + `}], "End": true}`
	}
	rule := func(fields string) string {
		return `{"Type": "Choice", "Choices": [{"Variable": "$.v", ` + fields + `, "Next": "A"}], "Default": "Z"}`
	}
	task := func(fields string) string { return `{` + call + `, ` + fields + `, "End": true}` }
	cases := map[string]struct{ state, want string }{
		"an interval of no time": {retry(`"IntervalSeconds": 0`),
			`IntervalSeconds must be a whole number from 1 to 99999999`},
		"an interval in part seconds": {retry(`"IntervalSeconds": 1.5`),
			`IntervalSeconds must be a whole number from 1 to 99999999`},
		"an interval as text": {retry(`"IntervalSeconds": "2"`),
			`IntervalSeconds must be a whole number from 1 to 99999999`},
		"attempts as text": {retry(`"MaxAttempts": "3"`),
			`MaxAttempts must be a whole number from 0 to 99999999`},
		"fewer attempts than none": {retry(`"MaxAttempts": -1`), `MaxAttempts must be a whole number from 0 to 99999999`},
		"more attempts than allowed": {retry(`"MaxAttempts": 100000000`),
			`MaxAttempts must be a whole number from 0 to 99999999`},
		"a delay of no time": {retry(`"MaxDelaySeconds": 0`),
			`MaxDelaySeconds must be a whole number from 1 to 99999999`},
		"a delay that shrinks":  {retry(`"BackoffRate": 0.5`), `BackoffRate must be a number of at least 1`},
		"a rate as text":        {retry(`"BackoffRate": "2"`), `BackoffRate must be a number of at least 1`},
		"a jitter nobody knows": {retry(`"JitterStrategy": "full"`), `JitterStrategy must be FULL or NONE`},
		"a timeout in part seconds": {task(`"TimeoutSeconds": 2.5`),
			`TimeoutSeconds must be a whole number from 1 to 99999999`},
		"credentials as text": {task(`"Credentials": "arn:aws:iam::1:role/r"`), `Credentials need a RoleArn`},
		"credentials with another key": {task(`"Credentials": {"RoleArn": "r", "Id": 1}`),
			`Credentials: field Id is not supported`},
		"two roles": {
			task(`"Credentials": {"RoleArn": "r", "RoleArn.$": "$.r"}`), `it needs either RoleArn or RoleArn.$`,
		},
		"a role that is no path": {task(`"Credentials": {"RoleArn.$": "r"}`),
			`"r" is neither a path nor an intrinsic function`},
		"a result path as a number": {task(`"ResultPath": 1`), `ResultPath must be a path or null`},
		"a catcher's path as a list": {
			task(`"Catch": [{"ErrorEquals": ["X"], "ResultPath": [], "Next": "Z"}]`), `ResultPath must be a path or null`,
		},
		"an end as text":             {`{"Type": "Pass", "End": "true"}`, `End must be true or false`},
		"an end as text beside Next": {`{"Type": "Pass", "End": "false", "Next": "Z"}`, `End must be true or false`},
		"a wait below zero": {
			`{"Type": "Wait", "Seconds": -1, "End": true}`, `Seconds must be a whole number from 0 to 99999999`,
		},
		"a wait of two lengths": {
			`{"Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "End": true}`, `it needs either Seconds or SecondsPath`,
		},
		"an error name as a number": {`{"Type": "Fail", "Error": 7}`, `Error must be a text`},
		"two causes": {
			`{"Type": "Fail", "Cause": "c", "CausePath": "$.c"}`, `it needs either Cause or CausePath`,
		},
		"a text compared with a number": {rule(`"StringEquals": 1`), `StringEquals must have a text`},
		"a pattern that is a number":    {rule(`"StringMatches": 1`), `StringMatches must have a text`},
		"a number compared with a text": {rule(`"NumericGreaterThan": "1"`), `NumericGreaterThan must have a number`},
		"a truth as text":               {rule(`"BooleanEquals": "true"`), `BooleanEquals must have true or false`},
		"a test of a type as text":      {rule(`"IsNull": "true"`), `IsNull must have true or false`},
		"a test of presence as text":    {rule(`"IsPresent": "false"`), `IsPresent must have true or false`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := asl.Parse([]byte(`{"StartAt": "A", "States": {"A": ` + c.state + `, "Z": {"Type": "Succeed"}}}`))
			require.ErrorContains(t, err, "parse state machine: state A: ")
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func TestStatesAllMustBeInTheLastOfItsList(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ fields, want string }{
		"in the first retrier": {
			`"Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["X"]}], "End": true`,
			"States.ALL must be in the last Retry",
		},
		"in the first catcher": {
			`"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Z"}, {"ErrorEquals": ["X"], "Next": "Z"}], "End": true`,
			"States.ALL must be in the last Catch",
		},
		"in the last of both": {
			`"Retry": [{"ErrorEquals": ["X"]}, {"ErrorEquals": ["States.ALL"]}],
			"Catch": [{"ErrorEquals": ["X"], "Next": "Z"}, {"ErrorEquals": ["States.ALL"], "Next": "Z"}], "Next": "Z"`, "",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := asl.Parse([]byte(`{"StartAt": "A", "States": {"A": {` + call + `, ` + c.fields + `},
				"Z": {"Type": "Succeed"}}}`))
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, "parse state machine: state A: "+c.want)
		})
	}
}

func TestACatcherMustLeadSomewhere(t *testing.T) {
	t.Parallel()
	_, err := asl.Parse([]byte(`{"StartAt": "A", "States": {
		"A": {` + call + `, "Catch": [{"ErrorEquals": ["X"]}], "End": true}}}`))
	require.EqualError(t, err, "parse state machine: state A: a Catch needs Next")
}
