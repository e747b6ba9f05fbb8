package record_test

import (
	"testing"

	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/record"
)

func buildChanges(r deliverytest.Rig) error {
	bus, err := r.Bus()
	if err != nil {
		return err
	}
	recorder, err := record.NewRecorder(r.Ctx, "recorder", record.RecorderArgs{
		Machine:         "sfn-recorder-dev",
		Role:            "role-recorder-dev",
		StartRole:       "role-record-dev",
		Bus:             bus,
		Environment:     r.Suffix,
		HistoryTable:    deliverytest.Output(deliverytest.HistoryTable),
		HistoryTableArn: deliverytest.Output(deliverytest.HistoryTableArn),
		Account:         r.Own,
	})
	if err != nil {
		return err
	}
	var forward *record.Forward
	if r.Target.ID != r.Own.ID {
		if forward, err = record.NewForward(r.Ctx, "forward", record.ForwardArgs{
			Bus:    "bus-changes-dev",
			Role:   "role-forward-dev",
			Rules:  "rule-change-*-dev",
			Own:    r.Own,
			Target: r.Target,
		}); err != nil {
			return err
		}
	}
	_, err = record.NewChanges(r.Ctx, "changes-api", record.ChangesArgs{
		Rule:        "rule-change-api-dev",
		Service:     deliverytest.Service("api"),
		Function:    "lambda-api-dev",
		Group:       "deploygroup-api-dev",
		Application: "codedeploy-services-dev",
		Releasing:   []string{"arn:deployer", "arn:codedeploy"},
		Recorder:    recorder,
		Forward:     forward,
		Bus:         bus,
		Own:         r.Own,
		Target:      r.Target,
	})
	return err
}

// Which calls the pattern matches is tried in tests/push, with events.
func TestChanges(t *testing.T) { // R6
	t.Parallel()
	t.Run("reach the recorder with their service", func(t *testing.T) {
		t.Parallel()
		rec := deliverytest.Built(t, false, buildChanges)
		deliverytest.AssertInputs(t, map[string]any{
			"name":        "rule-change-api-dev",
			"description": "Hands what is changed past the releases of api to the recorder",
			"state":       "ENABLED",
			"tags":        map[string]any{"Service": "api"},
			"eventPattern": deliverytest.Object(t, `{
				"source": ["aws.lambda", "aws.codedeploy"],
				"detail-type": ["AWS API Call via CloudTrail"],
				"detail": {
					"errorCode": [{"exists": false}],
					"userIdentity": {"sessionContext": {"sessionIssuer": {"arn": [
						{"anything-but": ["arn:deployer", "arn:codedeploy"]}, {"exists": false}
					]}}},
					"$or": [
						{
							"eventName": [
								{"prefix": "CreateAlias"}, {"prefix": "UpdateAlias"}, {"prefix": "DeleteAlias"}, {"prefix": "PublishVersion"},
								{"prefix": "UpdateFunctionCode"}, {"prefix": "UpdateFunctionConfiguration"}
							],
							"requestParameters": {"functionName": ["lambda-api-dev", {"suffix": ":lambda-api-dev"}]}
						},
						{
							"eventName": ["CreateDeployment"],
							"requestParameters": {
								"applicationName": ["codedeploy-services-dev"], "deploymentGroupName": ["deploygroup-api-dev"]
							}
						}
					]
				}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "changes-api-rule"))
		deliverytest.AssertInputs(t, map[string]any{
			"targetId": "recorder",
			"rule":     "rule-change-api-dev",
			"arn":      "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev",
			"roleArn":  "arn:aws:iam::111122223333:role/role-record-dev",
			"inputTransformer": map[string]any{
				"inputTemplate": `{"event":<aws.events.event.json>,"service":"api"}`,
			},
			"retryPolicy":      map[string]any{"maximumRetryAttempts": 185.0, "maximumEventAgeInSeconds": 86400.0},
			"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
		}, rec.Get(t, "cloudwatch/eventTarget:EventTarget", "changes-api-target"))
	})
	t.Run("that cannot be recorded are named", func(t *testing.T) { // R17
		t.Parallel()
		deliverytest.AssertErrors(t, map[string]string{
			"changes-api":        "register component changes-api",
			"changes-api-rule":   "create rule rule-change-api-dev",
			"changes-api-target": "create target of rule rule-change-api-dev",
		}, buildChanges)
	})
}
