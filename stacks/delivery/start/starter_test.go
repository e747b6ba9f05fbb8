package start_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/statemachines"
)

func TestTheStarterIsExpressAndLogsEverythingBecauseNothingElseIsKept(t *testing.T) { // R10, R17
	t.Parallel()
	rec := deliverytest.Built(t, false, buildTriggers(nil))
	machine := rec.Get(t, "sfn/stateMachine:StateMachine", "start-machine")
	want, err := statemachines.Starter(statemachines.StarterSettings{
		DeadLetterURL: deliverytest.DeadLettersURL,
	})
	require.NoError(t, err)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "sfn-start-dev", "type": "EXPRESS", "roleArn": "arn:aws:iam::111122223333:role/role-start-dev",
		"definition": deliverytest.ThroughJSON(t, want),
		"loggingConfiguration": map[string]any{
			"level": "ALL", "includeExecutionData": true,
			"logDestination": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/states/sfn-start-dev:*",
		},
		"tracingConfiguration": map[string]any{"enabled": true},
	}, machine)
	assert.Equal(t, 365.0, rec.Get(t, "cloudwatch/logGroup:LogGroup", "start-logs").Inputs["retentionInDays"])
}

func TestTheStarterMayStartPipelinesOfItsEnvironmentAndKeepWhatItCannotStart(t *testing.T) { // R16, I4
	t.Parallel()
	rec := deliverytest.Built(t, false, buildTriggers(nil))
	assert.Equal(t, []any{
		map[string]any{
			"Sid":       "StartPipelines",
			"Effect":    "Allow",
			"Action":    []any{"codepipeline:ListPipelineExecutions", "codepipeline:StartPipelineExecution"},
			"Resource":  []any{"arn:aws:codepipeline:us-east-1:111122223333:pipeline-*-dev"},
			"Condition": map[string]any{"StringEquals": map[string]any{"aws:ResourceTag/Environment": []any{"dev"}}},
		},
		map[string]any{
			"Sid":      "LookForRules",
			"Effect":   "Allow",
			"Action":   []any{"events:ListRuleNamesByTarget", "events:ListRules"},
			"Resource": []any{"*"},
		},
		map[string]any{
			"Sid":      "KeepWhatCannotBeStarted",
			"Effect":   "Allow",
			"Action":   []any{"sqs:SendMessage"},
			"Resource": []any{"arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		},
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "start-role-policy").JSON(t, "policy")["Statement"].([]any)[:3])
}

func TestTheRulesOfTheBusAloneStartTheStarter(t *testing.T) { // R16, V2, I4
	t.Parallel()
	rec := deliverytest.Built(t, false, buildTriggers(nil))
	deliverytest.AssertInputs(t, map[string]any{
		"name":                "role-push-dev",
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "events.amazonaws.com", "111122223333",
			"arn:aws:events:us-east-1:111122223333:rule/bus-github-dev/*"),
	}, rec.Get(t, "iam/role:Role", "start-call-role"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-push-dev", "role": "role-push-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
			"Sid": "StartTheStarter", "Effect": "Allow", "Action": ["states:StartExecution"],
			"Resource": ["arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev"]
		}]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "start-call-role-policy"))
}

func TestTheStarterLivesWithThePipelines(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, true, buildTriggers(nil))
	deliverytest.AssertPlaced(t, rec, "start-", pulumitest.Account)
}

func TestEveryRefusalAroundTheStarterNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	build := buildTriggers(nil)
	texts := map[string]string{
		"start":                  "register component start",
		"start-logs":             "create log group /aws/vendedlogs/states/sfn-start-dev",
		"start-role":             "create role role-start-dev",
		"start-role-policy":      "create policy of role role-start-dev",
		"start-machine":          "create state machine sfn-start-dev",
		"start-call-role":        "create role role-push-dev",
		"start-call-role-policy": "create policy of role role-push-dev",
	}
	deliverytest.AssertErrors(t, texts, build)
	deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, build), "start")
}
