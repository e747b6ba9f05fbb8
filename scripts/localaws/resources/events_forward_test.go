package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestARuleReachesABusOfAnotherAccountIfItsRoleAndTheBusLetIt(t *testing.T) {
	t.Parallel()
	const farBus = "arn:aws:events:us-east-1:" + awstest.TargetAccount + ":event-bus/bus-far"
	role := awstest.RoleARN("role-events")
	_, here, far := accounts(t)
	here.Given(awstest.Rule, "r", m{"name": "rule-a", "eventPattern": awstest.Text(m{"source": list{"aws.lambda"}})})
	target := m{"rule": "rule-a", "targetId": "t", "arn": farBus}
	create := func() error {
		_, err := here.Create(awstest.Target, "t", target)
		return err
	}
	says := func(text string) {
		t.Helper()
		assert.ErrorContains(t, create(), text)
	}
	says("api error ValidationException: RoleArn is required for target " + farBus + ".")

	here.Role("role-events", "events")
	target["roleArn"] = role
	says("the role " + role + " may not events:PutEvents on " + farBus + ".")

	here.Grant("role-events", "put", farBus, "events:PutEvents")
	says("the rule rule-a would match and its events reach nothing: there is no bus " + farBus + ".")

	far.Given(awstest.Bus, "b", m{"name": "bus-far"})
	says("its events reach nothing: the policy of " + farBus + " does not let " + role + " put events.")

	policy := func(role string) m {
		return m{"eventBusName": "bus-far", "policy": awstest.Document(m{
			"Effect":    "Allow",
			"Action":    "events:PutEvents",
			"Principal": m{"AWS": "arn:aws:iam::" + awstest.Account + ":root"},
			"Resource":  farBus,
			"Condition": m{"ArnEquals": m{"aws:PrincipalArn": role}},
		})}
	}
	given := far.Given(awstest.BusPolicy, "p", policy(awstest.RoleARN("role-other")))
	says("does not let " + role + " put events.")
	_, err := far.Update(given, policy(role))
	require.NoError(t, err)
	require.NoError(t, create())
}
