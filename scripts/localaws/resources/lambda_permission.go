package resources

import (
	"maps"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
)

func functionThere(operation, path string) Rule {
	return func(c *Call) error {
		name := functionName(c.In.Str(path))
		if _, ok := c.Get(functionType, name); !ok {
			return awserr.New("Lambda", operation, "ResourceNotFoundException", "Function not found: %s",
				c.ARN("lambda", "function:"+name))
		}
		return nil
	}
}

// aliasVersions wants the versions that the alias names to be published.
func aliasVersions(operation string) Rule {
	return func(c *Call) error {
		name := functionName(c.In.Str("functionName"))
		versions := []string{c.In.Str("functionVersion")}
		weights := c.In.Sub("routingConfig.additionalVersionWeights")
		versions = append(versions, slices.Sorted(maps.Keys(weights))...)
		for _, v := range versions {
			if v == "$LATEST" && len(weights) > 0 {
				return awserr.New("Lambda", operation, "InvalidParameterValueException",
					"$LATEST is not supported for an alias pointing to more than 1 version")
			}
			if v == "$LATEST" {
				continue
			}
			if _, ok := c.Get(FunctionVersionType, name+"/"+v); !ok {
				return awserr.New("Lambda", operation, "ResourceNotFoundException", "Function not found: %s",
					c.ARN("lambda", "function:"+name+":"+v))
			}
		}
		return nil
	}
}

func permissionAction(c *Call) []awserr.Fault {
	if action, ok := c.In.Text("action"); ok && action != "*" && !strings.HasPrefix(action, "lambda:") {
		return fault("action", "invalid value for action (must be * or begin with lambda:): %s", action)
	}
	return nil
}

func permissionPrincipal(c *Call) error {
	who := c.In.Str("principal")
	if who == "*" || knownService(who) || c.awsPrincipalExists(who) {
		return nil
	}
	return awserr.New("Lambda", "AddPermission", "InvalidParameterValueException",
		"The provided principal was invalid. Please check the principal and try again.")
}
