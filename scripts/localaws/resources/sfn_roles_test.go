package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

// machine is a state machine of the given states, beginning with First.
func machine(states m) m {
	return m{
		"name":       "machine-a",
		"roleArn":    awstest.RoleARN("role-machine"),
		"definition": awstest.Text(m{"StartAt": "First", "States": states}),
	}
}

func TestStepFunctionsRejectsRolesAndLogsAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-machine", "states") }
	end := m{"Type": "Pass", "End": true}
	task := m{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true}
	deployer := func(trust string) func(awstest.Client) {
		return func(c awstest.Client) {
			own(c)
			c.Given(awstest.Role, "d", m{"name": "role-deployer", "assumeRolePolicy": trust})
		}
	}
	hop := machine(m{"First": m{"Type": "Parallel", "End": true, "Branches": list{m{"StartAt": "Inner", "States": m{
		"Inner": awstest.With(task, m{"Credentials": m{"RoleArn": awstest.RoleARN("role-deployer")}})}}}}})
	logging := m{"level": "ALL", "logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group:*"}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a task's role that does not trust the machine",
			Given: deployer(awstest.Trust("lambda")),
			Token: awstest.Machine,
			In:    hop,
			Want: "creating SFN State Machine (machine-a): rejected by the simulated AWS, not by AWS: a task of the state " +
				"machine machine-a would fail when it runs: " +
				"the trust policy of arn:aws:iam::000000000000:role/role-deployer does " +
				"not let arn:aws:iam::000000000000:role/role-machine assume it.",
		},
		{
			Says: "a task's role that trusts another machine of the same role",
			Given: deployer(awstest.Document(m{
				"Effect":    "Allow",
				"Action":    "sts:AssumeRole",
				"Principal": m{"AWS": awstest.RoleARN("role-machine")},
				"Condition": m{"StringEquals": m{
					"sts:ExternalId": "arn:aws:states:us-east-1:000000000000:stateMachine:machine-b",
				}},
			})),
			Token: awstest.Machine,
			In:    hop,
			Want: "creating SFN State Machine (machine-a): rejected by the simulated AWS, not by AWS: a task of the state " +
				"machine machine-a would fail when it runs: " +
				"the trust policy of arn:aws:iam::000000000000:role/role-deployer does " +
				"not let arn:aws:iam::000000000000:role/role-machine assume it.",
		},
		{
			Says: "a task's role that the machine may not assume",
			Given: func(c awstest.Client) {
				own(c)
				c.Given(awstest.Role, "d", m{
					"name":             "role-deployer",
					"assumeRolePolicy": awstest.TrustRole(awstest.RoleARN("role-machine")),
				})
			},
			Token: awstest.Machine,
			In:    hop,
			Want: "creating SFN State Machine (machine-a): rejected by the simulated AWS, not by AWS: a task of the state " +
				"machine machine-a would fail when it runs: the role arn:aws:iam::000000000000:role/role-machine may not " +
				"sts:AssumeRole on arn:aws:iam::000000000000:role/role-deployer.",
		},
		{
			Says:  "a role at another path than the one it has",
			Given: own,
			Token: awstest.Machine,
			In:    awstest.With(machine(m{"First": end}), m{"roleArn": awstest.RoleARN("shop/role-machine")}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, " +
				"api error AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional " +
				"one is authorized to assume the provided role. " +
				"(role arn:aws:iam::000000000000:role/shop/role-machine, service states.amazonaws.com)",
		},
		{
			Says:  "a role with an ARN of 257 characters",
			Given: own,
			Token: awstest.Machine,
			In: awstest.With(machine(m{"First": end}), m{
				"roleArn": awstest.RoleARN(strings.Repeat("p", 213) + "/role-machine"),
			}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"ValidationException: 1 validation error detected: Value at 'roleArn' failed to satisfy constraint: " +
				"Member must have length less than or equal to 256",
		},
		{
			Says:  "a log destination without its ending",
			Given: own,
			Token: awstest.Machine,
			In: awstest.With(machine(m{"First": end}), m{
				"loggingConfiguration": awstest.With(logging, m{
					"logDestination": "arn:aws:logs:us-east-1:000000000000:log-group:group",
				}),
			}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, " +
				"api error InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination must end with ':*'",
		},
		{
			Says:  "a log group that does not exist",
			Given: own,
			Token: awstest.Machine,
			In:    awstest.With(machine(m{"First": end}), m{"loggingConfiguration": logging}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"InvalidLoggingConfiguration: Invalid Logging Configuration: " +
				"Log Destination arn:aws:logs:us-east-1:000000000000:log-group:group:* does not exist",
		},
		{
			Says:  "a role that may not deliver logs",
			Given: func(c awstest.Client) { own(c); c.Given(awstest.LogGroup, "g", m{"name": "group"}) },
			Token: awstest.Machine,
			In:    awstest.With(machine(m{"First": end}), m{"loggingConfiguration": logging}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, " +
				"api error AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination",
		},
		{
			Says:  "a second machine of the same name",
			Given: func(c awstest.Client) { own(c); c.Given(awstest.Machine, "first", machine(m{"First": end})) },
			Token: awstest.Machine,
			In:    machine(m{"First": end}),
			Want: "creating SFN State Machine (machine-a): operation error SFN: CreateStateMachine, api error " +
				"StateMachineAlreadyExists: State Machine Already Exists: " +
				"'arn:aws:states:us-east-1:000000000000:stateMachine:machine-a'",
		},
	})
}
