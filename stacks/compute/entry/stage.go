package entry

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/apigatewayv2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/naming"
)

// stage makes the API's one stage, throttled and with a line for every call.
func (args APIArgs) stage(
	ctx *pulumi.Context, name string, a *API, api *apigatewayv2.Api,
) (*apigatewayv2.Stage, error) {
	f := args.Function
	group, err := component.NewLogGroup(ctx, name+"-access-logs", component.LogGroupArgs{
		Name:          naming.LogGroup(naming.APILogs, args.Name),
		RetentionDays: args.LogRetentionDays,
		Account:       f.Account,
		Tags:          component.ServiceTags(f.Service),
	}, a)
	if err != nil {
		return nil, err
	}
	stage, err := apigatewayv2.NewStage(ctx, name+"-stage", &apigatewayv2.StageArgs{
		ApiId:      api.ID(),
		Name:       pulumi.String(stageName),
		AutoDeploy: pulumi.Bool(true),
		DefaultRouteSettings: apigatewayv2.StageDefaultRouteSettingsArgs{
			ThrottlingRateLimit:  pulumi.Float64(args.HTTP.Rate),
			ThrottlingBurstLimit: pulumi.Int(args.HTTP.Burst),
		},
		AccessLogSettings: apigatewayv2.StageAccessLogSettingsArgs{
			DestinationArn: group.Arn,
			Format:         pulumi.JSONMarshal(accessLogLine()),
		},
		Tags: component.ServiceTags(f.Service),
	}, component.Named(a, f.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create stage of HTTP API %s: %w", args.Name, err)
	}
	return stage, nil
}

// accessLogLine is what is kept of a call (API Gateway developer guide,
// http-api-logging-variables): nothing that a caller writes freely, such as the path,
// which could break the line's JSON and may hold what no log should.
func accessLogLine() map[string]string {
	return map[string]string{
		"requestId":         "$context.requestId",
		"time":              "$context.requestTime",
		"ip":                "$context.identity.sourceIp",
		"method":            "$context.httpMethod",
		"route":             "$context.routeKey",
		"status":            "$context.status",
		"error":             "$context.error.responseType",
		"authorizerError":   "$context.authorizer.error",
		"integrationStatus": "$context.integrationStatus",
		"integrationMs":     "$context.integrationLatency",
		"milliseconds":      "$context.responseLatency",
		"bytes":             "$context.responseLength",
	}
}

// cors is nil without any: API Gateway then leaves the headers to the function.
func (args APIArgs) cors() apigatewayv2.ApiCorsConfigurationPtrInput {
	c := args.HTTP.CORS
	if c == nil {
		return nil
	}
	return &apigatewayv2.ApiCorsConfigurationArgs{
		AllowOrigins:     pulumi.ToStringArray(c.Origins),
		AllowMethods:     texts(c.Methods),
		AllowHeaders:     texts(c.Headers),
		ExposeHeaders:    texts(c.ExposeHeaders),
		AllowCredentials: pulumi.Bool(c.Credentials),
		MaxAge:           pulumi.Int(c.MaxAgeSeconds),
	}
}

// texts is nil for none: AWS returns no empty list, so it would be seen as a change.
func texts(all []string) pulumi.StringArrayInput {
	if len(all) == 0 {
		return nil
	}
	return pulumi.ToStringArray(all)
}

// domain gives the API the name of one's own.
func (args APIArgs) domain(ctx *pulumi.Context, name string, a *API, stage *apigatewayv2.Stage) error {
	f, own := args.Function, args.HTTP.Domain
	domain, err := apigatewayv2.NewDomainName(ctx, name+"-domain", &apigatewayv2.DomainNameArgs{
		DomainName: pulumi.String(own.Name),
		DomainNameConfiguration: apigatewayv2.DomainNameDomainNameConfigurationArgs{
			CertificateArn: pulumi.String(own.Certificate),
			EndpointType:   pulumi.String("REGIONAL"),
			SecurityPolicy: pulumi.String("TLS_1_2"),
		},
		Tags: component.ServiceTags(f.Service),
	}, component.Named(a, f.Account)...)
	if err != nil {
		return fmt.Errorf("create domain name %s: %w", own.Name, err)
	}
	if _, err := apigatewayv2.NewApiMapping(ctx, name+"-mapping", &apigatewayv2.ApiMappingArgs{
		ApiId:      stage.ApiId,
		DomainName: domain.ID(),
		Stage:      stage.ID(),
	}, component.Child(a, f.Account)...); err != nil {
		return fmt.Errorf("map domain name %s to HTTP API %s: %w", own.Name, args.Name, err)
	}
	a.Address = pulumi.Sprintf("https://%s", domain.DomainName)
	a.DomainTarget = domain.DomainNameConfiguration.TargetDomainName().Elem()
	return nil
}
