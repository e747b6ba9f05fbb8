package push_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/receiver/webhook"
)

func buildWebhook(r deliverytest.Rig) error { return buildWebhookFor(r, 5) }

func buildWebhookFor(r deliverytest.Rig, concurrency int) error {
	bus, err := r.Bus()
	if err != nil {
		return err
	}
	hook, err := push.NewWebhook(r.Ctx, "webhook", push.WebhookArgs{
		Function:         "lambda-webhook-dev",
		Role:             "role-webhook-dev",
		API:              "api-webhook-dev",
		Secret:           "secret-webhook-dev",
		Bus:              bus,
		Repository:       "octo-org/shop",
		Branch:           "main",
		Zip:              pulumi.NewFileArchive("receiver.zip"),
		KeyArn:           pulumi.String(deliverytest.KeyArn).ToStringOutput(),
		Concurrency:      concurrency,
		LogRetentionDays: 30,
		Account:          r.Own,
	})
	if err != nil {
		return err
	}
	r.Rec.Export("url", hook.URL)
	r.Rec.Export("secretArn", hook.SecretArn)
	r.Rec.Export("functionName", hook.FunctionName)
	r.Rec.Export("logGroup", hook.LogGroup)
	return nil
}

const webhookSecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:secret-webhook-dev-AbCdEf"

func TestTheWebhookSecretHasNoValueInTheStateAndGoesWithATeardown(t *testing.T) { // R15
	t.Parallel()
	rec := deliverytest.Built(t, false, buildWebhook)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "secret-webhook-dev", "description": "What GitHub signs its webhook calls with", "recoveryWindowInDays": 0.0,
	}, rec.Get(t, "secretsmanager/secret:Secret", "webhook-secret"))
	assert.Empty(t, rec.Of("secretsmanager/secretVersion:SecretVersion"))
}

func TestTheReceiverIsSmallTracedAndKnowsOnlyWhereTheSecretIs(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, false, buildWebhook)
	function := rec.Get(t, "lambda/function:Function", "webhook-receiver")
	require.NotNil(t, function.Inputs["code"])
	delete(function.Inputs, "code")
	deliverytest.AssertInputs(t, map[string]any{
		"name": "lambda-webhook-dev", "description": "Verifies GitHub's webhook calls and puts pushes on the bus",
		"runtime": "provided.al2023", "handler": "bootstrap", "architectures": []any{"x86_64"},
		"memorySize": 128.0, "timeout": 9.0, "reservedConcurrentExecutions": 5.0,
		"role":          "arn:aws:iam::111122223333:role/role-webhook-dev",
		"tracingConfig": map[string]any{"mode": "Active"},
		"kmsKeyArn":     deliverytest.KeyArn,
		"environment": map[string]any{"variables": map[string]any{
			webhook.EnvBusName: "bus-github-dev", webhook.EnvSecretARN: webhookSecretArn,
			webhook.EnvRepository: "octo-org/shop", webhook.EnvBranch: "main",
		}},
	}, function)
	assert.Subset(t, function.DependsOn, []string{"webhook-logs", "webhook-role-policy"},
		"Lambda would make a log group of its own")
	deliverytest.AssertInputs(t, map[string]any{
		"name":            "/aws/lambda/lambda-webhook-dev",
		"retentionInDays": 30.0,
		"skipDestroy":     false,
	},
		rec.Get(t, "cloudwatch/logGroup:LogGroup", "webhook-logs"))
}

func TestTheReceiverMayReadOneSecretPutPushesAndLog(t *testing.T) { // R16
	t.Parallel()
	rec := deliverytest.Built(t, false, buildWebhook)
	deliverytest.AssertInputs(t, map[string]any{
		"name":                "role-webhook-dev",
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
			"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"],
			"Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333"]}}
		}]}`),
	}, rec.Get(t, "iam/role:Role", "webhook-role"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-webhook-dev", "role": "role-webhook-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
			{"Sid": "ReadTheSecret", "Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": ["`+
			webhookSecretArn+`"]},
			{
				"Sid": "PutPushes", "Effect": "Allow", "Action": ["events:PutEvents"],
				"Resource": ["arn:aws:events:us-east-1:111122223333:event-bus/bus-github-dev"],
				"Condition": {
					"ForAllValues:StringEquals": {"events:source": ["github.com"]},
					"StringEquals": {"events:detail-type": ["push"]},
					"Null": {"events:source": ["false"]}
				}
			},
			{"Sid": "ReadItsVariables", "Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": ["`+deliverytest.KeyArn+`"]},
			{
				"Sid": "WriteLogs", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
				"Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/lambda-webhook-dev:*"]
			},
			{"Sid": "SendTraces", "Effect": "Allow",
				"Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "Resource": ["*"]}
		]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "webhook-role-policy"))
}

func TestTheWebhookTellsItsAddressAndLivesWithThePipeline(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, true, buildWebhook)
	api := rec.Get(t, "apigatewayv2/api:Api", "webhook-api")
	assert.NotEmpty(t, api.Inputs)
	kept := rec.Kept()
	assert.Regexp(t, `^https://[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com/github$`, kept["url"])
	delete(kept, "url")
	assert.Equal(t, map[string]any{
		"secretArn": webhookSecretArn, "functionName": "lambda-webhook-dev", "logGroup": "/aws/lambda/lambda-webhook-dev",
	}, kept)
	deliverytest.AssertPlaced(t, rec, "webhook-", pulumitest.Account)
	for _, name := range []string{
		"webhook-secret", "webhook-logs", "webhook-role", "webhook-receiver", "webhook-api", "webhook-access-logs",
		"webhook-stage",
	} {
		assert.True(t, rec.Get(t, "", name).DeleteBeforeReplace, name)
		assert.Equal(t, "webhook", rec.Get(t, "", name).Parent)
	}
	deliverytest.AssertPreviewed(t, deliverytest.Built(t, false, buildWebhook), buildWebhook)
}

func TestTheReceiverRoleMayTrustLambdaForAnyAccount(t *testing.T) { // I4
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"functionTrust": "service"}}.Deployed(t)
	assert.Equal(t, deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"]
	}]}`), any(rec.Get(t, "iam/role:Role", "webhook-role").JSON(t, "assumeRolePolicy")))
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
	deliverytest.AssertErrors(t, texts, buildWebhook)
	deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, buildWebhook), "webhook")
}
