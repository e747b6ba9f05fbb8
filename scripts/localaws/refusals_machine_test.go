package localaws_test

import "testing"

func TestStepFunctionsRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.role("role-machine", "states") }
	machine := func(states m) m {
		return m{"name": "machine-a", "roleArn": roleARN("role-machine"), "definition": text(m{"StartAt": "First", "States": states})}
	}
	end := m{"Type": "Pass", "End": true}
	task := m{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true}
	deployer := func(trust string) func(client) {
		return func(c client) {
			own(c)
			c.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trust})
		}
	}
	hop := machine(m{"First": m{"Type": "Parallel", "End": true, "Branches": list{m{"StartAt": "Inner", "States": m{
		"Inner": with(task, m{"Credentials": m{"RoleArn": roleARN("role-deployer")}})}}}}})
	logging := m{"level": "ALL", "logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group:*"}
	refused(t, []refusal{
		{
			says:  "a name with a dot",
			given: own,
			token: machineT,
			in:    with(machine(m{"First": end}), m{"name": "machine.a"}),
			want:  "name: invalid value for name (must be letters, digits, hyphens and underscores): machine.a",
		},
		{
			says:  "a definition that is no JSON",
			given: own,
			token: machineT,
			in:    with(machine(nil), m{"definition": "StartAt: First"}),
			want:  "definition: \"definition\" contains an invalid JSON: invalid character 'S' looking for beginning of value",
		},
		{
			says:  "an unknown type",
			given: own,
			token: machineT,
			in:    with(machine(m{"First": end}), m{"type": "SLOW"}),
			want:  "type: expected type to be one of [\"STANDARD\" \"EXPRESS\"], got SLOW",
		},
		{
			says:  "a role that does not exist",
			token: machineT,
			in:    machine(m{"First": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role. (role arn:aws:iam::000000000000:role/role-machine, service states.amazonaws.com)",
		},
		{
			says:  "a role that Step Functions may not assume",
			given: func(c client) { c.role("role-machine", "lambda") },
			token: machineT,
			in:    machine(m{"First": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role. (role arn:aws:iam::000000000000:role/role-machine, service states.amazonaws.com)",
		},
		{
			says:  "no states",
			given: own,
			token: machineT,
			in:    machine(m{}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
		},
		{
			says:  "no start",
			given: own,
			token: machineT,
			in:    with(machine(nil), m{"definition": text(m{"States": m{"First": end}})}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /'",
		},
		{
			says:  "a start that does not exist",
			given: own,
			token: machineT,
			in:    machine(m{"Last": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: First at /StartAt, MISSING_TRANSITION_TARGET: State \"Last\" is not reachable. at /States/Last'",
		},
		{
			says:  "a state that is no object",
			given: own,
			token: machineT,
			in:    machine(m{"First": "Pass"}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/First'",
		},
		{
			says:  "a state of an unknown type",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Loop", "End": true}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value is not a valid enumeration: Type \"Loop\" at /States/First'",
		},
		{
			says:  "a state that leads nowhere",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Pass"}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is required at /States/First'",
		},
		{
			says:  "a state that ends and goes on",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Pass", "End": true, "Next": "First"}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is required at /States/First'",
		},
		{
			says:  "a next state that does not exist",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Pass", "Next": "Second"}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: Second at /States/First'",
		},
		{
			says:  "a catcher that leads to no state",
			given: own,
			token: machineT,
			in:    machine(m{"First": with(task, m{"Catch": list{m{"ErrorEquals": list{"States.ALL"}, "Next": "Undo"}}})}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: Undo at /States/First'",
		},
		{
			says:  "a choice without choices",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Choice", "Default": "Last"}, "Last": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [Choices] at /States/First'",
		},
		{
			says:  "a failure that goes on",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Fail", "Next": "Last"}, "Last": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: A terminal state has neither Next nor End at /States/First'",
		},
		{
			says:  "a state that is never reached",
			given: own,
			token: machineT,
			in:    machine(m{"First": end, "Lost": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: State \"Lost\" is not reachable. at /States/Lost'",
		},
		{
			says:  "a task without a resource",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Task", "End": true}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN: \"\" at /States/First/Resource'",
		},
		{
			says:  "a map of nothing",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Map", "End": true}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [Branches] or [ItemProcessor] at /States/First'",
		},
		{
			says:  "a fault inside a branch",
			given: own,
			token: machineT,
			in:    machine(m{"First": m{"Type": "Parallel", "End": true, "Branches": list{m{"StartAt": "A", "States": m{"A": m{"Type": "Pass"}}}}}}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is required at /States/First/Branches[0]/States/A'",
		},
		{
			says:  "a placeholder that nobody filled in",
			given: own,
			token: machineT,
			in:    machine(m{"First": with(task, m{"Parameters": m{"TableName": "${table}"}})}),
			want:  "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: the state machine machine-a still holds the placeholder \"${table}\".",
		},
		{
			says:  "an Express machine that waits for a job",
			given: own,
			token: machineT,
			in:    with(machine(m{"First": with(task, m{"Resource": "arn:aws:states:::states:startExecution.sync:2"})}), m{"type": "EXPRESS"}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'Express state machine does not support 'arn:aws:states:::states:startExecution.sync:2' service integration'",
		},
		{
			says:  "a task's role that does not trust the machine",
			given: deployer(trusting("lambda")),
			token: machineT,
			in:    hop,
			want:  "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: a task of the state machine machine-a would fail when it runs: the trust policy of arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-machine assume it.",
		},
		{
			says: "a task's role that the machine may not assume",
			given: func(c client) {
				own(c)
				c.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trustingRole(roleARN("role-machine"))})
			},
			token: machineT,
			in:    hop,
			want:  "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: a task of the state machine machine-a would fail when it runs: the role arn:aws:iam::000000000000:role/role-machine may not sts:AssumeRole on arn:aws:iam::000000000000:role/role-deployer.",
		},
		{
			says:  "a log destination without its ending",
			given: own,
			token: machineT,
			in:    with(machine(m{"First": end}), m{"loggingConfiguration": with(logging, m{"logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group"})}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination must end with ':*'",
		},
		{
			says:  "a log group that does not exist",
			given: own,
			token: machineT,
			in:    with(machine(m{"First": end}), m{"loggingConfiguration": logging}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination arn:aws:logs:us-east-1:000000000000:log-group:group:* does not exist",
		},
		{
			says:  "a role that may not deliver logs",
			given: func(c client) { own(c); c.given(logGroupT, "g", m{"name": "group"}) },
			token: machineT,
			in:    with(machine(m{"First": end}), m{"loggingConfiguration": logging}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination",
		},
		{
			says:  "a second machine of the same name",
			given: func(c client) { own(c); c.given(machineT, "first", machine(m{"First": end})) },
			token: machineT,
			in:    machine(m{"First": end}),
			want:  "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error StateMachineAlreadyExists: State Machine Already Exists: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine-a'",
		},
	})
}
