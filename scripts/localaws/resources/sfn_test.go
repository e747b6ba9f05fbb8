package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestStepFunctionsRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-machine", "states") }
	end := m{"Type": "Pass", "End": true}
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
	})
}
