package resources

import (
	"fmt"

	"slipway/scripts/localaws/properties"
)

const (
	apiType         = "aws:apigatewayv2/api:Api"
	integrationType = "aws:apigatewayv2/integration:Integration"
)

func apigatewayTypes() []*Type {
	inAPI := func(c *Call) string { return c.In.Str("apiId") + "/" + c.ID }
	return []*Type{
		{
			Token:    apiType,
			Label:    "API Gateway v2 API",
			Tagged:   true,
			Required: []string{"protocolType"},
			Replace:  []string{"protocolType"},
			Defaults: properties.Map{
				"apiKeySelectionExpression": "$request.header.x-api-key",
				"routeSelectionExpression":  "$request.method $request.path",
				"disableExecuteApiEndpoint": false,
			},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      128,
			},
			ID: func(c *Call) string { return c.Random(lowerAlnum, 10) },
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn":           fmt.Sprintf("arn:aws:apigateway:%s::/apis/%s", c.Region, c.ID),
					"executionArn":  c.ARN("execute-api", c.ID),
					"apiEndpoint":   fmt.Sprintf("https://%s.execute-api.%s.amazonaws.com", c.ID, c.Region),
					"ipAddressType": "ipv4",
				}
			},
			Validate: []Check{
				longest("description", 1024), oneOf("protocolType", "HTTP", "WEBSOCKET"),
				between("corsConfiguration.maxAge", -1, 86400),
			},
			Create:  []Rule{corsParts("CreateApi")},
			Update:  []Rule{corsParts("UpdateApi")},
			Delete:  []Rule{notMapped("DeleteApi", "API")},
			Deleted: dropAPIParts,
		},
		{
			Token:    integrationType,
			Label:    "API Gateway v2 Integration",
			Key:      inAPI,
			Required: []string{"apiId", "integrationType"},
			Replace:  []string{"apiId", "integrationType"},
			Defaults: properties.Map{"connectionType": "INTERNET", "payloadFormatVersion": "1.0"},
			ID:       func(c *Call) string { return c.Random(lowerAlnum, 7) },
			Outputs: func(c *Call) properties.Map {
				out := properties.Map{"integrationResponseSelectionExpression": "", "timeoutMilliseconds": float64(30000)}
				if c.In.Str("integrationType") == "AWS_PROXY" {
					out["integrationMethod"] = "POST" // how API Gateway calls Lambda
				}
				return out
			},
			Validate: []Check{
				oneOf("integrationMethod", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"),
				oneOf("integrationType", "AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"),
				oneOf("payloadFormatVersion", "1.0", "2.0"),
				between("timeoutMilliseconds", 50, 30000),
			},
			Create: []Rule{apiThere("CreateIntegration"), integrationURI("CreateIntegration")},
			Update: []Rule{apiThere("UpdateIntegration"), integrationURI("UpdateIntegration")},
			Delete: []Rule{integrationUnused},
		},
		{
			Token:    routeType,
			Label:    "API Gateway v2 Route",
			Key:      inAPI,
			Required: []string{"apiId", "routeKey"},
			Replace:  []string{"apiId"},
			Defaults: properties.Map{"apiKeyRequired": false, "authorizationType": "NONE"},
			ID:       func(c *Call) string { return c.Random(lowerAlnum, 7) },
			Validate: []Check{longest("target", 128), oneOf("authorizationType", "NONE", "AWS_IAM", "CUSTOM", "JWT")},
			Create: []Rule{
				apiThere("CreateRoute"), routeKey("CreateRoute"), routeTarget("CreateRoute"), routeAuthorizer("CreateRoute"),
			},
			Update: []Rule{
				apiThere("UpdateRoute"), routeKey("UpdateRoute"), routeTarget("UpdateRoute"), routeAuthorizer("UpdateRoute"),
			},
		},
		{
			Token:    stageType,
			Label:    "API Gateway v2 Stage",
			Tagged:   true,
			Key:      inAPI,
			Required: []string{"apiId"},
			Replace:  []string{"apiId", "name"},
			Defaults: properties.Map{"autoDeploy": false},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      128,
				Allowed:  `\$default|[a-zA-Z0-9_-]+`,
				Words:    "must be letters, digits, hyphens and underscores, or $default",
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				api := c.In.Str("apiId")
				url := fmt.Sprintf("https://%s.execute-api.%s.amazonaws.com/", api, c.Region)
				if c.ID != "$default" {
					url += c.ID
				}
				return properties.Map{
					"arn":          fmt.Sprintf("arn:aws:apigateway:%s::/apis/%s/stages/%s", c.Region, api, c.ID),
					"executionArn": c.ARN("execute-api", api+"/"+c.ID), "invokeUrl": url,
					"deploymentId": c.Pick("deploymentId", lowerAlnum, 6),
				}
			},
			Create: []Rule{apiThere("CreateStage"), accessLog("CreateStage")},
			Update: []Rule{apiThere("UpdateStage"), accessLog("UpdateStage")},
			Delete: []Rule{notMapped("DeleteStage", "stage")},
			Exists: taken("ApiGatewayV2", "CreateStage", "ConflictException",
				func(*Call) string { return "Stage already exists" }),
		},
	}
}
