package observe_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

func TestApprovalsThatAreAnsweredAtOnceAreNoNews(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"approval": "automatic"}}.Deployed(t)
	assert.Equal(t, []any{
		"codepipeline-pipeline-pipeline-execution-canceled",
		"codepipeline-pipeline-pipeline-execution-superseded",
	}, rec.Get(t, "codestarnotifications/notificationRule:NotificationRule", "notify-api-rule").Inputs["eventTypeIds"])
	deliverytest.AssertInputs(t, alarmInputs(map[string]any{
		"name": "alarm-approve-dev",
		"alarmDescription": "An approval was neither answered nor kept in the queue, and waits for a person: " +
			"`make approve ENV=dev SERVICE=`",
		"namespace": "AWS/States", "metricName": "ExecutionsFailed",
		"dimensions": map[string]any{
			"StateMachineArn": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-approve-dev",
		},
	}), rec.Get(t, alarmType, "shared-approve"))
}

func TestPeopleAreToldWhatNobodyElseTells(t *testing.T) { // R8
	t.Parallel()
	deliverytest.AssertInputs(t, map[string]any{
		"name": "notify-pipeline-api-dev", "status": "ENABLED", "detailType": "FULL",
		"resource": "arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev",
		"eventTypeIds": []any{
			"codepipeline-pipeline-manual-approval-failed",
			"codepipeline-pipeline-manual-approval-needed",
			"codepipeline-pipeline-manual-approval-succeeded",
			"codepipeline-pipeline-pipeline-execution-canceled",
			"codepipeline-pipeline-pipeline-execution-superseded",
		},
		"targets": []any{map[string]any{"type": "SNS", "address": deliverytest.TopicArn}},
		"tags":    map[string]any{"Service": "api"},
	},
		deliverytest.Environment{}.Deployed(t).Get(t,
			"codestarnotifications/notificationRule:NotificationRule", "notify-api-rule"))
}
