package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestAPIGatewayRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	api := c.Given(awstest.API, "hook", m{"name": "api-a", "protocolType": "HTTP"})
	function := c.ZipFunction("lambda-a")
	proxy := m{
		"apiId":                api.ID,
		"integrationType":      "AWS_PROXY",
		"integrationUri":       function.Out["arn"],
		"payloadFormatVersion": "2.0",
	}
	integration := c.Given(awstest.Integration, "i", proxy)
	route := m{"apiId": api.ID, "routeKey": "POST /github", "target": "integrations/" + integration.ID}
	c.Given(awstest.Route, "r", route)
	c.Given(awstest.Stage, "s", m{"apiId": api.ID, "name": "$default", "autoDeploy": true})

	for _, r := range []struct {
		says, token string
		in          m
		want        string
	}{
		{"an unknown protocol", awstest.API, m{
			"name":         "api-b",
			"protocolType": "GOPHER",
		}, `protocolType: expected protocolType to be one of ["HTTP" "WEBSOCKET"], got GOPHER`},
		{"an integration of an API that is not there", awstest.Integration, awstest.With(proxy, m{"apiId": "none"}),
			"creating API Gateway v2 Integration: operation error ApiGatewayV2: CreateIntegration, " +
				"api error NotFoundException: Invalid API identifier specified 000000000000:none"},
		{"an integration of an unknown type", awstest.Integration, awstest.With(proxy, m{"integrationType": "PIPE"}),
			`integrationType: expected integrationType to be one of ["AWS" "AWS_PROXY" "HTTP" "HTTP_PROXY" "MOCK"], got PIPE`},
		{"an integration with something that is no function", awstest.Integration,
			awstest.With(proxy, m{"integrationUri": "https://example.com"}),
			`creating API Gateway v2 Integration: operation error ApiGatewayV2: CreateIntegration, ` +
				`api error BadRequestException: Invalid function ARN or invalid uri: "https://example.com"`},
		{"an integration with a function that is not there", awstest.Integration,
			awstest.With(proxy, m{"integrationUri": "arn:aws:lambda:us-east-1:000000000000:function:none"}),
			"creating API Gateway v2 Integration: rejected by the simulated AWS, not by AWS: the API " + api.ID +
				" would answer every request with status 500: the function arn:aws:lambda:us-east-1:000000000000:function:none " +
				"does not exist."},
		{"an integration that waits a minute", awstest.Integration, awstest.With(proxy, m{"timeoutMilliseconds": 60000.0}),
			"timeoutMilliseconds: expected timeoutMilliseconds to be in the range (50 - 30000), got 60000"},
		{"a route without a method", awstest.Route, awstest.With(route, m{"routeKey": "/github"}),
			`creating API Gateway v2 Route: operation error ApiGatewayV2: CreateRoute, api error BadRequestException: The ` +
				`provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE ` +
				`PATH>" or "$default"`},
		{"a second route of the same key", awstest.Route, route,
			"creating API Gateway v2 Route: operation error ApiGatewayV2: CreateRoute, api error ConflictException: " +
				"Route with key POST /github already exists for this API"},
		{"a route to an integration that is not there", awstest.Route, awstest.With(route, m{
			"routeKey": "GET /",
			"target":   "integrations/none",
		}),
			"creating API Gateway v2 Route: operation error ApiGatewayV2: CreateRoute, api error BadRequestException: " +
				"Unable to find Integration none for the route GET /"},
		{"a stage name with a dot", awstest.Stage, m{"apiId": api.ID, "name": "v1.0"},
			"name: invalid value for name (must be letters, digits, hyphens and underscores, or $default): v1.0"},
		{"a second stage of the same name", awstest.Stage, m{"apiId": api.ID, "name": "$default"},
			"creating API Gateway v2 Stage ($default): operation error ApiGatewayV2: CreateStage, " +
				"api error ConflictException: " +
				"Stage already exists"},
		{"access logs into a group that is not there", awstest.Stage,
			m{
				"apiId":             api.ID,
				"name":              "v1",
				"accessLogSettings": m{"destinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:none", "format": "x"},
			},
			"creating API Gateway v2 Stage (v1): operation error ApiGatewayV2: CreateStage, api error BadRequestException: " +
				"The specified log destination arn:aws:logs:us-east-1:000000000000:log-group:none does not exist"},
	} {
		_, err := c.Create(r.token, "it", r.in)
		assert.Equal(t, r.want, awstest.Message(err), r.says)
	}

	assert.Equal(t, "deleting API Gateway v2 "+
		"Integration ("+integration.ID+"): operation error ApiGatewayV2: DeleteIntegration, api error ConflictException: "+
		"Cannot delete Integration "+integration.ID+": it is in use by the route POST /github",
		awstest.Message(c.Delete(integration)))
	require.NoError(t, c.Delete(api))
	_, there := c.Read(integration)
	assert.False(t, there, "an API takes its parts with it")
}
