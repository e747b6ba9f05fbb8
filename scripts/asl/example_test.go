package asl_test

import (
	"context"
	"fmt"
	"time"

	"slipway/scripts/asl"
)

// aliases are Tasks that return an alias's version for every call.
type aliases map[string]any

// Call returns JSON values. If it returned an *asl.Error, the task would fail with it.
func (a aliases) Call(_ context.Context, _, _ string, parameters any) (any, error) {
	name := parameters.(map[string]any)["Name"].(string)
	return map[string]any{"FunctionVersion": a[name]}, nil
}

// A machine is parsed from its definition. Its tasks call a Go value instead of AWS,
// and a simulated clock skips its waits.
func ExampleMachine_Run() {
	m, err := asl.Parse([]byte(`{"StartAt": "Wait", "States": {
		"Wait": {"Type": "Wait", "Seconds": 300, "Next": "Ask"},
		"Ask":  {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias",
			"Parameters": {"Name.$": "$.alias"}, "End": true}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	clock := asl.NewSkippingClock(noon)
	out, err := m.Run(context.Background(), map[string]any{"alias": "live"}, asl.Options{
		Clock: clock,
		Tasks: aliases{"live": "7"},
	})
	fmt.Println(out, err, clock.Now().Sub(noon))
	// Output:
	// map[FunctionVersion:7] <nil> 5m0s
}
