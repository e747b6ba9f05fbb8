// Package entry is how a service's function is called: the HTTP API or function URL in
// front of it. Each leads to the alias that releases move, and never to the function
// itself, so that a release shifts this traffic too.
//
// What the function is and may do is not here.
package entry

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/apigatewayv2"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Function is what is called.
type Function struct {
	Service  string
	Name     pulumi.StringOutput
	Alias    pulumi.StringOutput // the alias's name
	AliasArn pulumi.StringOutput
	Account  awsaccount.Account // the account it runs in
}

// APIArgs describe a service's HTTP API.
type APIArgs struct {
	Name             naming.Name
	Function         Function
	HTTP             config.HTTP
	LogRetentionDays int
}

// API is the HTTP API of a service.
type API struct {
	pulumi.ResourceState

	ID           pulumi.StringOutput
	Address      pulumi.StringOutput // the domain's, if there is one
	DomainTarget pulumi.StringOutput // where the domain's name is to point; "" without one
}

const (
	// stageName is the stage that has no name in the address.
	stageName = "$default"
	// anyRoute matches what no other route does: every method and path.
	anyRoute = "$default"
	// longestWait is API Gateway's own bound (API Gateway quotas).
	longestWait = 30000
)

// preflightRoutes are more specific than anyRoute, and ask for no token. The root is no
// path below it.
var preflightRoutes = []struct{ name, key string }{
	{"-preflight", "OPTIONS /{proxy+}"}, {"-preflight-root", "OPTIONS /"},
}

// NewAPI makes the API with its one stage, and lets it call the alias.
func NewAPI(ctx *pulumi.Context, name string, args APIArgs, opts ...pulumi.ResourceOption) (*API, error) {
	a := &API{}
	if err := component.Register(ctx, contract.ComputeLayer, "API", name, a, opts...); err != nil {
		return nil, err
	}
	f := args.Function
	api, err := apigatewayv2.NewApi(ctx, name+"-api", &apigatewayv2.ApiArgs{
		Name:                      pulumi.String(args.Name.String()),
		Description:               pulumi.Sprintf("Where service %s is called", f.Service),
		ProtocolType:              pulumi.String("HTTP"),
		CorsConfiguration:         args.cors(),
		DisableExecuteApiEndpoint: pulumi.Bool(false), // it answers before the domain's name points anywhere
		Tags:                      component.ServiceTags(f.Service),
	}, component.Named(a, f.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create HTTP API %s: %w", args.Name, err)
	}
	if err := args.routes(ctx, name, a, api); err != nil {
		return nil, err
	}
	stage, err := args.stage(ctx, name, a, api)
	if err != nil {
		return nil, err
	}
	if _, err := lambda.NewPermission(ctx, name+"-permission", &lambda.PermissionArgs{
		StatementId: pulumi.String("HTTPAPI"),
		Function:    f.Name,
		Qualifier:   f.Alias,
		Action:      pulumi.String("lambda:InvokeFunction"),
		Principal:   pulumi.String("apigateway.amazonaws.com"),
		SourceArn:   pulumi.Sprintf("%s/%s/*", api.ExecutionArn, stageName),
	}, component.Child(a, f.Account)...); err != nil {
		return nil, fmt.Errorf("let HTTP API %s call the function: %w", args.Name, err)
	}
	a.ID, a.Address = api.ID().ToStringOutput(), api.ApiEndpoint
	a.DomainTarget = pulumi.String("").ToStringOutput()
	if args.HTTP.Domain != nil {
		if err := args.domain(ctx, name, a, stage); err != nil {
			return nil, err
		}
	}
	return a, ctx.RegisterResourceOutputs(a, pulumi.Map{
		"id": a.ID, "address": a.Address, "domainTarget": a.DomainTarget,
	})
}

// routes makes the route that every call takes, and the way to the alias.
func (args APIArgs) routes(ctx *pulumi.Context, name string, a *API, api *apigatewayv2.Api) error {
	f := args.Function
	integration, err := apigatewayv2.NewIntegration(ctx, name+"-integration", &apigatewayv2.IntegrationArgs{
		ApiId:             api.ID(),
		IntegrationType:   pulumi.String("AWS_PROXY"),
		IntegrationMethod: pulumi.String("POST"),
		IntegrationUri: pulumi.Sprintf("arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations",
			f.Account.Region, f.AliasArn),
		PayloadFormatVersion: pulumi.String("2.0"),
		TimeoutMilliseconds:  pulumi.Int(longestWait),
	}, component.Child(a, f.Account)...)
	if err != nil {
		return fmt.Errorf("create integration of HTTP API %s: %w", args.Name, err)
	}
	target := pulumi.Sprintf("integrations/%s", integration.ID())
	route := &apigatewayv2.RouteArgs{
		ApiId:             api.ID(),
		RouteKey:          pulumi.String(anyRoute),
		AuthorizationType: pulumi.String("NONE"),
		Target:            target,
	}
	if args.HTTP.Authorizer != nil {
		if err := args.authorize(ctx, name, a, api, route); err != nil {
			return err
		}
	}
	if _, err := apigatewayv2.NewRoute(ctx, name+"-route", route, component.Child(a, f.Account)...); err != nil {
		return fmt.Errorf("create route of HTTP API %s: %w", args.Name, err)
	}
	if args.HTTP.Authorizer == nil || args.HTTP.CORS == nil {
		return nil
	}
	// Browsers send no token with the question whether they may call, and the route of
	// every call would reject it (API Gateway developer guide, http-api-cors).
	for _, preflight := range preflightRoutes {
		if _, err := apigatewayv2.NewRoute(ctx, name+preflight.name, &apigatewayv2.RouteArgs{
			ApiId:             api.ID(),
			RouteKey:          pulumi.String(preflight.key),
			AuthorizationType: pulumi.String("NONE"),
			Target:            target,
		}, component.Child(a, f.Account)...); err != nil {
			return fmt.Errorf("create route %s of HTTP API %s: %w", preflight.key, args.Name, err)
		}
	}
	return nil
}

// authorize has the route let in none but calls with a token of the issuer's.
func (args APIArgs) authorize(
	ctx *pulumi.Context, name string, a *API, api *apigatewayv2.Api, route *apigatewayv2.RouteArgs,
) error {
	by := args.HTTP.Authorizer
	authorizer, err := apigatewayv2.NewAuthorizer(ctx, name+"-authorizer", &apigatewayv2.AuthorizerArgs{
		ApiId:           api.ID(),
		Name:            pulumi.String(args.Name.String()),
		AuthorizerType:  pulumi.String("JWT"),
		IdentitySources: pulumi.ToStringArray([]string{"$request.header.Authorization"}),
		JwtConfiguration: apigatewayv2.AuthorizerJwtConfigurationArgs{
			Issuer:    pulumi.String(by.Issuer),
			Audiences: pulumi.ToStringArray(by.Audience),
		},
	}, component.Child(a, args.Function.Account)...)
	if err != nil {
		return fmt.Errorf("create authorizer of HTTP API %s: %w", args.Name, err)
	}
	route.AuthorizationType, route.AuthorizerId = pulumi.String("JWT"), authorizer.ID()
	if len(by.Scopes) > 0 {
		route.AuthorizationScopes = pulumi.ToStringArray(by.Scopes)
	}
	return nil
}
