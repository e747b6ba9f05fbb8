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
		{"a name with a dot", own, machineT, with(machine(m{"First": end}), m{"name": "machine.a"}), nil, "name: invalid value for name (must be letters, digits, hyphens and underscores): machine.a"},
		{"a definition that is no JSON", own, machineT, with(machine(nil), m{"definition": "StartAt: First"}), nil, "definition: \"definition\" contains an invalid JSON: invalid character 'S' looking for beginning of value"},
		{"an unknown type", own, machineT, with(machine(m{"First": end}), m{"type": "SLOW"}), nil, "type: expected type to be one of [\"STANDARD\" \"EXPRESS\"], got SLOW"},
		{"a role that does not exist", nil, machineT, machine(m{"First": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role. (role arn:aws:iam::000000000000:role/role-machine, service states.amazonaws.com)"},
		{"a role that Step Functions may not assume", func(c client) { c.role("role-machine", "lambda") }, machineT, machine(m{"First": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role. (role arn:aws:iam::000000000000:role/role-machine, service states.amazonaws.com)"},
		{"no states", own, machineT, machine(m{}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'"},
		{"no start", own, machineT, with(machine(nil), m{"definition": text(m{"States": m{"First": end}})}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /'"},
		{"a start that does not exist", own, machineT, machine(m{"Last": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: First at /StartAt, MISSING_TRANSITION_TARGET: State \"Last\" is not reachable. at /States/Last'"},
		{"a state that is no object", own, machineT, machine(m{"First": "Pass"}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/First'"},
		{"a state of an unknown type", own, machineT, machine(m{"First": m{"Type": "Loop", "End": true}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value is not a valid enumeration: Type \"Loop\" at /States/First'"},
		{"a state that leads nowhere", own, machineT, machine(m{"First": m{"Type": "Pass"}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is required at /States/First'"},
		{"a state that ends and goes on", own, machineT, machine(m{"First": m{"Type": "Pass", "End": true, "Next": "First"}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is required at /States/First'"},
		{"a next state that does not exist", own, machineT, machine(m{"First": m{"Type": "Pass", "Next": "Second"}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: Second at /States/First'"},
		{"a catcher that leads to no state", own, machineT, machine(m{"First": with(task, m{"Catch": list{m{"ErrorEquals": list{"States.ALL"}, "Next": "Undo"}}})}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: Undo at /States/First'"},
		{"a choice without choices", own, machineT, machine(m{"First": m{"Type": "Choice", "Default": "Last"}, "Last": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [Choices] at /States/First'"},
		{"a failure that goes on", own, machineT, machine(m{"First": m{"Type": "Fail", "Next": "Last"}, "Last": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: A terminal state has neither Next nor End at /States/First'"},
		{"a state that is never reached", own, machineT, machine(m{"First": end, "Lost": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: State \"Lost\" is not reachable. at /States/Lost'"},
		{"a task without a resource", own, machineT, machine(m{"First": m{"Type": "Task", "End": true}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN: \"\" at /States/First/Resource'"},
		{"a map of nothing", own, machineT, machine(m{"First": m{"Type": "Map", "End": true}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [Branches] or [ItemProcessor] at /States/First'"},
		{"a fault inside a branch", own, machineT, machine(m{"First": m{"Type": "Parallel", "End": true, "Branches": list{m{"StartAt": "A", "States": m{"A": m{"Type": "Pass"}}}}}}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Exactly one of Next and End is required at /States/First/Branches[0]/States/A'"},
		{"a placeholder that nobody filled in", own, machineT, machine(m{"First": with(task, m{"Parameters": m{"TableName": "${table}"}})}), nil, "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: the state machine machine-a still holds the placeholder \"${table}\"."},
		{"an Express machine that waits for a job", own, machineT,
			with(machine(m{"First": with(task, m{"Resource": "arn:aws:states:::states:startExecution.sync:2"})}), m{"type": "EXPRESS"}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidDefinition: Invalid State Machine Definition: 'Express state machine does not support 'arn:aws:states:::states:startExecution.sync:2' service integration'"},
		{"a task's role that does not trust the machine", deployer(trusting("lambda")), machineT, hop, nil, "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: a task of the state machine machine-a would fail when it runs: the trust policy of arn:aws:iam::000000000000:role/role-deployer does not let arn:aws:iam::000000000000:role/role-machine assume it."},
		{"a task's role that the machine may not assume", func(c client) {
			own(c)
			c.given(roleT, "d", m{"name": "role-deployer", "assumeRolePolicy": trustingRole(roleARN("role-machine"))})
		}, machineT, hop, nil, "creating SFN State Machine (machine-a): refused by the rehearsal, not by AWS: a task of the state machine machine-a would fail when it runs: the role arn:aws:iam::000000000000:role/role-machine may not sts:AssumeRole on arn:aws:iam::000000000000:role/role-deployer."},
		{"a log destination without its ending", own, machineT,
			with(machine(m{"First": end}), m{"loggingConfiguration": with(logging, m{"logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group"})}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination must end with ':*'"},
		{"a log group that does not exist", own, machineT, with(machine(m{"First": end}), m{"loggingConfiguration": logging}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination arn:aws:logs:us-east-1:000000000000:log-group:group:* does not exist"},
		{"a role that may not deliver logs", func(c client) { own(c); c.given(logGroupT, "g", m{"name": "group"}) }, machineT,
			with(machine(m{"First": end}), m{"loggingConfiguration": logging}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination"},
		{"a second machine of the same name", func(c client) { own(c); c.given(machineT, "first", machine(m{"First": end})) }, machineT, machine(m{"First": end}), nil, "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error StateMachineAlreadyExists: State Machine Already Exists: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine-a'"},
	})
}
