package resources

import (
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// functionName takes the name out of a function's name, ARN or qualified ARN.
func functionName(ref string) string {
	if rest, ok := strings.CutPrefix(arnOf(ref).Resource, "function:"); ok {
		ref = rest
	}
	name, _, _ := strings.Cut(ref, ":")
	return name
}

// Changed reports whether the call sets the input to something new.
func (c *Call) Changed(key string) bool {
	return c.Was == nil || !sameJSON(c.Old[key], c.In[key])
}

// sameJSON compares an input before and after; archives by their hash.
func sameJSON(a, b any) bool { return render(map[string]any{"v": a}) == render(map[string]any{"v": b}) }

func codeChanged(c *Call) bool {
	return slices.ContainsFunc([]string{"imageUri", "code", "s3Key", "s3ObjectVersion", "sourceCodeHash", "architectures"},
		c.Changed)
}

// PublishedSettings are the properties of a function, beside its code, that a version
// keeps as they were when it was published; tags and concurrency are not among them.
func PublishedSettings() []string {
	return []string{
		"deadLetterConfig", "description", "environment", "ephemeralStorage", "fileSystemConfig", "handler", "imageConfig",
		"kmsKeyArn", "layers", "loggingConfig", "memorySize", "role", "runtime", "snapStart", "timeout", "tracingConfig",
		"vpcConfig",
	}
}

// SettingsOf picks them from a function's outputs.
func SettingsOf(function properties.Map) properties.Map {
	settings := properties.Map{}
	for _, key := range PublishedSettings() {
		if value, given := function[key]; given {
			settings[key] = value
		}
	}
	return settings
}

// functionChanged reports whether code or configuration changed.
func functionChanged(c *Call) bool { return codeChanged(c) || settingsChanged(c) }

func settingsChanged(c *Call) bool {
	return slices.ContainsFunc(append(PublishedSettings(), "publish"), func(key string) bool {
		if c.Was == nil {
			return true
		}
		before, given := c.Old[key]
		if !given {
			before = c.Type.Defaults[key]
		}
		return !sameJSON(before, c.In[key])
	})
}

func functionPackage(c *Call) []awserr.Fault {
	if c.In.Str("packageType") == "Image" {
		if !c.In.Has("imageUri") {
			return fault("imageUri", "imageUri must be set when packageType is Image")
		}
		return nil
	}
	if c.In.IsUnknown("packageType") {
		return nil
	}
	var out []awserr.Fault
	for _, key := range []string{"handler", "runtime"} {
		if !c.In.Has(key) {
			out = append(out, fault(key, "handler and runtime must be set when packageType is Zip")...)
		}
	}
	if !c.In.Has("code") && !c.In.Has("s3Bucket") {
		out = append(out, fault("code", "one of `code,imageUri,s3Bucket` must be specified")...)
	}
	if runtime, ok := c.In.Text("runtime"); ok && !slices.Contains(runtimes, runtime) {
		out = append(out, fault("runtime", "expected runtime to be one of %q, got %s", runtimes, runtime)...)
	}
	return out
}

// runtimes are the managed runtimes that Lambda lets one create (Lambda
// developer guide, runtimes).
var runtimes = []string{
	"nodejs18.x", "nodejs20.x", "nodejs22.x", "python3.9", "python3.10", "python3.11", "python3.12", "python3.13",
	"java8.al2", "java11", "java17", "java21", "dotnet8", "ruby3.2", "ruby3.3", "ruby3.4",
	"provided.al2", "provided.al2023",
}

func architectures(c *Call) []awserr.Fault {
	for _, a := range c.In.Strs("architectures") {
		if a != "x86_64" && a != "arm64" {
			return fault("architectures", `expected architectures.0 to be one of ["x86_64" "arm64"], got %s`, a)
		}
	}
	return nil
}

// logLevels rejects levels of a log that is not filtered by them.
func logLevels(operation string) Rule {
	return func(c *Call) error {
		if c.In.Str("loggingConfig.logFormat") == "JSON" {
			return nil
		}
		for _, level := range []string{"applicationLogLevel", "systemLogLevel"} {
			if c.In.Str("loggingConfig."+level) != "" {
				return awserr.New("Lambda", operation, "InvalidParameterValueException",
					"Log level filtering is only available for functions with the JSON log format.")
			}
		}
		return nil
	}
}

func lambdaRole(operation string) Rule {
	return func(c *Call) error {
		role, ok := c.In.Text("role")
		if ok && !c.trusts(role, c.serviceRequest("lambda.amazonaws.com")) {
			return awserr.New("Lambda", operation, "InvalidParameterValueException",
				"The role defined for the function cannot be assumed by Lambda.")
		}
		return nil
	}
}

// unreservedMinimum is what Lambda keeps for functions without a reservation. An account
// that has less keeps all, and says so in its words.
const unreservedMinimum = 100

func concurrencyLeft(c *Call) error {
	wanted, ok := c.In.Num("reservedConcurrentExecutions")
	if !ok || wanted <= 0 {
		return nil
	}
	functions, err := c.List(functionType)
	if err != nil {
		return err
	}
	total := wanted
	for _, f := range functions {
		if n, ok := f.Num("reservedConcurrentExecutions"); ok && n > 0 && f.Str("name") != c.Name() {
			total += n
		}
	}
	if float64(c.Concurrency)-total < unreservedMinimum {
		return awserr.New("Lambda", "PutFunctionConcurrency", "InvalidParameterValueException",
			"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its "+
				"minimum value of [%d].",
			min(unreservedMinimum, c.Concurrency))
	}
	return nil
}
