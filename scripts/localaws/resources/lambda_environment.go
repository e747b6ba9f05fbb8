package resources

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
)

var environmentName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_]+$`)

func environmentNames(c *Call) []awserr.Fault {
	var out []awserr.Fault
	for _, name := range slices.Sorted(maps.Keys(c.In.Sub("environment.variables"))) {
		if !environmentName.MatchString(name) {
			out = append(out,
				fault("environment.variables",
					"%s must be valid environment variable name: letters, digits and underscores after a letter", name)...)
		}
	}
	return out
}

// reservedNames are set by Lambda itself (Lambda developer guide, reserved
// environment variables).
var reservedNames = []string{
	"_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
	"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
	"AWS_LAMBDA_LOG_GROUP_NAME",
	"AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
	"AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
}

const environmentLimit = 4096 // bytes of all variables together (Lambda quotas)

func functionEnvironment(operation string) Rule {
	return func(c *Call) error {
		total := 0
		var reserved []string
		for name, value := range c.In.Sub("environment.variables") {
			total += len(name) + len(fmt.Sprint(value))
			if slices.Contains(reservedNames, name) {
				reserved = append(reserved, name)
			}
		}
		if len(reserved) > 0 {
			slices.Sort(reserved)
			return awserr.New("Lambda", operation, "InvalidParameterValueException",
				"Lambda was unable to configure your environment variables because the environment variables you have provided "+
					"contains reserved keys that are currently not supported for modification. Reserved keys used in this request: %s",
				strings.Join(reserved, ", "))
		}
		if total > environmentLimit {
			return awserr.New("Lambda", operation, "InvalidParameterValueException",
				"Lambda was unable to configure your environment variables because the environment variables you have provided "+
					"exceeded the 4KB limit.")
		}
		return nil
	}
}
