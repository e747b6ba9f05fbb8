package asl_test

import (
	"context"
	"encoding/json"
	"testing"

	"slipway/scripts/asl"
)

// FuzzParse: no definition makes Parse panic, and what it takes runs to an end of its own.
func FuzzParse(f *testing.F) {
	f.Add(`{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}`, `{}`)
	f.Add(`{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"x.$": "States.Format('{}', $.a)"},
		"ResultPath": "$.r", "End": true}}}`, `{"a": [1]}`)
	f.Add(`{"StartAt": "A", "States": {"A": {"Type": "Choice", "Default": "B", "Choices": [{"Variable": "$.a",
		"StringMatches": "x*\\*", "Next": "B"}]}, "B": {"Type": "Fail", "ErrorPath": "$.e"}}}`, `{"a": "x*", "e": 1}`)
	f.Add(`{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias",
		"Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 9, "MaxAttempts": 9}], "End": true}}}`, `null`)
	f.Fuzz(func(t *testing.T, definition, input string) {
		m, err := asl.Parse([]byte(definition))
		if err != nil {
			return
		}
		var given any
		if json.Unmarshal([]byte(input), &given) != nil {
			return
		}
		output, err := m.Run(context.Background(), given, asl.Options{
			Tasks: failing(busy(), busy()),
			Clock: asl.NewSkippingClock(start),
		})
		if err == nil && sizeOfJSON(output) < 0 {
			t.Fatal("the output is no JSON value")
		}
	})
}

// sizeOfJSON is the length of the value as JSON, -1 if it is none.
func sizeOfJSON(value any) int {
	text, err := json.Marshal(value)
	if err != nil {
		return -1
	}
	return len(text)
}
