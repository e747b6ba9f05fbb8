package resources

import (
	"maps"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// actionType is what CodePipeline's action structure reference says of one
// provider: configuration keys and how many artifacts go in and out.
type actionType struct {
	required, optional []string
	in, out            [2]int // least and most
}

// actionTypes are the providers that the simulated AWS knows, by category and name.
var actionTypes = map[string]actionType{
	"Source/CodeStarSourceConnection": {[]string{"ConnectionArn", "FullRepositoryId", "BranchName"},
		[]string{"OutputArtifactFormat", "DetectChanges"}, [2]int{0, 0}, [2]int{1, 1}},
	"Source/S3": {[]string{"S3Bucket", "S3ObjectKey"}, []string{"PollForSourceChanges", "AllowOverrideForS3ObjectKey"},
		[2]int{0, 0}, [2]int{1, 1}},
	"Source/ECR":      {[]string{"RepositoryName"}, []string{"ImageTag"}, [2]int{0, 0}, [2]int{1, 1}},
	"Build/CodeBuild": {[]string{"ProjectName"}, codeBuildOptions, [2]int{1, 5}, [2]int{0, 5}},
	"Test/CodeBuild":  {[]string{"ProjectName"}, codeBuildOptions, [2]int{1, 5}, [2]int{0, 5}},
	"Approval/Manual": {nil, []string{"CustomData", "ExternalEntityLink", "NotificationArn"},
		[2]int{0, 0}, [2]int{0, 0}},
	"Invoke/StepFunctions": {[]string{"StateMachineArn"}, []string{"Input", "InputType", "ExecutionNamePrefix"},
		[2]int{0, 1}, [2]int{0, 1}},
	"Invoke/Lambda": {[]string{"FunctionName"}, []string{"UserParameters"}, [2]int{0, 5}, [2]int{0, 5}},
	"Deploy/Lambda": {[]string{"FunctionName"},
		[]string{"FunctionAlias", "PublishedTargetVersion", "DeployStrategy", "Alarms"}, [2]int{0, 1}, [2]int{0, 0}},
	"Deploy/S3": {[]string{"BucketName", "Extract"},
		[]string{"ObjectKey", "KMSEncryptionKeyARN", "CannedACL", "CacheControl"}, [2]int{1, 1}, [2]int{0, 0}},
}

var codeBuildOptions = []string{
	"PrimarySource", "BatchEnabled", "CombineArtifacts", "EnvironmentVariables", "BuildspecOverride",
}

const configurationLimit = 1000 // characters of one configuration value (CodePipeline quotas)

// actionKeys checks each action against its provider's declaration.
func actionKeys(operation string) Rule {
	return func(c *Call) error {
		for _, stage := range c.In.Maps("stages") {
			for _, action := range stage.Maps("actions") {
				if err := actionFault(operation, c.Region, action); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func actionFault(operation, region string, action properties.Map) error {
	reject := func(format string, args ...any) error {
		return awserr.New("CodePipeline", operation, "InvalidActionDeclarationException", format, args...)
	}
	name := action.Str("name")
	known, ok := actionTypes[action.Str("category")+"/"+action.Str("provider")]
	if !ok || action.Str("owner") != "AWS" || action.Str("version") != "1" {
		return reject("ActionType (Category: '%s', Provider: '%s', Owner: '%s', Version: "+
			"'%s') in action '%s' is not available in region %s",
			action.Str("category"), action.Str("provider"), action.Str("owner"), action.Str("version"), name,
			strings.ToUpper(strings.ReplaceAll(region, "-", "_")))
	}
	configuration := action.Sub("configuration")
	for _, key := range known.required {
		if configuration.Str(key) == "" {
			return reject("Action configuration for action '%s' is missing required configuration '%s'", name, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(configuration)) {
		if !slices.Contains(known.required, key) && !slices.Contains(known.optional, key) {
			return reject("Action configuration for action '%s' contains unknown configuration '%s'", name, key)
		}
		if n := len(configuration.Str(key)); n > configurationLimit {
			return reject("Action configuration value of '%s' in action '%s' has %d characters, more than %d", key,
				name, n, configurationLimit)
		}
	}
	in, out := len(action.Strs("inputArtifacts")), len(action.Strs("outputArtifacts"))
	for _, side := range []struct {
		what  string
		n     int
		limit [2]int
	}{{"input", in, known.in}, {"output", out, known.out}} {
		if side.n < side.limit[0] || side.n > side.limit[1] {
			return reject("Action '%s' has %d %s artifacts; action type %s/%s takes %d to %d",
				name, side.n, side.what, action.Str("category"), action.Str("provider"), side.limit[0], side.limit[1])
		}
	}
	if action.Str("provider") == "CodeBuild" && in > 1 && configuration.Str("PrimarySource") == "" {
		return reject("Action configuration for action '%s' is missing required configuration 'PrimarySource'", name)
	}
	return nil
}
