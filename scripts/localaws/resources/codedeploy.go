package resources

import (
	"fmt"
	"strings"

	"slipway/scripts/localaws/properties"
)

const (
	applicationType     = "aws:codedeploy/application:Application"
	deploymentGroupType = "aws:codedeploy/deploymentGroup:DeploymentGroup"
)

func codedeployTypes() []*Type {
	rules := func(operation string) []Rule {
		return []Rule{
			applicationThere(operation), assumable("CodeDeploy", operation, "serviceRoleArn", "codedeploy.amazonaws.com"),
			deploymentConfig(operation), groupAlarms(operation), lambdaStyle(operation),
		}
	}
	return []*Type{
		{
			Token:    applicationType,
			Label:    "CodeDeploy Application",
			Tagged:   true,
			Replace:  []string{"computePlatform"},
			Defaults: properties.Map{"computePlatform": "Server"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      100,
			},
			ID: func(c *Call) string { return c.UUID() + ":" + c.Name() },
			Outputs: func(c *Call) properties.Map {
				number, _, _ := strings.Cut(c.ID, ":")
				return properties.Map{
					"arn":               c.ARN("codedeploy", "application:"+c.Name()),
					"applicationId":     number,
					"githubAccountName": "",
					"linkedToGithub":    false,
				}
			},
			Validate: []Check{oneOf("computePlatform", "Server", "Lambda", "ECS")},
			Create:   []Rule{applicationNameFree},
		},
		{
			Token:    deploymentGroupType,
			Label:    "CodeDeploy Deployment Group",
			Tagged:   true,
			Required: []string{"appName", "deploymentGroupName", "serviceRoleArn"},
			Defaults: properties.Map{
				"deploymentConfigName":      "CodeDeployDefault.OneAtATime",
				"outdatedInstancesStrategy": "UPDATE",
				"terminationHookEnabled":    false,
			},
			Name: Name{
				Property: "deploymentGroupName",
				Min:      1,
				Max:      100,
			},
			ID: (*Call).UUID,
			Outputs: func(c *Call) properties.Map {
				platform := "Server"
				if app, ok := application(c); ok {
					platform = app.Str("computePlatform")
				}
				return properties.Map{
					"arn":               c.ARN("codedeploy", fmt.Sprintf("deploymentgroup:%s/%s", c.In.Str("appName"), c.Name())),
					"deploymentGroupId": c.ID, "computePlatform": platform,
				}
			},
			Validate: []Check{longest("appName", 100), longest("deploymentConfigName", 100),
				isARN("serviceRoleArn"), rollbackEvents},
			Create: append(rules("CreateDeploymentGroup"), groupNameFree),
			Update: rules("UpdateDeploymentGroup"),
		},
	}
}
