package asl_test

import (
	"context"
	"testing"

	"slipway/scripts/asl"
)

func BenchmarkRun(b *testing.B) {
	m, err := asl.Parse([]byte(`{"StartAt": "Wait", "States": {
		"Wait": {"Type": "Wait", "Seconds": 300, "Next": "Ask"},
		"Ask": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias",
			"Parameters": {"Name.$": "$.alias"}, "ResultPath": "$.answer", "Next": "Is it live?",
			"Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3}]},
		"Is it live?": {"Type": "Choice", "Default": "Done", "Choices": [
			{"Variable": "$.answer.FunctionVersion", "StringEquals": "8", "Next": "Wait"}]},
		"Done": {"Type": "Pass", "Parameters": {"said.$": "States.Format('{} of {}', $.answer.FunctionVersion, $.alias)"},
			"End": true}}}`))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := m.Run(context.Background(), map[string]any{"alias": "live"}, asl.Options{
			Clock: asl.NewSkippingClock(start),
			Tasks: answer(map[string]any{"FunctionVersion": "7"}),
		}); err != nil {
			b.Fatal(err)
		}
	}
}
