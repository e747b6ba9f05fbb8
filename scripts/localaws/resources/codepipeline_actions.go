package resources

import (
	"fmt"
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

// artifactStore wants the store's bucket in some simulated account and a usable key.
func artifactStore(operation string) Rule {
	return func(c *Call) error {
		for _, s := range c.In.Maps("artifactStores") {
			there, err := c.bucketAnywhere(s.Str("location"))
			if err != nil {
				return err
			}
			if !there {
				return invalidStructure(operation, "The artifact store's bucket %s does not exist", s.Str("location"))
			}
			if key := s.Str("encryptionKey.id"); key != "" {
				if err := c.rejectKey("CodePipeline", operation, key); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func (c *Call) bucketAnywhere(name string) (bool, error) {
	accounts, err := c.Store.Accounts()
	if err != nil {
		return false, err
	}
	for _, account := range accounts {
		if _, ok := c.GetIn(account, bucketType, name); ok {
			return true, nil
		}
	}
	return false, nil
}

// actionRoles: CodePipeline checks that the pipeline's role may assume each
// action's role. Across accounts the artifacts need a customer managed key.
func actionRoles(operation string) Rule {
	return func(c *Call) error {
		own := c.In.Str("roleArn")
		for _, stage := range c.In.Maps("stages") {
			for _, action := range stage.Maps("actions") {
				role := action.Str("roleArn")
				if role == "" {
					continue
				}
				why, err := c.cannotHop(own, role, "")
				if err != nil {
					return err
				}
				if why != "" {
					return invalidStructure(operation, "%s is not authorized to perform AssumeRole on role %s (action %s: %s)", own,
						role, action.Str("name"), why)
				}
				if arnOf(role).AccountID != c.Account && !c.customerKey() {
					return awserr.Warn("the action %s runs in account %s and could never read its artifacts: "+
						"the artifact store needs a customer managed key, an AWS managed key cannot be shared.",
						action.Str("name"), arnOf(role).AccountID)
				}
			}
		}
		return nil
	}
}

// customerKey reports whether every artifact store has a customer managed key.
func (c *Call) customerKey() bool {
	for _, s := range c.In.Maps("artifactStores") {
		if key := s.Str("encryptionKey.id"); key == "" || strings.Contains(key, "alias/aws/") {
			return false
		}
	}
	return true
}

// actionTargets: what the actions use exists, and the pipeline's role may use
// it. CodePipeline finds out when the action runs.
func actionTargets(string) Rule {
	return func(c *Call) error {
		for _, stage := range c.In.Maps("stages") {
			for _, action := range stage.Maps("actions") {
				why, err := c.actionTarget(action)
				if err != nil {
					return err
				}
				if why != "" {
					return awserr.Warn("the action %s of the pipeline %s would fail when it runs: %s.",
						action.Str("name"), c.Name(), why)
				}
			}
		}
		return nil
	}
}

// actionTarget says why the action would fail, "" when nothing is in its way.
func (c *Call) actionTarget(action properties.Map) (string, error) {
	configuration, role := action.Sub("configuration"), action.Str("roleArn")
	if role == "" {
		role = c.In.Str("roleArn")
	}
	var target, use string
	exists := true
	switch action.Str("provider") {
	case "CodeStarSourceConnection":
		// A connection made by hand is none of ours: only the grant is looked
		// at, under whichever of the service's two names the ARN has.
		target = configuration.Str("ConnectionArn")
		use = arnOf(target).Service + ":UseConnection"
	case "CodeBuild":
		target, use = c.ARN("codebuild", "project/"+configuration.Str("ProjectName")), "codebuild:StartBuild"
		_, exists = c.Get(projectType, target)
	case "StepFunctions":
		target, use = configuration.Str("StateMachineArn"), "states:StartExecution"
		_, exists = c.GetIn(arnOf(target).AccountID, stateMachineType, target)
	case "Manual":
		target, use = configuration.Str("NotificationArn"), "sns:Publish"
		_, exists = c.topic(target)
	}
	if target == "" || !c.Simulated(arnOf(target).AccountID) || !c.Simulated(arnOf(role).AccountID) {
		return "", nil
	}
	if !exists {
		return target + " does not exist", nil
	}
	ok, err := c.rolePermits(role, use, target)
	if err != nil || ok {
		return "", err
	}
	return fmt.Sprintf("the role %s may not %s on %s", role, use, target), nil
}
