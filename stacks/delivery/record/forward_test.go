package record_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

func TestChangesInTheFunctionsAccount(t *testing.T) { // R6, C2
	t.Parallel()
	rec := deliverytest.Built(t, true, buildChanges)
	const bus = "arn:aws:events:us-east-1:111122223333:event-bus/bus-changes-dev"
	t.Run("leave it by a rule there", func(t *testing.T) {
		t.Parallel()
		there := rec.Get(t, "cloudwatch/eventRule:EventRule", "changes-api-there-rule")
		here := rec.Get(t, "cloudwatch/eventRule:EventRule", "changes-api-rule")
		assert.NotContains(t, there.Inputs, "eventBusName", "CloudTrail reports to the default bus")
		assert.Equal(t, here.JSON(t, "eventPattern"), there.JSON(t, "eventPattern"))
		assert.Equal(t, here.Inputs["name"], there.Inputs["name"])
		assert.Equal(t, deliverytest.TargetAccount, there.Account)
		assert.Equal(t, pulumitest.Account, here.Account)
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "changes-api-there-target")
		deliverytest.AssertInputs(t, map[string]any{
			"targetId":         "recorder",
			"rule":             "rule-change-api-dev",
			"arn":              bus,
			"roleArn":          "arn:aws:iam::444455556666:role/role-forward-dev",
			"retryPolicy":      map[string]any{"maximumRetryAttempts": 185.0, "maximumEventAgeInSeconds": 86400.0},
			"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		}, target)
		assert.Equal(t, deliverytest.TargetAccount, target.Account)
		assert.Subset(t, target.DependsOn, []string{"forward-role-policy", "forward-bus-policy"})
	})
	t.Run("arrive on a bus that takes them from that rule's role alone", func(t *testing.T) {
		t.Parallel()
		made := rec.Get(t, "cloudwatch/eventBus:EventBus", "forward-bus")
		deliverytest.AssertInputs(t, map[string]any{
			"name": "bus-changes-dev", "description": "Changes in account 444455556666 that are no release's",
		}, made)
		assert.Equal(t, pulumitest.Account, made.Account)
		deliverytest.AssertInputs(t, map[string]any{
			"eventBusName": "bus-changes-dev",
			"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "RulesThereForwardChanges", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::444455556666:root"]},
					"Action": ["events:PutEvents"], "Resource": ["`+bus+`"],
					"Condition": {"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/role-forward-dev"]}}
				},
				{
					"Sid": "NobodyElsePutsAnything", "Effect": "Deny", "Principal": "*",
					"Action": ["events:PutEvents"], "Resource": ["`+bus+`"],
					"Condition": {"ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/role-forward-dev"]}}
				}
			]}`),
		}, rec.Get(t, "cloudwatch/eventBusPolicy:EventBusPolicy", "forward-bus-policy"))
		role := rec.Get(t, "iam/role:Role", "forward-role")
		assert.Equal(t, deliverytest.TargetAccount, role.Account)
		deliverytest.AssertInputs(t, map[string]any{
			"name":                "role-forward-dev",
			"forceDetachPolicies": true,
			"assumeRolePolicy": deliverytest.TrustIn(t, "events.amazonaws.com", "444455556666",
				"arn:aws:events:us-east-1:444455556666:rule/rule-change-*-dev"),
		}, role)
		assert.Equal(t, []any{map[string]any{
			"Sid":      "PutChangesOnTheBus",
			"Effect":   "Allow",
			"Action":   []any{"events:PutEvents"},
			"Resource": []any{bus},
		}}, rec.Get(t, "iam/rolePolicy:RolePolicy", "forward-role-policy").JSON(t, "policy")["Statement"])
	})
	t.Run("reach the recorder from that bus", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "bus-changes-dev",
			rec.Get(t, "cloudwatch/eventRule:EventRule", "changes-api-rule").Inputs["eventBusName"])
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "changes-api-target")
		assert.Equal(t, "bus-changes-dev", target.Inputs["eventBusName"])
		assert.Equal(t, "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev", target.Inputs["arn"])
	})
	t.Run("that cannot be forwarded are named", func(t *testing.T) { // R17
		t.Parallel()
		for at, want := range map[string]string{
			"forward":                  "register component forward",
			"forward-bus":              "create event bus bus-changes-dev",
			"forward-bus-policy":       "create policy of event bus bus-changes-dev",
			"forward-role":             "create role role-forward-dev",
			"changes-api-there-rule":   "create rule rule-change-api-dev",
			"changes-api-there-target": "create target of rule rule-change-api-dev",
		} {
			run := pulumitest.Run{Refuse: pulumitest.RefuseNamed(at, errors.New("AccessDenied: no"))}
			assert.ErrorContains(t, deliverytest.OnRig(run, true, buildChanges).Err, want+": AccessDenied: no", at)
		}
	})
}
