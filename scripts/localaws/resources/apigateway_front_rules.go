package resources

import (
	"slices"

	"slipway/scripts/localaws/awserr"
)

// jwtParts wants what a token is checked with. That the issuer answers cannot be known
// here; AWS fetches its keys' address when it makes the authorizer.
func jwtParts(operation string) Rule {
	return func(c *Call) error {
		if c.In.Str("authorizerType") != "JWT" {
			return nil
		}
		switch {
		case c.In.Str("jwtConfiguration.issuer") == "":
			return awserr.New("ApiGatewayV2", operation, "BadRequestException", "Issuer is required for a JWT authorizer")
		case len(c.In.Strs("jwtConfiguration.audiences")) == 0:
			return awserr.New("ApiGatewayV2", operation, "BadRequestException", "Audience is required for a JWT authorizer")
		case len(c.In.Strs("identitySources")) != 1:
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				"A JWT authorizer must have exactly one identity source")
		}
		return nil
	}
}

// authorizerNew wants a name that no other authorizer of the API has.
func authorizerNew(c *Call) error {
	return c.unlike(authorizerType, awserr.New("ApiGatewayV2", "CreateAuthorizer", "BadRequestException",
		"Authorizer name must be unique. Authorizer %s already exists in this RestApi.", c.In.Str("name")), "apiId", "name")
}

// mappingNew wants a path of the domain that leads nowhere yet.
func mappingNew(c *Call) error {
	return c.unlike(apiMappingType, awserr.New("ApiGatewayV2", "CreateApiMapping", "ConflictException",
		"ApiMapping key already exists for this domain name"), "domainName", "apiMappingKey")
}

// unlike is the fault if a resource of the type is there with the same values.
func (c *Call) unlike(token string, fault error, keys ...string) error {
	others, err := c.List(token)
	if err != nil {
		return err
	}
	for _, other := range others {
		if !slices.ContainsFunc(keys, func(key string) bool { return other.Str(key) != c.In.Str(key) }) {
			return fault
		}
	}
	return nil
}

func authorizerUnused(c *Call) error {
	routes, err := c.List(routeType)
	if err != nil {
		return err
	}
	for _, r := range routes {
		if r.Str("apiId") == c.Was.Str("apiId") && r.Str("authorizerId") == c.ID {
			return awserr.New("ApiGatewayV2", "DeleteAuthorizer", "ConflictException",
				"Cannot delete authorizer '%s', is referenced in route: %s", c.ID, r.Str("routeKey"))
		}
	}
	return nil
}

// routeAuthorizer wants the authorizer that a route asks to be there and of its kind.
func routeAuthorizer(operation string) Rule {
	return func(c *Call) error {
		kind := c.In.Str("authorizationType")
		if kind != "JWT" && kind != "CUSTOM" {
			return nil
		}
		if _, ok := c.Get(authorizerType, c.In.Str("apiId")+"/"+c.In.Str("authorizerId")); !ok {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				"Invalid authorizer ID specified. Setting the authorization type to CUSTOM or JWT requires a valid authorizer.")
		}
		return nil
	}
}

// corsParts rejects what no browser would follow.
func corsParts(operation string) Rule {
	return func(c *Call) error {
		origins := c.In.Strs("corsConfiguration.allowOrigins")
		if c.In.Bool("corsConfiguration.allowCredentials") && slices.Contains(origins, "*") {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				"Allow-credentials is not supported when allow-origin is *")
		}
		return nil
	}
}

// certificateHere wants a regional domain's certificate to be of the region.
func certificateHere(operation string) Rule {
	return func(c *Call) error {
		certificate := c.In.Str("domainNameConfiguration.certificateArn")
		if at := arnOf(certificate); at.Service != "acm" || at.Region != c.Region || at.AccountID != c.Account &&
			c.Simulated(at.AccountID) {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException",
				"Certificate %s in account %s not yet issued", certificate, c.Account)
		}
		return nil
	}
}

func mappingParts(operation string) Rule {
	return func(c *Call) error {
		if _, ok := c.Get(domainNameType, c.In.Str("domainName")); !ok {
			return awserr.New("ApiGatewayV2", operation, "NotFoundException", "Invalid domain name identifier specified")
		}
		if _, ok := c.Get(stageType, c.In.Str("apiId")+"/"+c.In.Str("stage")); !ok {
			return awserr.New("ApiGatewayV2", operation, "BadRequestException", "Invalid stage identifier specified")
		}
		return nil
	}
}

// notMapped wants no domain's name to lead to an API, or to a stage of it.
func notMapped(operation, what string) Rule {
	return func(c *Call) error {
		mappings, err := c.List(apiMappingType)
		if err != nil {
			return err
		}
		for _, mapping := range mappings {
			api, stage := mapping.Str("apiId"), mapping.Str("stage")
			if api == c.ID || api == c.Was.Str("apiId") && stage == c.ID {
				return awserr.New("ApiGatewayV2", operation, "BadRequestException",
					"Deleting %s failed. Please remove all base path mappings related to the %s in your domains", what, what)
			}
		}
		return nil
	}
}

// dropMappings removes what goes with a domain's name.
func dropMappings(c *Call) error {
	list, err := c.Store.List(c.Account, apiMappingType)
	if err != nil {
		return err
	}
	for _, mapping := range list {
		if mapping.Outputs["domainName"] == c.ID {
			if err := c.Store.Delete(c.Account, apiMappingType, mapping.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

// qualifierThere wants the alias at hand to be there.
func qualifierThere(operation, path string) Rule {
	return func(c *Call) error {
		qualifier := c.In.Str("qualifier")
		if qualifier == "" {
			return nil
		}
		alias := c.ARN("lambda", "function:"+functionName(c.In.Str(path))+":"+qualifier)
		if _, ok := c.Get(functionAliasType, alias); !ok {
			return awserr.New("Lambda", operation, "ResourceNotFoundException", "Cannot find alias arn: %s", alias)
		}
		return nil
	}
}

// shortMethods are Lambda's: OPTIONS is answered for, and too long to be named.
func shortMethods(c *Call) []awserr.Fault {
	for _, method := range c.In.Strs("cors.allowMethods") {
		if len(method) > 6 {
			return fault("cors.allowMethods", "expected length of cors.allowMethods to be in the range (1 - 6), got %s", method)
		}
	}
	return nil
}
