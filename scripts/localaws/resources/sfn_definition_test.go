package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestStepFunctionsRejectsDefinitionsAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-machine", "states") }
	end := m{"Type": "Pass", "End": true}
	task := m{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true}
	awstest.Rejects(t, []awstest.Case{
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
