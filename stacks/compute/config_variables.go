package compute

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// variablePattern is Lambda's (Lambda API, Environment).
var variablePattern = regexp.MustCompile(`^[a-zA-Z]([a-zA-Z0-9_])+$`)

// maxVariableBytes is what all variables of one function may hold together
// (Lambda Developer Guide, gettingstarted-limits).
const maxVariableBytes = 4096

// reservedVariables are set by Lambda itself (Lambda Developer Guide,
// configuration-envvars); AWS rejects a function that tries.
var reservedVariables = []string{
	"AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
	"AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
	"AWS_LAMBDA_LOG_GROUP_NAME",
	"AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
	"LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT",
}

func variables(r *config.Reader, c config.Common) map[string]map[string]string {
	given, all := map[string]map[string]any{}, map[string]map[string]string{}
	r.Object("variables", &given, `an object from service to variables, such as {"api": {"LOG_LEVEL": "info"}}`)
	for service, variables := range given {
		all[service] = map[string]string{}
		for _, name := range sorted(variables) {
			text, is := variables[name].(string)
			if !is { // the value is not repeated: it may be a secret
				r.Reject("variables", service+"."+name, "a text; write its value in quotes")
			}
			all[service][name] = text
		}
	}
	for _, service := range sorted(all) {
		if !c.Has(service) {
			r.Reject("variables", service, unknownService)
		}
		checkVariables(r, service, all[service])
	}
	return all
}

// checkVariables rejects what Lambda does not take as a function's variables. at is
// the service, "" for a reader of the service itself.
func checkVariables(r *config.Reader, at string, all map[string]string) {
	for _, name := range sorted(all) {
		rejectVariable(r, strings.TrimPrefix(at+"."+name, "."), name, all[name])
	}
	checkSize(r, at, all)
}

func checkSize(r *config.Reader, at string, all map[string]string) {
	size := 0
	for name, value := range all {
		size += len(name) + len(value)
	}
	if size > maxVariableBytes {
		r.Reject("variables", at,
			fmt.Sprintf("variables of %d bytes, Lambda takes %d for one function", size, maxVariableBytes))
	}
}

// accessKeyPattern matches the id of an AWS access key (IAM User Guide,
// reference_identifiers), which never comes without its secret.
var accessKeyPattern = regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`)

func rejectVariable(r *config.Reader, at, name, value string) {
	fault := variableFault(name)
	switch {
	case fault != "":
		r.Reject("variables", at, fault)
	case config.Misread(value):
		r.Reject("variables", at, config.ReferenceRule)
	case accessKeyPattern.MatchString(value):
		// The value is not repeated: it is a secret.
		r.Reject("variables", at,
			"an AWS access key; let the function's role give it rights, and keep secrets in Secrets Manager")
	case strings.ContainsRune(value, 0):
		r.Reject("variables", at, "a value without a zero byte")
	}
}

// variableFault is why Lambda takes no variable of the name, "" for no reason.
func variableFault(name string) string {
	switch {
	case !variablePattern.MatchString(name):
		return "a name of letters, digits and underscores that begins with a letter, at least two long"
	case slices.Contains(reservedVariables, name):
		return "Lambda sets this variable itself"
	}
	return ""
}

// variablesKey is the customer managed key, or nil for the one that AWS manages
// where the functions live in another account: the key is not shared with it.
func (c Config) variablesKey(foundation contract.Foundation) pulumi.StringInput {
	if c.Target.Separate() {
		return nil
	}
	return foundation.KeyArn
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
