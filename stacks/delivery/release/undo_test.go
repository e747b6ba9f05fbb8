package release_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

func TestUndo(t *testing.T) { // R12
	t.Parallel()
	const machine = "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev"
	rec := deliverytest.Built(t, true, buildReleases("api"))
	t.Run("an execution that died is handed to the machine it was one of", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "rule-undo-api-dev", "state": "ENABLED", "tags": map[string]any{"Service": "api"},
			"description": "Has executions of sfn-release-api-dev that died undone",
			"eventPattern": deliverytest.Object(t, `{
				"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"],
				"detail": {"stateMachineArn": ["`+machine+`"], "$or": [
					{"status": ["ABORTED", "TIMED_OUT"]},
					{"status": ["FAILED"], "input": [{"anything-but": {"prefix": "{\"undoOf\""}}]}
				]}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "release-api-undo-rule"))
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "release-api-undo-target")
		deliverytest.AssertInputs(t, map[string]any{
			"targetId": "release", "rule": "rule-undo-api-dev", "arn": machine,
			"roleArn": "arn:aws:iam::111122223333:role/role-undo-api-dev",
			"inputTransformer": map[string]any{
				"inputPaths":    map[string]any{"execution": "$.detail.executionArn"},
				"inputTemplate": `{"undoOf":"<execution>"}`,
			},
			"retryPolicy":      map[string]any{"maximumRetryAttempts": 185.0, "maximumEventAgeInSeconds": 86400.0},
			"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		}, target)
		assert.Contains(t, target.DependsOn, "release-api-undo-role-policy")
		assert.Equal(t, pulumitest.Account, target.Account, "beside the machine")
	})
	t.Run("R16 the rule's role starts that machine and nothing else", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "role-undo-api-dev", "tags": map[string]any{"Service": "api"},
			"forceDetachPolicies": true,
			"assumeRolePolicy": deliverytest.TrustIn(t, "events.amazonaws.com", "111122223333",
				"arn:aws:events:us-east-1:111122223333:rule/rule-undo-api-dev"),
		}, rec.Get(t, "iam/role:Role", "release-api-undo-role"))
		assert.Equal(t, []any{map[string]any{
			"Sid": "StartTheUndo", "Effect": "Allow", "Action": []any{"states:StartExecution"}, "Resource": []any{machine},
		}}, rec.Get(t, "iam/rolePolicy:RolePolicy", "release-api-undo-role-policy").JSON(t, "policy")["Statement"])
	})
}
