package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestStepFunctionsRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-machine", "states") }
	end := m{"Type": "Pass", "End": true}
	task := m{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a name with a dot",
			Given: own,
			Token: awstest.Machine,
			In:    awstest.With(machine(m{"First": end}), m{"name": "machine.a"}),
			Want:  "name: invalid value for name (must be letters, digits, hyphens and underscores): machine.a",
		},
		{
			Says:  "a definition that is no JSON",
			Given: own,
			Token: awstest.Machine,
			In:    awstest.With(machine(nil), m{"definition": "StartAt: First"}),
			Want:  "definition: \"definition\" contains an invalid JSON: invalid character 'S' looking for beginning of value",
		},
		{
			Says:  "an unknown type",
			Given: own,
			Token: awstest.Machine,
			In:    awstest.With(machine(m{"First": end}), m{"type": "SLOW"}),
			Want:  "type: expected type to be one of [\"STANDARD\" \"EXPRESS\"], got SLOW",
		},
		{
			Says:  "a role that does not exist",
			Token: awstest.Machine,
			In:    machine(m{"First": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is " +
				"authorized to assume the provided role. (role arn:aws:iam::000000000000:role/role-machine, " +
				"service states.amazonaws.com)",
		},
		{
			Says:  "a role that Step Functions may not assume",
			Given: func(c awstest.Client) { c.Role("role-machine", "lambda") },
			Token: awstest.Machine,
			In:    machine(m{"First": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is " +
				"authorized to assume the provided role. (role arn:aws:iam::000000000000:role/role-machine, " +
				"service states.amazonaws.com)",
		},
		{
			Says:  "no states",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: " +
				"[States] at /'",
		},
		{
			Says:  "no start",
			Given: own,
			Token: awstest.Machine,
			In:    awstest.With(machine(nil), m{"definition": awstest.Text(m{"States": m{"First": end}})}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: " +
				"[StartAt] at /'",
		},
		{
			Says:  "a start that does not exist",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"Last": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: " +
				"First at /StartAt, MISSING_TRANSITION_TARGET: State \"Last\" is not reachable. at /States/Last'",
		},
		{
			Says:  "a state that is no object",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": "Pass"}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " +
				"Expected value of type Object at " +
				"/States/First'",
		},
		{
			Says:  "a state of an unknown type",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Loop", "End": true}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " +
				"Value is not a valid enumeration: Type \"Loop\" at /States/First'",
		},
		{
			Says:  "a state that leads nowhere",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Pass"}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is " +
				"required at /States/First'",
		},
		{
			Says:  "a state that ends and goes on",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Pass", "End": true, "Next": "First"}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is " +
				"required at /States/First'",
		},
		{
			Says:  "a next state that does not exist",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Pass", "Next": "Second"}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: " +
				"Second at /States/First'",
		},
		{
			Says:  "a catcher that leads to no state",
			Given: own,
			Token: awstest.Machine,
			In: machine(m{
				"First": awstest.With(task, m{"Catch": list{m{"ErrorEquals": list{"States.ALL"}, "Next": "Undo"}}}),
			}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: " +
				"Undo at /States/First'",
		},
		{
			Says:  "a choice without choices",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Choice", "Default": "Last"}, "Last": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: " +
				"[Choices] at /States/First'",
		},
		{
			Says:  "a failure that goes on",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Fail", "Next": "Last"}, "Last": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " +
				"A terminal state has neither Next nor End at /States/First'",
		},
		{
			Says:  "a state that is never reached",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": end, "Lost": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: " +
				"State \"Lost\" is not reachable. at /States/Lost'",
		},
		{
			Says:  "a task without a resource",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Task", "End": true}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " +
				"Value is not a valid resource ARN: \"\" at /States/First/Resource'",
		},
		{
			Says:  "a map of nothing",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": m{"Type": "Map", "End": true}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: " +
				"[Branches] or [ItemProcessor] at /States/First'",
		},
		{
			Says:  "a fault inside a branch",
			Given: own,
			Token: awstest.Machine,
			In: machine(m{"First": m{
				"Type":     "Parallel",
				"End":      true,
				"Branches": list{m{"StartAt": "A", "States": m{"A": m{"Type": "Pass"}}}},
			}}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is " +
				"required at /States/First/Branches[0]/States/A'",
		},
		{
			Says:  "a placeholder that nobody filled in",
			Given: own,
			Token: awstest.Machine,
			In:    machine(m{"First": awstest.With(task, m{"Parameters": m{"TableName": "${table}"}})}),
			Want: "creating SFN State Machine (machine-a): rejected by the simulated AWS, not by AWS: " +
				"the state machine machine-a still holds the placeholder \"${table}\".",
		},
		{
			Says:  "an Express machine that waits for a job",
			Given: own,
			Token: awstest.Machine,
			In: awstest.With(machine(m{
				"First": awstest.With(task, m{"Resource": "arn:aws:states:::states:startExecution.sync:2"}),
			}), m{
				"type": "EXPRESS",
			}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidDefinition: Invalid State Machine Definition: 'Express state machine does not support " +
				"'arn:aws:states:::states:startExecution.sync:2' service integration'",
		},
	})
}
