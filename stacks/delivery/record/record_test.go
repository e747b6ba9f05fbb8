package record_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/record"
	"slipway/stacks/delivery/statemachines"
	"slipway/stacks/delivery/statemachines/statemachinestest"
)

func buildRecords(services ...string) func(deliverytest.Rig) error {
	return func(r deliverytest.Rig) error {
		bus, err := r.Bus()
		if err != nil {
			return err
		}
		recorder, err := record.NewRecorder(r.Ctx, "recorder", record.RecorderArgs{
			Machine:          "sfn-recorder-dev",
			Role:             "role-recorder-dev",
			StartRole:        "role-record-dev",
			Rules:            []string{"rule-pipeline-*-dev", "rule-change-*-dev"},
			Pipelines:        "pipeline-*-dev",
			Bus:              bus,
			Environment:      r.Suffix,
			HistoryTable:     deliverytest.Output(deliverytest.HistoryTable),
			HistoryTableArn:  deliverytest.Output(deliverytest.HistoryTableArn),
			LogRetentionDays: 365,
			Account:          r.Own,
		})
		if err != nil {
			return err
		}
		r.Rec.Export("arn", recorder.Arn)
		r.Rec.Export("name", recorder.Name)
		r.Rec.Export("logGroup", recorder.LogGroup)
		for _, s := range services {
			record, err := record.NewRecord(r.Ctx, "record-"+s, record.RecordArgs{
				Rule:     naming.Name("rule-pipeline-" + s + "-dev"),
				Service:  deliverytest.Service(s),
				Pipeline: naming.Name("pipeline-" + s + "-dev"),
				Recorder: recorder,
				Bus:      bus,
				Account:  r.Own,
			})
			if err != nil {
				return err
			}
			r.Rec.Export(s, record.RuleName)
		}
		return nil
	}
}

func TestTheRecorderIsExpressAndLogsEverythingBecauseNothingElseIsKept(t *testing.T) { // R6, R17
	t.Parallel()
	rec := deliverytest.Built(t, false, buildRecords("api"))
	machine := rec.Get(t, "sfn/stateMachine:StateMachine", "recorder-machine")
	want, err := statemachines.Recorder(statemachines.RecorderSettings{
		Environment:      "dev",
		HistoryTableName: deliverytest.HistoryTable,
		DeadLetterURL:    deliverytest.DeadLettersURL,
	})
	require.NoError(t, err)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "sfn-recorder-dev", "type": "EXPRESS", "roleArn": "arn:aws:iam::111122223333:role/role-recorder-dev",
		"definition": deliverytest.ThroughJSON(t, want),
		"loggingConfiguration": map[string]any{
			"level": "ALL", "includeExecutionData": true,
			"logDestination": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/states/sfn-recorder-dev:*",
		},
		"tracingConfiguration": map[string]any{"enabled": true},
	}, machine)
	assert.Contains(t, machine.DependsOn, "recorder-role-policy")
	deliverytest.AssertInputs(t, map[string]any{
		"name":            "/aws/vendedlogs/states/sfn-recorder-dev",
		"retentionInDays": 365.0,
		"skipDestroy":     false,
	},
		rec.Get(t, "cloudwatch/logGroup:LogGroup", "recorder-logs"))
	assert.Equal(t, map[string]any{
		"arn": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev", "name": "sfn-recorder-dev",
		"logGroup": "/aws/vendedlogs/states/sfn-recorder-dev", "api": "rule-pipeline-api-dev",
	}, rec.Kept())
}

func TestTheRecorderMayWriteRowsKeepEventsReadApproversAndNothingElse(t *testing.T) { // R16, I4
	t.Parallel()
	rec := deliverytest.Built(t, false, buildRecords())
	deliverytest.AssertInputs(t, map[string]any{
		"name":                "role-recorder-dev",
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "states.amazonaws.com", "111122223333",
			"arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev"),
	}, rec.Get(t, "iam/role:Role", "recorder-role"))
	policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "recorder-role-policy")
	assert.Equal(t, "role-recorder-dev", policy.Inputs["role"])
	assert.Equal(t, []any{
		map[string]any{
			"Sid":      "WriteHistory",
			"Effect":   "Allow",
			"Action":   []any{"dynamodb:PutItem"},
			"Resource": []any{deliverytest.HistoryTableArn},
			"Condition": map[string]any{
				"ForAllValues:StringNotLike": map[string]any{"dynamodb:LeadingKeys": []any{"lock#*", "taken-back#*"}},
				"Null":                       map[string]any{"dynamodb:LeadingKeys": []any{"false"}},
			},
		},
		map[string]any{
			"Sid":      "KeepWhatCannotBeWritten",
			"Effect":   "Allow",
			"Action":   []any{"sqs:SendMessage"},
			"Resource": []any{"arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		},
		map[string]any{
			"Sid":      "ReadWhoApproved",
			"Effect":   "Allow",
			"Action":   []any{"codepipeline:ListActionExecutions"},
			"Resource": []any{"arn:aws:codepipeline:us-east-1:111122223333:pipeline-*-dev"},
		},
		map[string]any{"Sid": "DeliverLogs", "Effect": "Allow", "Action": deliverytest.LogDelivery, "Resource": []any{"*"}},
		map[string]any{"Sid": "SendTraces", "Effect": "Allow", "Action": deliverytest.SendTraces, "Resource": []any{"*"}},
	}, policy.JSON(t, "policy")["Statement"])
	calls, err := statemachinestest.Calls(rec.Get(t, "sfn/stateMachine:StateMachine",
		"recorder-machine").JSON(t, "definition"))
	require.NoError(t, err)
	made := map[string]string{}
	for _, call := range calls {
		made[call.State] = call.Action
	}
	assert.Equal(t, map[string]string{
		"Record":         "dynamodb:PutItem",
		"Keep":           "sqs:SendMessage",
		"AskWhoAnswered": "codepipeline:ListActionExecutions",
	}, made)
}

func TestRulesStartTheRecorderAndNothingElse(t *testing.T) { // R16, I4
	t.Parallel()
	rec := deliverytest.Built(t, false, buildRecords())
	deliverytest.AssertInputs(t, map[string]any{
		"name":                "role-record-dev",
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "events.amazonaws.com", "111122223333",
			"arn:aws:events:us-east-1:111122223333:rule/rule-pipeline-*-dev",
			"arn:aws:events:us-east-1:111122223333:rule/rule-change-*-dev"),
	}, rec.Get(t, "iam/role:Role", "recorder-start-role"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-record-dev", "role": "role-record-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
			"Sid": "StartTheRecorder", "Effect": "Allow", "Action": ["states:StartExecution"],
			"Resource": ["arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev"]
		}]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "recorder-start-role-policy"))
}

func TestEveryStateChangeOfThePipelineReachesTheRecorderWithItsService(t *testing.T) { // R6
	t.Parallel()
	rec := deliverytest.Built(t, false, buildRecords("api"))
	deliverytest.AssertInputs(t, map[string]any{
		"name":        "rule-pipeline-api-dev",
		"description": "Hands the state changes of pipeline-api-dev to the recorder",
		"state":       "ENABLED",
		"tags":        map[string]any{"Service": "api"},
		"eventPattern": deliverytest.Object(t, `{
			"source": ["aws.codepipeline"],
			"detail-type": [
				"CodePipeline Pipeline Execution State Change",
				"CodePipeline Stage Execution State Change",
				"CodePipeline Action Execution State Change"
			],
			"detail": {"pipeline": ["pipeline-api-dev"]}
		}`),
	}, rec.Get(t, "cloudwatch/eventRule:EventRule", "record-api-rule"))
	target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "record-api-target")
	transformer := target.Inputs["inputTransformer"].(map[string]any)
	template := transformer["inputTemplate"].(string)
	assert.Equal(t, `{"event":<aws.events.event.json>,"service":"api"}`, template)
	assert.Equal(t, deliverytest.Object(t, `{"service": "api", "event": {"id": "e"}}`),
		deliverytest.Object(t, strings.ReplaceAll(template, "<aws.events.event.json>", `{"id": "e"}`)))
	deliverytest.AssertInputs(t, map[string]any{
		"targetId": "recorder", "rule": "rule-pipeline-api-dev",
		"arn":              "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev",
		"roleArn":          "arn:aws:iam::111122223333:role/role-record-dev",
		"inputTransformer": transformer,
		"retryPolicy":      map[string]any{"maximumRetryAttempts": 185.0, "maximumEventAgeInSeconds": 86400.0},
		"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
	}, target)
	assert.Contains(t, target.DependsOn, "recorder-start-role-policy")
}

func TestAServiceThatComesLeavesTheRecorderAndTheOthersAsTheyAre(t *testing.T) { // R14
	t.Parallel()
	one, three := deliverytest.InputsOf(deliverytest.Built(t, false,
		buildRecords("api"))), deliverytest.InputsOf(deliverytest.Built(t, false, buildRecords("api", "cart", "checkout")))
	for name, inputs := range one {
		assert.Equal(t, inputs, three[name], name)
	}
	assert.Len(t, three, len(one)+2*3, "a component, a rule and a target for each")
}

func TestTheRecorderLivesWithThePipeline(t *testing.T) {
	t.Parallel()
	build := buildRecords("api")
	rec := deliverytest.Built(t, true, build)
	deliverytest.AssertPlaced(t, rec, "record", pulumitest.Account)
	for name, parent := range map[string]string{
		"recorder-machine":    "recorder",
		"recorder-logs":       "recorder",
		"recorder-role":       "recorder",
		"recorder-start-role": "recorder",
		"record-api-rule":     "record-api",
	} {
		assert.True(t, rec.Get(t, "", name).DeleteBeforeReplace, name)
		assert.Equal(t, parent, rec.Get(t, "", name).Parent)
	}
	deliverytest.AssertPreviewed(t, deliverytest.Built(t, false, build), build)
}

func TestEveryRefusalAroundTheRecorderNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	build := buildRecords("api")
	texts := map[string]string{
		"recorder":                   "register component recorder",
		"recorder-logs":              "create log group /aws/vendedlogs/states/sfn-recorder-dev",
		"recorder-role":              "create role role-recorder-dev",
		"recorder-role-policy":       "create policy of role role-recorder-dev",
		"recorder-machine":           "create state machine sfn-recorder-dev",
		"recorder-start-role":        "create role role-record-dev",
		"recorder-start-role-policy": "create policy of role role-record-dev",
		"record-api":                 "register component record-api",
		"record-api-rule":            "create rule rule-pipeline-api-dev",
		"record-api-target":          "create target of rule rule-pipeline-api-dev",
	}
	deliverytest.AssertErrors(t, texts, build)
	deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, build), "record")
}
