package push

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/apigatewayv2"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/naming"
)

const (
	webhookPath   = "/github"
	webhookMethod = "POST"
	// webhookStage is the stage that has no name in the address.
	webhookStage = "$default"
	// unreservedCalls is how many calls are let in at once, and each second, if the
	// receiver has no concurrency of its own.
	unreservedCalls = 10
)

// endpoint makes the HTTP API: one method, one path, one function. It returns
// the address without the path. A function URL would need a grant to invoke the
// function from anywhere (Lambda developer guide, urls-auth).
func (args WebhookArgs) endpoint(
	ctx *pulumi.Context, name string, w *Webhook, receiver *lambda.Function,
) (pulumi.StringOutput, error) {
	none := pulumi.StringOutput{}
	api, err := apigatewayv2.NewApi(ctx, name+"-api", &apigatewayv2.ApiArgs{
		Name:                      pulumi.String(args.API.String()),
		Description:               pulumi.String("Where GitHub calls on a push"),
		ProtocolType:              pulumi.String("HTTP"),
		DisableExecuteApiEndpoint: pulumi.Bool(false), // it is the only address
	}, component.Named(w, args.Account)...)
	if err != nil {
		return none, fmt.Errorf("create HTTP API %s: %w", args.API, err)
	}
	w.APIID = api.ID().ToStringOutput()
	integration, err := apigatewayv2.NewIntegration(ctx, name+"-integration", &apigatewayv2.IntegrationArgs{
		ApiId:                api.ID(),
		IntegrationType:      pulumi.String("AWS_PROXY"),
		IntegrationMethod:    pulumi.String("POST"),
		IntegrationUri:       receiver.InvokeArn,
		PayloadFormatVersion: pulumi.String("2.0"),
		TimeoutMilliseconds:  pulumi.Int((receiverSeconds + 1) * 1000),
	}, component.Child(w, args.Account)...)
	if err != nil {
		return none, fmt.Errorf("create integration of HTTP API %s: %w", args.API, err)
	}
	if _, err := apigatewayv2.NewRoute(ctx, name+"-route", &apigatewayv2.RouteArgs{
		ApiId:             api.ID(),
		RouteKey:          pulumi.String(webhookMethod + " " + webhookPath),
		AuthorizationType: pulumi.String("NONE"), // GitHub's signature is checked by the receiver
		Target:            pulumi.Sprintf("integrations/%s", integration.ID()),
	}, component.Child(w, args.Account)...); err != nil {
		return none, fmt.Errorf("create route of HTTP API %s: %w", args.API, err)
	}
	if err := args.stage(ctx, name, w, api); err != nil {
		return none, err
	}
	if _, err := lambda.NewPermission(ctx, name+"-permission", &lambda.PermissionArgs{
		StatementId: pulumi.String("GitHubRoute"),
		Function:    receiver.Name,
		Action:      pulumi.String("lambda:InvokeFunction"),
		Principal:   pulumi.String("apigateway.amazonaws.com"),
		SourceArn:   pulumi.Sprintf("%s/%s/%s%s", api.ExecutionArn, webhookStage, webhookMethod, webhookPath),
	}, component.Child(w, args.Account)...); err != nil {
		return none, fmt.Errorf("let HTTP API %s call the receiver: %w", args.API, err)
	}
	return api.ApiEndpoint, nil
}

// stage makes the API's one stage, throttled and with a line for every call.
func (args WebhookArgs) stage(ctx *pulumi.Context, name string, w *Webhook, api *apigatewayv2.Api) error {
	group, err := component.NewLogGroup(ctx, name+"-access-logs", component.LogGroupArgs{
		Name:          naming.LogGroup(naming.APILogs, args.API),
		RetentionDays: args.LogRetentionDays,
		Account:       args.Account,
	}, w)
	if err != nil {
		return err
	}
	if _, err := apigatewayv2.NewStage(ctx, name+"-stage", &apigatewayv2.StageArgs{
		ApiId:      api.ID(),
		Name:       pulumi.String(webhookStage),
		AutoDeploy: pulumi.Bool(true),
		DefaultRouteSettings: apigatewayv2.StageDefaultRouteSettingsArgs{
			ThrottlingRateLimit:  pulumi.Float64(args.calls()),
			ThrottlingBurstLimit: pulumi.Int(args.calls()),
		},
		AccessLogSettings: apigatewayv2.StageAccessLogSettingsArgs{
			DestinationArn: group.Arn,
			Format:         pulumi.JSONMarshal(accessLogLine()),
		},
	}, component.Named(w, args.Account)...); err != nil {
		return fmt.Errorf("create stage of HTTP API %s: %w", args.API, err)
	}
	return nil
}

// calls is how many are let in at once, and each second: as many as the receiver answers.
// More would be lost one step later.
func (args WebhookArgs) calls() int {
	if args.Concurrency == NoReservation {
		return unreservedCalls
	}
	return args.Concurrency
}

// accessLogLine is what is kept of a call (API Gateway developer guide,
// http-api-logging-variables): nothing that a caller writes freely, which could
// break the line's JSON.
func accessLogLine() map[string]string {
	return map[string]string{
		"requestId":         "$context.requestId",
		"time":              "$context.requestTime",
		"ip":                "$context.identity.sourceIp",
		"route":             "$context.routeKey",
		"status":            "$context.status",
		"error":             "$context.error.responseType",
		"integrationStatus": "$context.integrationStatus",
		"integrationMs":     "$context.integrationLatency",
		"milliseconds":      "$context.responseLatency",
	}
}
