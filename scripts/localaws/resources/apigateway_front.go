package resources

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"slipway/scripts/localaws/properties"
)

const (
	authorizerType  = "aws:apigatewayv2/authorizer:Authorizer"
	domainNameType  = "aws:apigatewayv2/domainName:DomainName"
	apiMappingType  = "aws:apigatewayv2/apiMapping:ApiMapping"
	functionURLType = "aws:lambda/functionUrl:FunctionUrl"
)

// frontTypes are what an API may have before it: who is let in, and a name of one's own.
func frontTypes() []*Type {
	return []*Type{
		{
			Token:    authorizerType,
			Label:    "API Gateway v2 Authorizer",
			Key:      func(c *Call) string { return c.In.Str("apiId") + "/" + c.ID },
			Required: []string{"apiId", "authorizerType"},
			Replace:  []string{"apiId"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      128,
			},
			ID:       func(c *Call) string { return c.Random(lowerAlnum, 6) },
			Validate: []Check{oneOf("authorizerType", "JWT", "REQUEST")},
			Create:   []Rule{apiThere("CreateAuthorizer"), jwtParts("CreateAuthorizer"), authorizerNew},
			Update:   []Rule{apiThere("UpdateAuthorizer"), jwtParts("UpdateAuthorizer")},
			Delete:   []Rule{authorizerUnused},
		},
		{
			Token:    domainNameType,
			Label:    "API Gateway v2 Domain Name",
			Tagged:   true,
			Required: []string{"domainName", "domainNameConfiguration"},
			Replace:  []string{"domainName"},
			Name: Name{
				Property: "domainName",
				Min:      1,
				Max:      512,
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn":                           fmt.Sprintf("arn:aws:apigateway:%s::/domainnames/%s", c.Region, c.ID),
					"apiMappingSelectionExpression": "$request.basepath",
				}
			},
			Fill: func(c *Call, all properties.Map) {
				sum := sha256.Sum256([]byte(c.Account + c.In.Str("domainName")))
				block := all.Sub("domainNameConfiguration")
				block["targetDomainName"] = fmt.Sprintf("d-%s.execute-api.%s.amazonaws.com", hex.EncodeToString(sum[:5]), c.Region)
				block["hostedZoneId"] = "Z1UJRXOUMOOFQ8" // API Gateway's own in us-east-1
				block["ipAddressType"] = "ipv4"
			},
			Validate: []Check{
				oneOf("domainNameConfiguration.endpointType", "REGIONAL"),
				oneOf("domainNameConfiguration.securityPolicy", "TLS_1_2"),
				isARN("domainNameConfiguration.certificateArn"),
			},
			Create: []Rule{certificateHere("CreateDomainName")},
			Update: []Rule{certificateHere("UpdateDomainName")},
			Exists: taken("ApiGatewayV2", "CreateDomainName", "ConflictException",
				func(*Call) string { return "The domain name you provided already exists." }),
			Deleted: dropMappings,
		},
		{
			Token:    apiMappingType,
			Label:    "API Gateway v2 API Mapping",
			Key:      func(c *Call) string { return c.In.Str("domainName") + "/" + c.ID },
			Required: []string{"apiId", "domainName", "stage"},
			Replace:  []string{"domainName"},
			ID:       func(c *Call) string { return c.Random(lowerAlnum, 6) },
			Create:   []Rule{apiThere("CreateApiMapping"), mappingParts("CreateApiMapping"), mappingNew},
			Update:   []Rule{apiThere("UpdateApiMapping"), mappingParts("UpdateApiMapping")},
		},
		{
			Token:    functionURLType,
			Label:    "Lambda Function URL",
			Required: []string{"authorizationType", "functionName"},
			Replace:  []string{"functionName", "qualifier"},
			Defaults: properties.Map{"invokeMode": "BUFFERED"},
			ID: func(c *Call) string {
				if qualifier := c.In.Str("qualifier"); qualifier != "" {
					return functionName(c.In.Str("functionName")) + "/" + qualifier
				}
				return functionName(c.In.Str("functionName"))
			},
			Outputs: func(c *Call) properties.Map {
				arn := c.ARN("lambda", "function:"+functionName(c.In.Str("functionName")))
				if qualifier := c.In.Str("qualifier"); qualifier != "" {
					arn += ":" + qualifier
				}
				id := c.Pick("urlId", lowerAlnum, 32).(string)
				return properties.Map{
					"functionArn": arn,
					"urlId":       id,
					"functionUrl": fmt.Sprintf("https://%s.lambda-url.%s.on.aws/", id, c.Region),
				}
			},
			Validate: []Check{
				oneOf("authorizationType", "AWS_IAM", "NONE"), oneOf("invokeMode", "BUFFERED", "RESPONSE_STREAM"),
				between("cors.maxAge", 0, 86400), shortMethods,
			},
			Create: []Rule{
				functionThere("CreateFunctionUrlConfig", "functionName"),
				qualifierThere("CreateFunctionUrlConfig", "functionName"),
			},
			Exists: taken("Lambda", "CreateFunctionUrlConfig", "ResourceConflictException", func(c *Call) string {
				return fmt.Sprintf("Failed to create function url config for [functionArn = %s]. Error message:  "+
					"FunctionUrlConfig exists for this Lambda function", c.ARN("lambda", "function:"+c.Type.ID(c)))
			}),
		},
	}
}
