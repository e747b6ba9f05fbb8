package observe_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

const alarmType = "cloudwatch/metricAlarm:MetricAlarm"

// alarmInputs are the inputs of an alarm: what all alarms have, and its own.
func alarmInputs(own map[string]any) map[string]any {
	all := map[string]any{
		"period":                  300.0,
		"evaluationPeriods":       1.0,
		"datapointsToAlarm":       1.0,
		"threshold":               1.0,
		"statistic":               "Sum",
		"comparisonOperator":      "GreaterThanOrEqualToThreshold",
		"treatMissingData":        "notBreaching",
		"actionsEnabled":          true,
		"alarmActions":            []any{deliverytest.TopicArn},
		"okActions":               []any{deliverytest.TopicArn},
		"insufficientDataActions": []any{},
	}
	maps.Copy(all, own)
	return all
}

func TestFiveErrorsInFiveMinutesAreTooMany(t *testing.T) { // R8, R12
	t.Parallel()
	for account, twoAccounts := range map[string]bool{"111122223333": false, deliverytest.TargetAccount: true} {
		alarm := deliverytest.Environment{TwoAccounts: twoAccounts}.Deployed(t).Get(t, alarmType, "errors-api-alarm")
		assert.Equal(t, account, alarm.Account, "beside the function, where CodeDeploy reads it")
		deliverytest.AssertInputs(t, alarmInputs(map[string]any{
			"name": "alarm-errors-api-dev",
			"alarmDescription": "api failed at least 5 times in five minutes. A release is undone while it shifts traffic " +
				"and in the 10 minutes after; otherwise look at the saved queries, and at `make rollback`.",
			"namespace": "AWS/Lambda", "metricName": "Errors", "threshold": 5.0,
			"dimensions": map[string]any{"FunctionName": "lambda-api-dev", "Resource": "lambda-api-dev:live"},
			"tags":       map[string]any{"Service": "api"},
		}), alarm)
	}
}

func TestAFailedPipelineIsNoticedTwice(t *testing.T) { // R8
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	failed := func(own map[string]any) map[string]any {
		all := alarmInputs(own)
		all["okActions"] = []any{} // that a failure is five minutes old is no news
		all["tags"] = map[string]any{"Service": "api"}
		all["alarmDescription"] = all["alarmDescription"].(string) +
			"https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/pipeline-api-dev/view?region=us-east-1"
		return all
	}
	deliverytest.AssertInputs(t, failed(map[string]any{
		"name": "alarm-failures-api-dev", "namespace": "AWS/CodePipeline", "metricName": "FailedPipelineExecutions",
		"alarmDescription": "An attempt of the pipeline of api failed. If it was the first of Build or Test, the pipeline " +
			"has tried the stage once more by itself; if the approval was rejected, a person wanted that. " +
			"alarm-failed-api-dev tells of what is left: ",
		"dimensions": map[string]any{"PipelineName": "pipeline-api-dev"},
	}), rec.Get(t, alarmType, "alarms-api-metric"))
	deliverytest.AssertInputs(t, failed(map[string]any{
		"name": "alarm-failed-api-dev", "namespace": "AWS/Events", "metricName": "MatchedEvents",
		"alarmDescription": "The pipeline of api failed, and tries nothing more by itself: ",
		"dimensions":       map[string]any{"RuleName": "rule-failed-api-dev"},
	}), rec.Get(t, alarmType, "alarms-api-events"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "rule-failed-api-dev", "state": "ENABLED", "tags": map[string]any{"Service": "api"},
		"description": "Counts failed executions of pipeline-api-dev; it has no target",
		"eventPattern": deliverytest.Object(t, `{
			"source": ["aws.codepipeline"], "detail-type": ["CodePipeline Stage Execution State Change"],
			"detail": {"pipeline": ["pipeline-api-dev"], "state": ["FAILED"], "$or": [
				{"stage": [{"anything-but": ["Build", "Test", "Manual-Approval"]}]},
				{"stage": ["Build", "Test"], "stage-last-retry-attempt-time": [{"exists": true}]},
				{"stage": ["Build", "Test"], "pipeline-execution-attempt": [{"numeric": [">", 1]}]}
			]}
		}`),
	}, rec.Get(t, "cloudwatch/eventRule:EventRule", "alarms-api-rule"))
}

func TestSlipwayTellsWhenItDoesNotWorkItself(t *testing.T) { // R8, R17
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	deliverytest.AssertInputs(t, alarmInputs(map[string]any{
		"name": "alarm-deadletters-dev",
		"alarmDescription": "An event reached neither a pipeline nor the recorder, the recorder could not write it, " +
			"or a rule that starts a pipeline is missing. " +
			"When the cause is gone, `make replay ENV=dev` writes it and says what is left to do.",
		"namespace": "AWS/SQS", "metricName": "ApproximateNumberOfMessagesVisible", "statistic": "Maximum",
		"dimensions": map[string]any{"QueueName": "queue-deadletters-dev"},
	}), rec.Get(t, alarmType, "shared-dead-letters"))
	deliverytest.AssertInputs(t, alarmInputs(map[string]any{
		"name": "alarm-recorder-dev",
		"alarmDescription": "A state change was neither written to the history nor kept in the queue. " +
			"Read the recorder's log group: it has the event.",
		"namespace": "AWS/States", "metricName": "ExecutionsFailed",
		"dimensions": map[string]any{
			"StateMachineArn": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev",
		},
	}), rec.Get(t, alarmType, "shared-recorder"))
	deliverytest.AssertInputs(t, alarmInputs(map[string]any{
		"name": "alarm-start-dev",
		"alarmDescription": "A push neither started its pipeline nor was kept in the queue. Read the log group of the " +
			"state machine: it has the commit. Then start it: `make start SERVICE= COMMIT=`",
		"namespace": "AWS/States", "metricName": "ExecutionsFailed",
		"dimensions": map[string]any{
			"StateMachineArn": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev",
		},
	}), rec.Get(t, alarmType, "shared-start"))
	webhook := rec.Get(t, alarmType, "shared-webhook")
	api := webhook.Inputs["dimensions"].(map[string]any)["ApiId"].(string)
	assert.Contains(t, rec.Kept()["webhookUrl"], "https://"+api+".")
	deliverytest.AssertInputs(t, alarmInputs(map[string]any{
		"name": "alarm-webhook-dev",
		"alarmDescription": "A push was not accepted. Read the receiver's log group, then redeliver it from the webhook's " +
			"page at GitHub.",
		"namespace": "AWS/ApiGateway", "metricName": "5xx",
		"dimensions": map[string]any{"ApiId": api},
	}), webhook)
	deliverytest.AssertInputs(t, alarmInputs(map[string]any{
		"name": "alarm-rejected-dev",
		"alarmDescription": "A call of the webhook was rejected: a push that counts for nothing, or somebody who is not " +
			"GitHub. The deliveries on the webhook's page at GitHub say why. Redeliver it when that is mended, or: `make start`",
		"namespace": "AWS/ApiGateway", "metricName": "4xx",
		"dimensions": map[string]any{"ApiId": api},
	}), rec.Get(t, alarmType, "shared-webhook-rejected"))
}

func TestWithoutAWebhookNothingWatchesOne(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"trigger": "connection"}}.Deployed(t)
	var names []string
	for _, alarm := range rec.Of(alarmType) {
		names = append(names, alarm.Name)
	}
	assert.Equal(t,
		[]string{"alarms-api-events", "alarms-api-metric", "errors-api-alarm", "machine-api-aborted",
			"machine-api-not-restored", "machine-api-timed-out", "shared-dead-letters",
			"shared-recorder", "shared-start", "watch-api-alarm"},
		names)
}

func TestReleaseAlarm(t *testing.T) { // R12
	t.Parallel()
	metric := func(id, name string) any {
		return map[string]any{"id": id, "returnData": false, "metric": map[string]any{
			"namespace": "AWS/Lambda", "metricName": name, "stat": "Sum", "period": 60.0,
			"dimensions": map[string]any{"FunctionName": "lambda-api-dev", "Resource": "lambda-api-dev:live"},
		}}
	}
	for account, twoAccounts := range map[string]bool{"111122223333": false, deliverytest.TargetAccount: true} {
		alarm := deliverytest.Environment{
			TwoAccounts: twoAccounts,
			Settings:    map[string]string{"releaseErrorPercent": "5"},
		}.Deployed(t).Get(t, alarmType, "watch-api-alarm")
		assert.Equal(t, account, alarm.Account, "beside the function, where CodeDeploy reads it")
		deliverytest.AssertInputs(t, map[string]any{
			"name": "alarm-release-api-dev",
			"alarmDescription": "5 % of the requests to api failed or were throttled in 2 of 5 minutes. " +
				"A release is undone, and tells why.",
			"metricQueries": []any{
				metric("errors", "Errors"), metric("throttles", "Throttles"), metric("invocations", "Invocations"),
				map[string]any{"id": "bad", "returnData": false, "expression": "FILL(errors, 0) + FILL(throttles, 0)"},
				map[string]any{"id": "requests", "returnData": false,
					"expression": "FILL(invocations, 0) + FILL(throttles, 0)"},
				map[string]any{"id": "minute", "returnData": true,
					"expression": "IF(bad >= 1 AND 100 * bad >= 5 * requests, 1, 0)"},
			},
			"evaluationPeriods": 5.0, "datapointsToAlarm": 2.0, "threshold": 1.0,
			"comparisonOperator": "GreaterThanOrEqualToThreshold", "treatMissingData": "notBreaching",
			"actionsEnabled": true, "alarmActions": []any{}, "okActions": []any{}, "insufficientDataActions": []any{},
			"tags": map[string]any{"Service": "api"},
		}, alarm)
	}
}

func TestMachineAlarms(t *testing.T) { // R12, R17
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	t.Run("tell that a release was ended from outside", func(t *testing.T) {
		t.Parallel()
		for name, how := range map[string][]string{
			"aborted":   {"ExecutionsAborted", "alarm-aborted-api-dev", "was aborted"},
			"timed-out": {"ExecutionsTimedOut", "alarm-timedout-api-dev", "ran out of time"},
		} {
			deliverytest.AssertInputs(t, alarmInputs(map[string]any{
				"name": how[1], "namespace": "AWS/States", "metricName": how[0], "okActions": []any{},
				"alarmDescription": "A release of api " + how[2] + " before it ended. Its traffic shift is being stopped: look " +
					"at `make status` for the version that is live, and put one back with `make rollback`.",
				"dimensions": map[string]any{
					"StateMachineArn": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev",
				},
				"tags": map[string]any{"Service": "api"},
			}), rec.Get(t, alarmType, "machine-api-"+name))
		}
	})
	t.Run("tell that production may be on a version that nobody chose", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, alarmInputs(map[string]any{
			"name": "alarm-notrestored-api-dev", "namespace": "slipway", "metricName": "NotRestored",
			"alarmDescription": "A release of api could not be undone: production may be on a version that nobody chose. " +
				"Look at `make status`, then put a version back with `make rollback`.",
			"okActions":  []any{},
			"dimensions": map[string]any{"Service": "api", "Environment": "dev"},
			"tags":       map[string]any{"Service": "api"},
		}), rec.Get(t, alarmType, "machine-api-not-restored"))
	})
}
