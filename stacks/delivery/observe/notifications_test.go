package observe_test

import (
	"testing"

	"slipway/stacks/delivery/deliverytest"
)

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
