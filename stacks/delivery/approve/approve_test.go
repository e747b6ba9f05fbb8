package approve_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/approve"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/statemachines"
)

func build(r deliverytest.Rig) error {
	bus, err := r.Bus()
	if err != nil {
		return err
	}
	approver, err := approve.NewApprover(r.Ctx, "approve", approve.ApproverArgs{
		Machine:          "sfn-approve-dev",
		Role:             "role-approve-dev",
		CallerRole:       "role-answer-dev",
		Rules:            "rule-approve-*-dev",
		Pipelines:        []naming.Name{"pipeline-api-dev", "pipeline-cart-dev"},
		Environment:      r.Suffix,
		Bus:              bus,
		LogRetentionDays: 365,
		Account:          r.Own,
	})
	if err != nil {
		return err
	}
	answers, err := approve.NewAnswers(r.Ctx, "answers-api", approve.AnswersArgs{
		Rule:     naming.Name("rule-approve-api-dev"),
		Service:  deliverytest.Service("api"),
		Pipeline: naming.Name("pipeline-api-dev"),
		Approver: approver,
		Bus:      bus,
		Account:  r.Own,
	})
	if err != nil {
		return err
	}
	r.Rec.Export("arn", approver.Arn)
	r.Rec.Export("ready", deliverytest.Output(map[bool]string{true: "both"}[len(answers.Ready) == 2]))
	return nil
}

func TestApprover(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, true, build)
	const machine = "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-approve-dev"
	t.Run("is express and logs everything, because nothing else is kept", func(t *testing.T) { // R6, R17
		t.Parallel()
		want, err := statemachines.Approver(statemachines.ApproverSettings{
			Environment:   "dev",
			DeadLetterURL: deliverytest.DeadLettersURL,
		})
		require.NoError(t, err)
		deliverytest.AssertInputs(t, map[string]any{
			"name": "sfn-approve-dev", "type": "EXPRESS", "roleArn": "arn:aws:iam::111122223333:role/role-approve-dev",
			"definition": deliverytest.ThroughJSON(t, want),
			"loggingConfiguration": map[string]any{
				"level": "ALL", "includeExecutionData": true,
				"logDestination": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/states/sfn-approve-dev:*",
			},
			"tracingConfiguration": map[string]any{"enabled": true},
		}, rec.Get(t, "sfn/stateMachine:StateMachine", "approve-machine"))
		assert.Equal(t, 365.0, rec.Get(t, "cloudwatch/logGroup:LogGroup", "approve-logs").Inputs["retentionInDays"])
		assert.Equal(t, map[string]any{"arn": machine, "ready": "both"}, rec.Kept())
	})
	t.Run("may answer the approvals of its environment and nothing else", func(t *testing.T) { // R16, I4
		t.Parallel()
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "approve-role-policy").JSON(t, "policy")
		assert.Equal(t, []any{
			map[string]any{
				"Sid":    "FindTheApproval",
				"Effect": "Allow",
				"Action": []any{"codepipeline:GetPipelineState"},
				"Resource": []any{
					"arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev",
					"arn:aws:codepipeline:us-east-1:111122223333:pipeline-cart-dev",
				},
			},
			map[string]any{
				"Sid":    "Approve",
				"Effect": "Allow",
				"Action": []any{"codepipeline:PutApprovalResult"},
				"Resource": []any{
					"arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev/Manual-Approval/Approve",
					"arn:aws:codepipeline:us-east-1:111122223333:pipeline-cart-dev/Manual-Approval/Approve",
				},
			},
			map[string]any{
				"Sid":      "KeepWhatCannotBeAnswered",
				"Effect":   "Allow",
				"Action":   []any{"sqs:SendMessage"},
				"Resource": []any{"arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
			},
			map[string]any{"Sid": "DeliverLogs", "Effect": "Allow", "Action": deliverytest.LogDelivery, "Resource": []any{"*"}},
			map[string]any{"Sid": "SendTraces", "Effect": "Allow", "Action": deliverytest.SendTraces, "Resource": []any{"*"}},
		}, policy["Statement"])
	})
	t.Run("is started by its rules alone", func(t *testing.T) { // R16, V2, I4
		t.Parallel()
		assert.Equal(t, deliverytest.TrustIn(t, "events.amazonaws.com", "111122223333",
			"arn:aws:events:us-east-1:111122223333:rule/rule-approve-*-dev"),
			rec.Get(t, "iam/role:Role", "approve-call-role").JSON(t, "assumeRolePolicy"))
		assert.Equal(t, []any{map[string]any{
			"Sid": "StartTheApprover", "Effect": "Allow", "Action": []any{"states:StartExecution"}, "Resource": []any{machine},
		}}, rec.Get(t, "iam/rolePolicy:RolePolicy", "approve-call-role-policy").JSON(t, "policy")["Statement"])
	})
	t.Run("hears of each approval that begins, and of no other action", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name":        "rule-approve-api-dev",
			"description": "Has the approvals of pipeline-api-dev answered, since nobody is asked",
			"state":       "ENABLED",
			"tags":        map[string]any{"Service": "api"},
			"eventPattern": deliverytest.Object(t, `{
				"source": ["aws.codepipeline"],
				"detail-type": ["CodePipeline Action Execution State Change"],
				"detail": {
					"pipeline": ["pipeline-api-dev"], "stage": ["Manual-Approval"], "action": ["Approve"], "state": ["STARTED"]
				}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "answers-api-rule"))
		deliverytest.AssertInputs(t, map[string]any{
			"targetId": "approver",
			"rule":     "rule-approve-api-dev",
			"arn":      machine,
			"roleArn":  "arn:aws:iam::111122223333:role/role-answer-dev",
			"inputTransformer": map[string]any{
				"inputPaths":    map[string]any{"pipeline": "$.detail.pipeline", "execution": "$.detail.execution-id"},
				"inputTemplate": `{"execution":"<execution>","pipeline":"<pipeline>","service":"api"}`,
			},
			"retryPolicy":      map[string]any{"maximumRetryAttempts": 185.0, "maximumEventAgeInSeconds": 86400.0},
			"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		}, rec.Get(t, "cloudwatch/eventTarget:EventTarget", "answers-api-target"))
	})
	t.Run("is with the pipelines", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertPlaced(t, rec, "approve-", pulumitest.Account)
		deliverytest.AssertPlaced(t, rec, "answers-", pulumitest.Account)
	})
	t.Run("that cannot be made is named", func(t *testing.T) { // R17
		t.Parallel()
		texts := map[string]string{
			"approve":                  "register component approve",
			"approve-logs":             "create log group /aws/vendedlogs/states/sfn-approve-dev",
			"approve-role":             "create role role-approve-dev",
			"approve-role-policy":      "create policy of role role-approve-dev",
			"approve-machine":          "create state machine sfn-approve-dev",
			"approve-call-role":        "create role role-answer-dev",
			"approve-call-role-policy": "create policy of role role-answer-dev",
			"answers-api":              "register component answers-api",
			"answers-api-rule":         "create rule rule-approve-api-dev",
			"answers-api-target":       "create target of rule rule-approve-api-dev",
		}
		deliverytest.AssertErrors(t, texts, build)
		deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, build), "approve")
		deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, build), "answers")
	})
}
