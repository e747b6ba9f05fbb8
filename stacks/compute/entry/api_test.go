package entry_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/compute/entry"
)

// api makes the HTTP API with its settings.
func api(http config.HTTP) build {
	return func(ctx *pulumi.Context, f entry.Function, out contract.Exporter) error {
		made, err := entry.NewAPI(ctx, "entry-api", entry.APIArgs{
			Name:             "api-entry-api-dev",
			Function:         f,
			HTTP:             http,
			LogRetentionDays: 30,
		})
		if err != nil {
			return err
		}
		out.Export("id", made.ID)
		out.Export("address", made.Address)
		out.Export("domainTarget", made.DomainTarget)
		return nil
	}
}

var (
	bounds = config.HTTP{Rate: 50, Burst: 80}
	whole  = config.HTTP{
		Rate:  50,
		Burst: 80,
		CORS: &config.CORS{
			Origins:       []string{"https://shop.example.com"},
			Methods:       []string{"GET"},
			Credentials:   true,
			MaxAgeSeconds: 60,
		},
		Domain: &config.Domain{
			Name:        "api.example.com",
			Certificate: "arn:aws:acm:us-east-1:111122223333:certificate/1",
		},
		Authorizer: &config.Authorizer{
			Issuer:   "https://login.example.com/",
			Audience: []string{"shop"},
			Scopes:   []string{"read"},
		},
	}
)

func TestAPI(t *testing.T) {
	t.Parallel()
	tags := map[string]any{"Service": "api"}
	t.Run("sends every call to the alias, so that releases shift it", func(t *testing.T) {
		t.Parallel()
		rec := built(t, api(bounds))
		assertInputs(t, map[string]any{
			"name":                      "api-entry-api-dev",
			"description":               "Where service api is called",
			"protocolType":              "HTTP",
			"disableExecuteApiEndpoint": false,
			"tags":                      tags,
		}, rec.Get(t, "apigatewayv2/api:Api", "entry-api-api"))
		routes := rec.Of("apigatewayv2/route:Route")
		assert.Len(t, routes, 1)
		assertInputs(t, map[string]any{
			"apiId":             routes[0].Inputs["apiId"],
			"routeKey":          "$default",
			"authorizationType": "NONE",
			"target":            "integrations/entry-api-integration-id",
		}, routes[0])
		assertInputs(t, map[string]any{
			"apiId":                routes[0].Inputs["apiId"],
			"integrationType":      "AWS_PROXY",
			"integrationMethod":    "POST",
			"payloadFormatVersion": "2.0",
			"timeoutMilliseconds":  30000.0,
			"integrationUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + aliasArn +
				"/invocations",
		}, rec.Get(t, "apigatewayv2/integration:Integration", "entry-api-integration"))
	})
	t.Run("L1 L2 alone may call the alias, and by it nothing but the alias", func(t *testing.T) {
		t.Parallel()
		rec := built(t, api(bounds))
		id := rec.Of("apigatewayv2/route:Route")[0].Inputs["apiId"].(string)
		assert.Len(t, rec.Of("lambda/permission:Permission"), 1)
		assertInputs(t, map[string]any{
			"statementId": "HTTPAPI",
			"function":    "lambda-api-dev",
			"qualifier":   "live",
			"action":      "lambda:InvokeFunction",
			"principal":   "apigateway.amazonaws.com",
			"sourceArn":   "arn:aws:execute-api:us-east-1:111122223333:" + id + "/$default/*",
		}, rec.Get(t, "lambda/permission:Permission", "entry-api-permission"))
	})
	t.Run("R18 is throttled, and each call leaves a line in a log group that expires", func(t *testing.T) {
		t.Parallel()
		rec := built(t, api(bounds))
		stage := rec.Get(t, "apigatewayv2/stage:Stage", "entry-api-stage").Decoded(t)
		logs := stage["accessLogSettings"].(map[string]any)
		line := pulumitest.Decode(t, logs["format"].(string)).(map[string]any)
		assert.Equal(t, "$context.status", line["status"])
		assert.NotContains(t, line, "path", "what a caller writes freely could break the line")
		assert.Equal(t, map[string]any{"throttlingRateLimit": 50.0, "throttlingBurstLimit": 80.0},
			stage["defaultRouteSettings"])
		assert.Equal(t, true, stage["autoDeploy"])
		assert.Equal(t, "$default", stage["name"])
		group := rec.Get(t, "cloudwatch/logGroup:LogGroup", "entry-api-access-logs")
		assertInputs(t, map[string]any{
			"name":            "/aws/vendedlogs/apigateway/api-entry-api-dev",
			"retentionInDays": 30.0,
			"skipDestroy":     false,
			"tags":            tags,
		}, group)
		assert.Equal(t, "arn:aws:logs:us-east-1:111122223333:log-group:"+group.Inputs["name"].(string),
			logs["destinationArn"])
	})
	t.Run("has the domain's name, and says where to point it", func(t *testing.T) {
		t.Parallel()
		rec := built(t, api(whole))
		plain, named := built(t, api(bounds)).Kept(), rec.Kept()
		assert.Regexp(t, `^https://[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com$`, plain["address"])
		assert.Empty(t, plain["domainTarget"])
		assert.Equal(t, "https://api.example.com", named["address"])
		assert.Regexp(t, `^d-[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com$`, named["domainTarget"])
		assertInputs(t, map[string]any{
			"domainName": "api.example.com",
			"domainNameConfiguration": map[string]any{
				"certificateArn": whole.Domain.Certificate,
				"endpointType":   "REGIONAL",
				"securityPolicy": "TLS_1_2",
			},
			"tags": tags,
		}, rec.Get(t, "apigatewayv2/domainName:DomainName", "entry-api-domain"))
		assertInputs(t, map[string]any{"apiId": named["id"], "domainName": "api.example.com", "stage": "$default"},
			rec.Get(t, "apigatewayv2/apiMapping:ApiMapping", "entry-api-mapping"))
	})
}

func TestAuthorizer(t *testing.T) {
	t.Parallel()
	t.Run("L2 lets in calls with a token of the issuer's for this audience", func(t *testing.T) {
		t.Parallel()
		rec := built(t, api(whole))
		route := rec.Get(t, "apigatewayv2/route:Route", "entry-api-route").Inputs
		assert.Equal(t, "JWT", route["authorizationType"])
		assert.Equal(t, "entry-api-authorizer-id", route["authorizerId"])
		assert.Equal(t, []any{"read"}, route["authorizationScopes"])
		assertInputs(t, map[string]any{
			"apiId":            route["apiId"],
			"name":             "api-entry-api-dev",
			"authorizerType":   "JWT",
			"identitySources":  []any{"$request.header.Authorization"},
			"jwtConfiguration": map[string]any{"issuer": "https://login.example.com/", "audiences": []any{"shop"}},
		}, rec.Get(t, "apigatewayv2/authorizer:Authorizer", "entry-api-authorizer"))
	})
	t.Run("asks no browser for a token before it may call", func(t *testing.T) {
		t.Parallel()
		rec := built(t, api(whole))
		for name, key := range map[string]string{
			"entry-api-preflight":      "OPTIONS /{proxy+}",
			"entry-api-preflight-root": "OPTIONS /",
		} {
			assertInputs(t, map[string]any{
				"apiId":             rec.Get(t, "apigatewayv2/route:Route", "entry-api-route").Inputs["apiId"],
				"routeKey":          key,
				"authorizationType": "NONE",
				"target":            "integrations/entry-api-integration-id",
			}, rec.Get(t, "apigatewayv2/route:Route", name))
		}
		assert.Equal(t, map[string]any{
			"allowOrigins":     []any{"https://shop.example.com"},
			"allowMethods":     []any{"GET"},
			"allowCredentials": true,
			"maxAge":           60.0,
		}, rec.Get(t, "apigatewayv2/api:Api", "entry-api-api").Inputs["corsConfiguration"])
	})
	t.Run("has no preflight route where no page calls, and no scope where none is asked for", func(t *testing.T) {
		t.Parallel()
		by := &config.Authorizer{Issuer: "https://i", Audience: []string{"a"}}
		rec := built(t, api(config.HTTP{
			Rate:       1,
			Burst:      1,
			Authorizer: by,
		}))
		routes := rec.Of("apigatewayv2/route:Route")
		assert.Len(t, routes, 1)
		assert.NotContains(t, routes[0].Inputs, "authorizationScopes")
	})
}

func TestAPIErrors(t *testing.T) {
	t.Parallel()
	assertErrors(t, map[string]string{
		"entry-api":             "register component entry-api",
		"entry-api-api":         "create HTTP API api-entry-api-dev",
		"entry-api-integration": "create integration of HTTP API api-entry-api-dev",
		"entry-api-authorizer":  "create authorizer of HTTP API api-entry-api-dev",
		"entry-api-route":       "create route of HTTP API api-entry-api-dev",
		"entry-api-preflight":   "create route OPTIONS /{proxy+} of HTTP API api-entry-api-dev",

		"entry-api-preflight-root": "create route OPTIONS / of HTTP API api-entry-api-dev",
		"entry-api-access-logs":    "create log group /aws/vendedlogs/apigateway/api-entry-api-dev",
		"entry-api-stage":          "create stage of HTTP API api-entry-api-dev",
		"entry-api-permission":     "let HTTP API api-entry-api-dev call the function",
		"entry-api-domain":         "create domain name api.example.com",
		"entry-api-mapping":        "map domain name api.example.com to HTTP API api-entry-api-dev",
	}, api(whole))
}
