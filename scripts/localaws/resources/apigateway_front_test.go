package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func domainName(certificate string) m {
	return m{"domainName": "api.example.com", "domainNameConfiguration": m{
		"certificateArn": certificate,
		"endpointType":   "REGIONAL",
		"securityPolicy": "TLS_1_2",
	}}
}

func TestWhatStandsBeforeAnAPI(t *testing.T) {
	t.Parallel()
	const certificate = "arn:aws:acm:us-east-1:000000000000:certificate/1"
	c := awstest.NewClient(t)
	api := c.Given(awstest.API, "api", m{"name": "api-a", "protocolType": "HTTP"})
	stage := c.Given(awstest.Stage, "s", m{"apiId": api.ID, "name": "$default"})
	domain := c.Given(awstest.DomainName, "d", domainName(certificate))
	mapping := m{"apiId": api.ID, "domainName": "api.example.com", "stage": "$default"}
	mapped := c.Given(awstest.APIMapping, "m", mapping)
	jwt := m{
		"apiId":            api.ID,
		"name":             "a",
		"authorizerType":   "JWT",
		"identitySources":  list{"$request.header.Authorization"},
		"jwtConfiguration": m{"issuer": "https://login.example.com/", "audiences": list{"shop"}},
	}
	authorizer := c.Given(awstest.Authorizer, "a", jwt)
	route := m{"apiId": api.ID, "routeKey": "$default", "authorizationType": "JWT", "authorizerId": authorizer.ID}
	asking := c.Given(awstest.Route, "r", route)
	c.ZipFunction("lambda-a")
	c.Given(awstest.FunctionAlias, "live", m{"name": "live", "functionName": "lambda-a", "functionVersion": "$LATEST"})
	url := m{"functionName": "lambda-a", "qualifier": "live", "authorizationType": "AWS_IAM"}
	c.Given(awstest.FunctionURL, "u", url)

	const at = "operation error ApiGatewayV2: "
	for _, r := range []struct {
		says, token string
		in          m
		want        string
	}{
		{"a token without an issuer", awstest.Authorizer, awstest.With(jwt, m{"jwtConfiguration": m{"audiences": list{"a"}}}),
			"creating API Gateway v2 Authorizer (a): " + at + "CreateAuthorizer, api error BadRequestException: " +
				"Issuer is required for a JWT authorizer"},
		{"an authorizer twice", awstest.Authorizer, jwt,
			"creating API Gateway v2 Authorizer (a): " + at + "CreateAuthorizer, api error BadRequestException: " +
				"Authorizer name must be unique. Authorizer a already exists in this RestApi."},
		{"a token for anyone", awstest.Authorizer, awstest.With(jwt, m{"jwtConfiguration": m{"issuer": "https://i"}}),
			"creating API Gateway v2 Authorizer (a): " + at + "CreateAuthorizer, api error BadRequestException: " +
				"Audience is required for a JWT authorizer"},
		{"a token from nowhere", awstest.Authorizer, awstest.With(jwt, m{"identitySources": list{}}),
			"creating API Gateway v2 Authorizer (a): " + at + "CreateAuthorizer, api error BadRequestException: " +
				"A JWT authorizer must have exactly one identity source"},
		{"a route with an authorizer that is not there", awstest.Route,
			awstest.With(route, m{"authorizerId": "none", "routeKey": "GET /"}),
			"creating API Gateway v2 Route: " + at + "CreateRoute, api error BadRequestException: Invalid authorizer ID " +
				"specified. Setting the authorization type to CUSTOM or JWT requires a valid authorizer."},
		{"credentials for any origin", awstest.API, m{
			"name":              "b",
			"protocolType":      "HTTP",
			"corsConfiguration": m{"allowOrigins": list{"*"}, "allowCredentials": true},
		}, "creating API Gateway v2 API (b): " + at + "CreateApi, api error BadRequestException: " +
			"Allow-credentials is not supported when allow-origin is *"},
		{"a certificate of another region", awstest.DomainName,
			awstest.With(domainName("arn:aws:acm:eu-west-1:000000000000:certificate/1"), m{"domainName": "b.example.com"}),
			"creating API Gateway v2 Domain Name (b.example.com): " + at + "CreateDomainName, api error " +
				"BadRequestException: Certificate arn:aws:acm:eu-west-1:000000000000:certificate/1 in account 000000000000 " +
				"not yet issued"},
		{"a domain name twice", awstest.DomainName, domainName(certificate),
			"creating API Gateway v2 Domain Name (api.example.com): " + at + "CreateDomainName, api error " +
				"ConflictException: The domain name you provided already exists."},
		{"a mapping to a domain that is not there", awstest.APIMapping, awstest.With(mapping, m{"domainName": "none"}),
			"creating API Gateway v2 API Mapping: " + at + "CreateApiMapping, api error NotFoundException: " +
				"Invalid domain name identifier specified"},
		{"a mapping to a stage that is not there", awstest.APIMapping, awstest.With(mapping, m{"stage": "none"}),
			"creating API Gateway v2 API Mapping: " + at + "CreateApiMapping, api error BadRequestException: " +
				"Invalid stage identifier specified"},
		{"a function URL of an alias that is not there", awstest.FunctionURL, awstest.With(url, m{"qualifier": "none"}),
			"creating Lambda Function URL: operation error Lambda: CreateFunctionUrlConfig, api error " +
				"ResourceNotFoundException: Cannot find alias arn: " +
				"arn:aws:lambda:us-east-1:000000000000:function:lambda-a:none"},
		{"a second function URL", awstest.FunctionURL, url,
			"creating Lambda Function URL: operation error Lambda: CreateFunctionUrlConfig, api error " +
				"ResourceConflictException: Failed to create function url config for [functionArn = " +
				"arn:aws:lambda:us-east-1:000000000000:function:lambda-a/live]. Error message:  FunctionUrlConfig exists for " +
				"this Lambda function"},
		{"a function URL that allows OPTIONS by name", awstest.FunctionURL,
			awstest.With(url, m{"cors": m{"allowMethods": list{"OPTIONS"}}}),
			"cors.allowMethods: expected length of cors.allowMethods to be in the range (1 - 6), got OPTIONS"},
	} {
		_, err := c.Create(r.token, "it", r.in)
		assert.Equal(t, r.want, awstest.Message(err), r.says)
	}

	assert.Contains(t, awstest.Message(c.Delete(authorizer)), "ConflictException: Cannot delete authorizer '"+
		authorizer.ID+"', is referenced in route: $default")
	assert.Contains(t, awstest.Message(c.Delete(stage)), "BadRequestException: Deleting stage failed. Please remove all "+
		"base path mappings related to the stage in your domains")
	assert.Contains(t, awstest.Message(c.Delete(api)), "BadRequestException: Deleting API failed. Please remove all "+
		"base path mappings related to the API in your domains")
	require.NoError(t, c.Delete(asking))
	require.NoError(t, c.Delete(authorizer))
	require.NoError(t, c.Delete(domain))
	_, there := c.Read(mapped)
	assert.False(t, there, "a domain's name takes its mappings with it")
	require.NoError(t, c.Delete(api))
}
