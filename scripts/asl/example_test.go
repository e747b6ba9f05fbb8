package asl_test

import (
	"context"
	"fmt"

	"slipway/scripts/asl"
)

// A machine is parsed from its definition and run against whatever answers its calls,
// in the time of a clock that skips the waits.
func ExampleMachine_Run() {
	m, err := asl.Parse([]byte(`{"StartAt": "Wait", "States": {
		"Wait": {"Type": "Wait", "Seconds": 300, "Next": "Ask"},
		"Ask":  {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias",
			"Parameters": {"Name.$": "$.alias"}, "End": true}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	clock := asl.NewSkippingClock(start)
	out, err := m.Run(context.Background(), map[string]any{"alias": "live"}, asl.Options{
		Clock: clock,
		Tasks: answer(map[string]any{"FunctionVersion": "7"}),
	})
	fmt.Println(out, err, clock.Now().Sub(start))
	// Output:
	// map[FunctionVersion:7] <nil> 5m0s
}
