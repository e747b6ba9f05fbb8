package asl_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestRulesHoldForWhatTheyName(t *testing.T) {
	t.Parallel()
	input := `{"s": "deployed-1", "same": "deployed-1", "n": 2, "m": 2.5, "yes": true, "null": null, "list": ` +
		`["a"], "o": {}, "run": "run-1", "at": "2026-03-01T12:00:00Z", ` +
		`"later": "2026-03-01T12:00:00.001Z", "small": "2026-03-01t12:00:00z"}`
	cases := map[string]bool{
		`"Variable": "$.s", "StringEquals": "deployed-1"`:                                                 true,
		`"Variable": "$.s", "StringEquals": "other"`:                                                      false,
		`"Variable": "$.n", "StringEquals": "2"`:                                                          false,
		`"Variable": "$.s", "StringEqualsPath": "$.same"`:                                                 true,
		`"Variable": "$.s", "StringEqualsPath": "$.n"`:                                                    false,
		`"Variable": "$.s", "StringMatches": "deployed-*"`:                                                true,
		`"Variable": "$.s", "StringMatches": "*-*"`:                                                       true,
		`"Variable": "$.s", "StringMatches": "d*p*1"`:                                                     true,
		`"Variable": "$.s", "StringMatches": "d*z*1"`:                                                     false,
		`"Variable": "$.s", "StringMatches": "x*"`:                                                        false,
		`"Variable": "$.s", "StringMatches": "deployed-1"`:                                                true,
		`"Variable": "$.n", "StringMatches": "*"`:                                                         false,
		`"Variable": "$.n", "NumericEquals": 2`:                                                           true,
		`"Variable": "$.n", "NumericLessThan": 2`:                                                         false,
		`"Variable": "$.n", "NumericLessThanEquals": 2`:                                                   true,
		`"Variable": "$.n", "NumericGreaterThan": 1.5`:                                                    true,
		`"Variable": "$.n", "NumericGreaterThanEquals": 3`:                                                false,
		`"Variable": "$.n", "NumericLessThanPath": "$.m"`:                                                 true,
		`"Variable": "$.s", "NumericEquals": 2`:                                                           false,
		`"Variable": "$.yes", "BooleanEquals": true`:                                                      true,
		`"Variable": "$.s", "BooleanEquals": true`:                                                        false,
		`"Variable": "$.at", "TimestampGreaterThan": "2026-03-01T11:59:59Z"`:                              true,
		`"Variable": "$.at", "TimestampGreaterThanPath": "$.later"`:                                       false,
		`"Variable": "$.at", "TimestampLessThanPath": "$.later"`:                                          true,
		`"Variable": "$.at", "TimestampEquals": "2026-03-01T13:00:00+01:00"`:                              true,
		`"Variable": "$.s", "TimestampLessThanPath": "$.later"`:                                           false,
		`"Variable": "$.small", "TimestampLessThanPath": "$.later"`:                                       false,
		`"Variable": "$.s", "IsString": true`:                                                             true,
		`"Variable": "$.n", "IsString": false`:                                                            true,
		`"Variable": "$.n", "IsNumeric": true`:                                                            true,
		`"Variable": "$.yes", "IsBoolean": true`:                                                          true,
		`"Variable": "$.null", "IsNull": true`:                                                            true,
		`"Variable": "$.null", "IsPresent": true`:                                                         true,
		`"Variable": "$.gone.deeper", "IsPresent": true`:                                                  false,
		`"Variable": "$.gone", "IsPresent": false`:                                                        true,
		`"Variable": "$.list[0]", "IsPresent": true`:                                                      true,
		`"Variable": "$.list[1]", "IsPresent": true`:                                                      false,
		`"Variable": "$$.Execution.Name", "StringEquals": "run-1"`:                                        true,
		`"Variable": "$.run", "StringEqualsPath": "$$.Execution.Name"`:                                    true,
		`"Variable": "$$.Execution.RedriveCount", "NumericLessThanPath": "$.n"`:                           true,
		`"Variable": "$$.Execution.RedriveTime", "IsPresent": false`:                                      true,
		`"Not": {"Variable": "$.n", "NumericEquals": 2}`:                                                  false,
		`"And": [{"Variable": "$.gone", "IsPresent": true}, {"Variable": "$.gone", "StringEquals": "x"}]`: false,
		`"And": [{"Variable": "$.n", "NumericEquals": 2}, {"Variable": "$.yes", "BooleanEquals": true}]`:  true,
		`"Or": [{"Variable": "$.n", "NumericEquals": 2}, {"Variable": "$.gone", "StringEquals": "x"}]`:    true,
		`"Or": [{"Variable": "$.n", "NumericEquals": 3}, {"Variable": "$.n", "NumericEquals": 4}]`:        false,
	}
	for rule, want := range cases {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			m := machine(t, `{
				"A": {"Type": "Choice", "Choices": [{`+rule+`, "Next": "Holds"}], "Default": "DoesNot"},
				"Holds": {"Type": "Pass", "Result": true, "End": true}, "DoesNot": {"Type": "Pass", "Result": false, "End": true}}`)
			got, err := m.Run(context.Background(), decode(t, input), asl.Options{ExecutionName: "run-1"})
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
}

func TestARuleWhosePathLeadsNowhereEndsTheExecution(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{
		`"Variable": "$.gone", "StringEquals": "x"`,
		`"Variable": "$.s", "StringEqualsPath": "$.gone"`,
		`"And": [{"Variable": "$.gone", "IsNull": true}]`,
	} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			m := machine(t,
				`{"A": {"Type": "Choice", "Choices": [{`+rule+`, "Next": "B"}], "Default": "B"}, "B": {"Type": "Succeed"}}`)
			_, err := m.Run(context.Background(), map[string]any{"s": "x"}, asl.Options{})
			require.EqualError(t, err, "States.Runtime: the JSONPath '$.gone' could not be found in the input")
		})
	}
}
