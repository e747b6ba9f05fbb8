package statemachinestest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/statemachines/statemachinestest"
)

// machine is a definition with one task.
func machine(resource string, parameters, credentials map[string]any) map[string]any {
	return map[string]any{"States": map[string]any{
		"Do":   map[string]any{"Type": "Task", "Resource": resource, "Parameters": parameters, "Credentials": credentials},
		"Rest": map[string]any{"Type": "Pass"},
	}}
}

func TestCallsNamesActionResourceAndRole(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		definition map[string]any
		want       statemachinestest.Call
	}{
		"an SDK integration": {
			machine("arn:aws:states:::aws-sdk:lambda:updateAlias", map[string]any{
				"Name":              "live",
				"FunctionName":      "f",
				"FunctionVersion.$": "$.v",
			}, map[string]any{"RoleArn": "r"}),
			statemachinestest.Call{
				State:    "Do",
				Action:   "lambda:UpdateAlias",
				Resource: []string{"f", "live"},
				Role:     "r",
			},
		},
		"an optimised integration": {
			machine("arn:aws:states:::dynamodb:putItem", map[string]any{"TableName": "t"}, nil),
			statemachinestest.Call{
				State:    "Do",
				Action:   "dynamodb:PutItem",
				Resource: []string{"t"},
			},
		},
		"invoke, which IAM calls InvokeFunction": {
			machine("arn:aws:states:::lambda:invoke", map[string]any{"FunctionName": "f", "Qualifier": "live"}, nil),
			statemachinestest.Call{
				State:    "Do",
				Action:   "lambda:InvokeFunction",
				Resource: []string{"f", "live"},
			},
		},
		"Step Functions itself, which IAM calls states": {
			machine("arn:aws:states:::aws-sdk:sfn:listExecutions",
				map[string]any{"StateMachineArn.$": "$$.StateMachine.Id"}, nil),
			statemachinestest.Call{State: "Do", Action: "states:ListExecutions"},
		},
		"a list of names": {
			machine("arn:aws:states:::aws-sdk:cloudwatch:describeAlarms", map[string]any{"AlarmNames": []any{"a", "b"}}, nil),
			statemachinestest.Call{
				State:    "Do",
				Action:   "cloudwatch:DescribeAlarms",
				Resource: []string{"a", "b"},
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls, err := statemachinestest.Calls(c.definition)
			require.NoError(t, err)
			assert.Equal(t, []statemachinestest.Call{c.want}, calls)
		})
	}
}

func TestCallsRefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	_, err := statemachinestest.Calls(machine("arn:aws:lambda:us-east-1:1:function:f", nil, nil))
	require.EqualError(t, err, `read state Do: resource "arn:aws:lambda:us-east-1:1:function:f" is no service integration`)
	_, err = statemachinestest.Calls(func() {})
	require.EqualError(t, err, "encode definition: json: unsupported type: func()")
	_, err = statemachinestest.Calls([]any{})
	require.ErrorContains(t, err, "decode definition: ")
}
