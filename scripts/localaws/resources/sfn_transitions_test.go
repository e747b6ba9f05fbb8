package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestStepFunctionsRejectsTransitionsAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-machine", "states") }
	end := m{"Type": "Pass", "End": true}
	task := m{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true}
	awstest.Rejects(t, []awstest.Case{
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
	})
}
