package push_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/push"
)

func TestTheAddressHasOneMethodAndOnePath(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, false, buildWebhook)
	api := rec.Get(t, "apigatewayv2/api:Api", "webhook-api")
	deliverytest.AssertInputs(t, map[string]any{
		"name":                      "api-webhook-dev",
		"description":               "Where GitHub calls on a push",
		"protocolType":              "HTTP",
		"disableExecuteApiEndpoint": false,
	}, api)
	route := rec.Get(t, "apigatewayv2/route:Route", "webhook-route")
	apiID := route.Inputs["apiId"]
	deliverytest.AssertInputs(t, map[string]any{
		"apiId":             apiID,
		"routeKey":          "POST /github",
		"authorizationType": "NONE",
		"target":            "integrations/webhook-integration-id",
	}, route)
	assert.Len(t, rec.Of("apigatewayv2/route:Route"), 1)
	deliverytest.AssertInputs(t, map[string]any{
		"apiId":                apiID,
		"integrationType":      "AWS_PROXY",
		"integrationMethod":    "POST",
		"payloadFormatVersion": "2.0",
		"timeoutMilliseconds":  10000.0,
		"integrationUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" +
			"arn:aws:lambda:us-east-1:111122223333:function:lambda-webhook-dev/invocations",
	}, rec.Get(t, "apigatewayv2/integration:Integration", "webhook-integration"))
}

func TestOnlyThatRouteMayInvokeTheReceiver(t *testing.T) { // L1, L2
	t.Parallel()
	rec := deliverytest.Built(t, false, buildWebhook)
	apiID := rec.Get(t, "apigatewayv2/route:Route", "webhook-route").Inputs["apiId"].(string)
	deliverytest.AssertInputs(t, map[string]any{
		"statementId": "GitHubRoute",
		"function":    "lambda-webhook-dev",
		"action":      "lambda:InvokeFunction",
		"principal":   "apigateway.amazonaws.com",
		"sourceArn":   "arn:aws:execute-api:us-east-1:111122223333:" + apiID + "/$default/POST/github",
	}, rec.Get(t, "lambda/permission:Permission", "webhook-permission"))
	assert.Len(t, rec.Of("lambda/permission:Permission"), 1)
}

func TestCallsAreThrottledAndEachLeavesALine(t *testing.T) { // R17, R18
	t.Parallel()
	rec := deliverytest.Built(t, false, buildWebhook)
	stage := rec.Get(t, "apigatewayv2/stage:Stage", "webhook-stage")
	format := stage.Inputs["accessLogSettings"].(map[string]any)["format"].(string)
	assert.JSONEq(t, `{
		"requestId": "$context.requestId", "time": "$context.requestTime", "ip": "$context.identity.sourceIp",
		"route": "$context.routeKey", "status": "$context.status", "error": "$context.error.responseType",
		"integrationStatus": "$context.integrationStatus", "integrationMs": "$context.integrationLatency",
		"milliseconds": "$context.responseLatency"
	}`, format)
	deliverytest.AssertInputs(t, map[string]any{
		"apiId": rec.Get(t, "apigatewayv2/route:Route", "webhook-route").Inputs["apiId"],
		"name":  "$default", "autoDeploy": true,
		"defaultRouteSettings": map[string]any{"throttlingRateLimit": 5.0, "throttlingBurstLimit": 5.0},
		"accessLogSettings": map[string]any{
			"destinationArn": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/apigateway/api-webhook-dev",
			"format":         format,
		},
	}, stage)
	deliverytest.AssertInputs(t, map[string]any{
		"name":            "/aws/vendedlogs/apigateway/api-webhook-dev",
		"retentionInDays": 30.0,
		"skipDestroy":     false,
	},
		rec.Get(t, "cloudwatch/logGroup:LogGroup", "webhook-access-logs"))
}

func TestAsManyCallsAreLetInAsTheReceiverAnswers(t *testing.T) {
	t.Parallel()
	for concurrency, calls := range map[int]float64{1: 1, 40: 40, push.NoReservation: 10} {
		rec := deliverytest.Built(t, false, func(r deliverytest.Rig) error { return buildWebhookFor(r, concurrency) })
		assert.Equal(t, map[string]any{"throttlingRateLimit": calls, "throttlingBurstLimit": calls},
			rec.Get(t, "apigatewayv2/stage:Stage", "webhook-stage").Inputs["defaultRouteSettings"])
	}
}
