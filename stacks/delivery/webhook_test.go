package delivery_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery"
	"slipway/stacks/delivery/receiver/webhook"
)

func buildWebhook(r rig) error {
	bus, err := r.bus()
	if err != nil {
		return err
	}
	hook, err := delivery.NewWebhook(r.ctx, "webhook", delivery.WebhookArgs{
		Function: "lambda-webhook-dev", Role: "role-webhook-dev", API: "api-webhook-dev", Secret: "secret-webhook-dev",
		Bus: bus, Zip: pulumi.NewFileArchive("receiver.zip"), KeyArn: pulumi.String(keyArn).ToStringOutput(), Concurrency: 5, LogRetentionDays: 30, Account: r.own,
	})
	if err != nil {
		return err
	}
	r.rec.Export("url", hook.URL)
	r.rec.Export("secretArn", hook.SecretArn)
	r.rec.Export("functionName", hook.FunctionName)
	r.rec.Export("logGroup", hook.LogGroup)
	return nil
}

const webhookSecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:secret-webhook-dev-AbCdEf"

func TestTheWebhookSecretHasNoValueInTheStateAndGoesWithATeardown(t *testing.T) { // R15
	t.Parallel()
	rec := built(t, false, buildWebhook)
	assertInputs(t, map[string]any{
		"name": "secret-webhook-dev", "description": "What GitHub signs its webhook calls with", "recoveryWindowInDays": 0.0,
	}, rec.Get(t, "secretsmanager/secret:Secret", "webhook-secret"))
	assert.Empty(t, rec.Of("secretsmanager/secretVersion:SecretVersion"))
}

func TestTheReceiverIsSmallTracedAndKnowsOnlyWhereTheSecretIs(t *testing.T) {
	t.Parallel()
	rec := built(t, false, buildWebhook)
	function := rec.Get(t, "lambda/function:Function", "webhook-receiver")
	require.NotNil(t, function.Inputs["code"])
	delete(function.Inputs, "code")
	assertInputs(t, map[string]any{
		"name": "lambda-webhook-dev", "description": "Verifies GitHub's webhook calls and puts pushes on the bus",
		"runtime": "provided.al2023", "handler": "bootstrap", "architectures": []any{"x86_64"},
		"memorySize": 128.0, "timeout": 9.0, "reservedConcurrentExecutions": 5.0,
		"role":          "arn:aws:iam::111122223333:role/role-webhook-dev",
		"tracingConfig": map[string]any{"mode": "Active"},
		"kmsKeyArn":     keyArn,
		"environment": map[string]any{"variables": map[string]any{
			webhook.EnvBusName: "bus-github-dev", webhook.EnvSecretARN: webhookSecretArn,
		}},
	}, function)
	assert.Subset(t, function.DependsOn, []string{"webhook-logs", "webhook-role-policy"}, "Lambda would make a log group of its own")
	assertInputs(t, map[string]any{"name": "/aws/lambda/lambda-webhook-dev", "retentionInDays": 30.0, "skipDestroy": false},
		rec.Get(t, "cloudwatch/logGroup:LogGroup", "webhook-logs"))
}

func TestTheReceiverMayReadOneSecretPutPushesAndLog(t *testing.T) { // R16
	t.Parallel()
	rec := built(t, false, buildWebhook)
	assertInputs(t, map[string]any{
		"name": "role-webhook-dev",
		"assumeRolePolicy": object(t, `{"Version": "2012-10-17", "Statement": [{
			"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"],
			"Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333"]}}
		}]}`),
	}, rec.Get(t, "iam/role:Role", "webhook-role"))
	assertInputs(t, map[string]any{
		"name": "role-webhook-dev", "role": "role-webhook-dev",
		"policy": object(t, `{"Version": "2012-10-17", "Statement": [
			{"Sid": "ReadTheSecret", "Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": ["`+webhookSecretArn+`"]},
			{
				"Sid": "PutPushes", "Effect": "Allow", "Action": ["events:PutEvents"],
				"Resource": ["arn:aws:events:us-east-1:111122223333:event-bus/bus-github-dev"],
				"Condition": {
					"ForAllValues:StringEquals": {"events:source": ["github.com"]},
					"StringEquals": {"events:detail-type": ["push"]},
					"Null": {"events:source": ["false"]}
				}
			},
			{"Sid": "ReadItsVariables", "Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": ["`+keyArn+`"]},
			{
				"Sid": "WriteLogs", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
				"Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/lambda-webhook-dev:*"]
			},
			{"Sid": "SendTraces", "Effect": "Allow", "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "Resource": ["*"]}
		]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "webhook-role-policy"))
}

func TestTheWebhookTellsItsAddressAndLivesWithThePipeline(t *testing.T) {
	t.Parallel()
	rec := built(t, true, buildWebhook)
	api := rec.Get(t, "apigatewayv2/api:Api", "webhook-api")
	assert.NotEmpty(t, api.Inputs)
	kept := rec.Kept()
	assert.Regexp(t, `^https://[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com/github$`, kept["url"])
	delete(kept, "url")
	assert.Equal(t, map[string]any{
		"secretArn": webhookSecretArn, "functionName": "lambda-webhook-dev", "logGroup": "/aws/lambda/lambda-webhook-dev",
	}, kept)
	assertPlaced(t, rec, "webhook-", pulumitest.Account)
	for _, name := range []string{"webhook-secret", "webhook-logs", "webhook-role", "webhook-receiver", "webhook-api", "webhook-access-logs", "webhook-stage"} {
		assert.True(t, rec.Get(t, "", name).DeleteBeforeReplace, name)
		assert.Equal(t, "webhook", rec.Get(t, "", name).Parent)
	}
	assertPreviewed(t, built(t, false, buildWebhook), buildWebhook)
}

func TestEveryRefusalAroundTheWebhookNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	texts := map[string]string{
		"webhook":             "register component webhook",
		"webhook-secret":      "create secret secret-webhook-dev",
		"webhook-logs":        "create log group /aws/lambda/lambda-webhook-dev",
		"webhook-role":        "create role role-webhook-dev",
		"webhook-role-policy": "create policy of role role-webhook-dev",
		"webhook-receiver":    "create receiver function lambda-webhook-dev",
		"webhook-api":         "create HTTP API api-webhook-dev",
		"webhook-integration": "create integration of HTTP API api-webhook-dev",
		"webhook-route":       "create route of HTTP API api-webhook-dev",
		"webhook-access-logs": "create log group /aws/vendedlogs/apigateway/api-webhook-dev",
		"webhook-stage":       "create stage of HTTP API api-webhook-dev",
		"webhook-permission":  "let HTTP API api-webhook-dev call the receiver",
	}
	assertRefusals(t, texts, buildWebhook)
	assertEveryResourceIsRefused(t, texts, built(t, false, buildWebhook), "webhook")
}
