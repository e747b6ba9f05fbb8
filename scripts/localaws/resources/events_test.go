package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

const (
	eventsBusARN = "arn:aws:events:us-east-1:000000000000:event-bus/bus-a"
	pipelineARN  = "arn:aws:codepipeline:us-east-1:000000000000:pipeline-a"
)

func TestEventBridgeRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	bus := func(c awstest.Client) { c.Given(awstest.Bus, "b", m{"name": "bus-a"}) }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a bus name with a blank",
			Token: awstest.Bus,
			In:    m{"name": "bus a"},
			Want:  "name: invalid value for name (must be letters, digits and the characters . - _ /): bus a",
		},
		{
			Says:  "a bus with the default bus's name",
			Token: awstest.Bus,
			In:    m{"name": "default"},
			Want:  "name: cannot be \"default\"",
		},
		{
			Says:  "a bus key that does not exist",
			Token: awstest.Bus,
			In:    m{"name": "bus-a", "kmsKeyIdentifier": "alias/none"},
			Want: "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, " +
				"api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			Says:  "a second bus of the same name",
			Given: bus,
			Token: awstest.Bus,
			In:    m{"name": "bus-a"},
			Want: "creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, " +
				"api error ResourceAlreadyExistsException: Event bus bus-a already exists.",
		},
		{
			Says:  "a policy of a bus that is not there",
			Token: awstest.BusPolicy,
			In: m{
				"eventBusName": eventsBusARN,
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "events:PutEvents",
					"Principal": "*",
					"Resource":  "*",
				}),
			},
			Want: "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, " +
				"api error ResourceNotFoundException: Event bus bus-a does not exist.",
		},
		{
			Says:  "a bus policy without statements",
			Given: bus,
			Token: awstest.BusPolicy,
			In:    m{"eventBusName": "bus-a", "policy": "{}"},
			Want: "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, " +
				"api error ValidationException: The policy is not valid: no Statement",
		},
		{
			Says:  "a bus policy for a role that does not exist",
			Given: bus,
			Token: awstest.BusPolicy,
			In: m{
				"eventBusName": "bus-a",
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "events:PutEvents",
					"Principal": m{"AWS": awstest.RoleARN("nobody")},
					"Resource":  "*",
				}),
			},
			Want: "creating EventBridge Event Bus Policy: operation error EventBridge: PutPermission, api error " +
				"ValidationException: The policy names an invalid principal: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\"",
		},
	})
}
