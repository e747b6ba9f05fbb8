package resources

import (
	"regexp"
	"strings"

	"slipway/scripts/localaws/awserr"
)

const (
	routeType = "aws:apigatewayv2/route:Route"
	stageType = "aws:apigatewayv2/stage:Stage"
)

func apiThere(operation string) Rule {
	return func(c *Call) error {
		if _, ok := c.Get(apiType, c.In.Str("apiId")); !ok {
			return awserr.New("ApiGatewayV2", operation, "NotFoundException", "Invalid API identifier specified %s:%s",
				c.Account, c.In.Str("apiId"))
		}
		return nil
	}
}

func integrationURI(operation string) Rule {
	return func(c *Call) error {
		uri := c.In.Str("integrationUri")
		if c.In.Str("integrationType") != "AWS_PROXY" || c.In.Has("integrationSubtype") {
			return nil
		}
		name := uri
		if i := strings.Index(uri, "/functions/"); i >= 0 {
			name = strings.TrimSuffix(uri[i+len("/functions/"):], "/invocations")
		}
		if arnOf(name).Service != "lambda" {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException", "Invalid function ARN or invalid uri: %q", uri)
		}
		if _, ok := c.GetIn(arnOf(name).AccountID, functionType, functionName(name)); !ok &&
			c.Simulated(arnOf(name).AccountID) {
			return awserr.Warn("the API %s would answer every request with status 500: the function %s does not exist.",
				c.In.Str("apiId"), name)
		}
		if qualified := strings.Split(arnOf(name).Resource, ":"); len(qualified) == 3 && c.Simulated(arnOf(name).AccountID) {
			if _, ok := c.GetIn(arnOf(name).AccountID, functionAliasType, name); !ok {
				return awserr.Warn("the API %s would answer every request with status 500: the alias %s does not exist.",
					c.In.Str("apiId"), name)
			}
		}
		return nil
	}
}

// dropAPIParts removes what goes with an API: routes, integrations and stages.
func dropAPIParts(c *Call) error {
	for _, token := range []string{routeType, integrationType, stageType, authorizerType} {
		list, err := c.Store.List(c.Account, token)
		if err != nil {
			return err
		}
		for _, part := range list {
			if part.Outputs["apiId"] == c.ID {
				if err := c.Store.Delete(c.Account, token, part.Key); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func integrationUnused(c *Call) error {
	routes, err := c.List(routeType)
	if err != nil {
		return err
	}
	for _, r := range routes {
		if r.Str("apiId") == c.Was.Str("apiId") && r.Str("target") == "integrations/"+c.ID {
			return awserr.New("ApiGatewayV2", "DeleteIntegration", "ConflictException",
				"Cannot delete Integration %s: it is in use by the route %s", c.ID, r.Str("routeKey"))
		}
	}
	return nil
}

var httpRoute = regexp.MustCompile(`^(?:\$default|(?:ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S*)$`)

func routeKey(operation string) Rule {
	return func(c *Call) error {
		key := c.In.Str("routeKey")
		api, _ := c.Get(apiType, c.In.Str("apiId"))
		if api.Str("protocolType") == "HTTP" && !httpRoute.MatchString(key) {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				`The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE `+
					`PATH>" or "$default"`)
		}
		routes, err := c.List(routeType)
		if err != nil {
			return err
		}
		for _, r := range routes {
			if r.Str("apiId") == c.In.Str("apiId") && r.Str("routeKey") == key &&
				(c.Was == nil || c.Was.Str("routeKey") != key) {
				return awserr.New("ApiGatewayV2", operation, "ConflictException",
					"Route with key %s already exists for this API", key)
			}
		}
		return nil
	}
}

func routeTarget(operation string) Rule {
	return func(c *Call) error {
		target := c.In.Str("target")
		if target == "" {
			return nil
		}
		id := strings.TrimPrefix(target, "integrations/")
		if _, ok := c.Get(integrationType, c.In.Str("apiId")+"/"+id); !ok {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				"Unable to find Integration %s for the route %s", id, c.In.Str("routeKey"))
		}
		return nil
	}
}

func accessLog(operation string) Rule {
	return func(c *Call) error {
		arn := c.In.Str("accessLogSettings.destinationArn")
		if arn == "" || arnOf(arn).Service != "logs" {
			return nil
		}
		group := strings.TrimSuffix(strings.TrimPrefix(arnOf(arn).Resource, "log-group:"), ":*")
		if _, ok := c.Get(logGroupType, group); !ok {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				"The specified log destination %s does not exist", arn)
		}
		return nil
	}
}
