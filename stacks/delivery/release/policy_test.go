package release_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/statemachines/statemachinestest"
)

// TestTheReleaseRoleMayDoWhatTheDefinitionDoesAndNoMore compares the policy with
// the calls that the deployed definition makes, so that neither can change alone.
func TestTheReleaseRoleMayDoWhatTheDefinitionDoesAndNoMore(t *testing.T) { // R9, R16
	t.Parallel()
	for _, twoAccounts := range []bool{false, true} {
		rec := deliverytest.Built(t, twoAccounts, buildReleases("api"))
		deployer := "arn:aws:iam::" + map[bool]string{
			false: pulumitest.Account,
			true:  deliverytest.TargetAccount,
		}[twoAccounts] + ":role/role-deployer-api-dev"
		calls, err := statemachinestest.Calls(rec.Get(t, "sfn/stateMachine:StateMachine",
			"release-api-machine").JSON(t, "definition"))
		require.NoError(t, err)
		var own []any
		for _, call := range calls {
			if call.Role == "" {
				own = append(own, call.Action)
				continue
			}
			assert.Equal(t, deployer, call.Role, call.State)
		}
		var granted []any
		for _, statement := range rec.Get(t, "iam/rolePolicy:RolePolicy", "release-api-role-policy").JSON(
			t, "policy",
		)["Statement"].([]any) {
			granted = append(granted, statement.(map[string]any)["Action"].([]any)...)
		}
		assert.Subset(t, granted, own)
		for _, action := range granted {
			used := slices.Concat(own, deliverytest.LogDelivery, deliverytest.SendTraces, []any{"sts:AssumeRole"}, ofSNS)
			assert.True(t, slices.Contains(used, action), "%s is granted and never used", action)
		}
	}
}

func TestTheReleaseRoleIsBoundToThisServicesResources(t *testing.T) { // R9, R16, I4
	t.Parallel()
	rec := deliverytest.Built(t, true, buildReleases("api"))
	deliverytest.AssertInputs(t, map[string]any{
		"name":                "role-release-api-dev",
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "states.amazonaws.com", "111122223333",
			"arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev"),
		"tags": map[string]any{"Service": "api"},
	}, rec.Get(t, "iam/role:Role", "release-api-role"))
	policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "release-api-role-policy").JSON(t, "policy")
	assert.Equal(t, []any{
		map[string]any{"Sid": "TouchTheFunction", "Effect": "Allow", "Action": []any{"sts:AssumeRole"},
			"Resource": []any{"arn:aws:iam::444455556666:role/role-deployer-api-dev"}},
		map[string]any{
			"Sid":      "KeepHistory",
			"Effect":   "Allow",
			"Action":   []any{"dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"},
			"Resource": []any{deliverytest.HistoryTableArn},
			"Condition": map[string]any{
				"ForAllValues:StringNotLike": map[string]any{"dynamodb:LeadingKeys": []any{"lock#*", "taken-back#*"}},
				"Null":                       map[string]any{"dynamodb:LeadingKeys": []any{"false"}},
			},
		},
		map[string]any{
			"Sid":      "KeepLockAndMarks",
			"Effect":   "Allow",
			"Action":   []any{"dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"},
			"Resource": []any{deliverytest.HistoryTableArn},
			"Condition": map[string]any{
				"ForAllValues:StringEquals": map[string]any{"dynamodb:LeadingKeys": []any{"lock#api", "taken-back#api"}},
				"Null":                      map[string]any{"dynamodb:LeadingKeys": []any{"false"}},
			},
		},
		map[string]any{"Sid": "TagWhatWasDeployed", "Effect": "Allow", "Action": []any{"ecr:BatchGetImage", "ecr:PutImage"},
			"Resource": []any{"arn:aws:ecr:us-east-1:111122223333:repository/ecr-api-dev"}},
		map[string]any{"Sid": "UndoAnExecutionThatDied", "Effect": "Allow", "Action": []any{"states:StartExecution"},
			"Resource": []any{"arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev"}},
		map[string]any{
			"Sid":      "SeeAndEndItsExecutions",
			"Effect":   "Allow",
			"Action":   []any{"states:DescribeExecution", "states:StopExecution"},
			"Resource": []any{"arn:aws:states:us-east-1:111122223333:execution:sfn-release-api-dev:*"},
		},
		map[string]any{"Sid": "TellTheOutcome", "Effect": "Allow", "Action": []any{"sns:Publish"},
			"Resource": []any{deliverytest.TopicArn}},
		map[string]any{"Sid": "UseTheTopicsKey", "Effect": "Allow", "Action": []any{"kms:Decrypt", "kms:GenerateDataKey*"},
			"Resource":  []any{deliverytest.KeyArn},
			"Condition": map[string]any{"StringEquals": map[string]any{"kms:ViaService": []any{"sns.us-east-1.amazonaws.com"}}}},
		map[string]any{"Sid": "CountOutcomes", "Effect": "Allow", "Action": []any{"cloudwatch:PutMetricData"},
			"Resource":  []any{"*"},
			"Condition": map[string]any{"StringEquals": map[string]any{"cloudwatch:namespace": []any{"slipway"}}}},
		map[string]any{"Sid": "DeliverLogs", "Effect": "Allow", "Action": deliverytest.LogDelivery, "Resource": []any{"*"}},
		map[string]any{"Sid": "SendTraces", "Effect": "Allow", "Action": deliverytest.SendTraces, "Resource": []any{"*"}},
	}, policy["Statement"])
}
