package resources

import (
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
)

func groupNameFree(c *Call) error {
	list, err := c.List(deploymentGroupType)
	if err != nil {
		return err
	}
	for _, g := range list {
		if g.Str("appName") == c.In.Str("appName") && g.Str("deploymentGroupName") == c.Name() {
			return awserr.New("CodeDeploy", "CreateDeploymentGroup", "DeploymentGroupAlreadyExistsException",
				"A deployment group with the name %s already exists in the application %s.", c.Name(), c.In.Str("appName"))
		}
	}
	return nil
}

// deploymentConfigs are the predefined ones by compute platform (CodeDeploy
// user guide, predefined deployment configurations).
var deploymentConfigs = map[string][]string{
	"Lambda": {
		"CodeDeployDefault.LambdaAllAtOnce", "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		"CodeDeployDefault.LambdaCanary10Percent10Minutes",
		"CodeDeployDefault.LambdaCanary10Percent15Minutes", "CodeDeployDefault.LambdaCanary10Percent30Minutes",
		"CodeDeployDefault.LambdaLinear10PercentEvery1Minute", "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
		"CodeDeployDefault.LambdaLinear10PercentEvery3Minutes", "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes",
	},
	"ECS": {
		"CodeDeployDefault.ECSAllAtOnce", "CodeDeployDefault.ECSCanary10Percent5Minutes",
		"CodeDeployDefault.ECSCanary10Percent15Minutes",
		"CodeDeployDefault.ECSLinear10PercentEvery1Minutes", "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
	},
	"Server": {"CodeDeployDefault.AllAtOnce", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.OneAtATime"},
}

func deploymentConfig(operation string) Rule {
	return func(c *Call) error {
		name := c.In.Str("deploymentConfigName")
		app, _ := application(c)
		platform := app.Str("computePlatform")
		for of, names := range deploymentConfigs {
			if !slices.Contains(names, name) {
				continue
			}
			if of != platform {
				return awserr.New("CodeDeploy", operation, "InvalidDeploymentConfigNameException",
					"The Compute Platform %s of the application %s does not go with the deployment configuration %s",
					platform, app.Str("name"), name)
			}
			return nil
		}
		return awserr.New("CodeDeploy", operation, "DeploymentConfigDoesNotExistException",
			"No deployment configuration found for name: %s", name)
	}
}

const groupAlarmLimit = 10

func groupAlarms(operation string) Rule {
	return func(c *Call) error {
		alarms := c.In.Strs("alarmConfiguration.alarms")
		if len(alarms) > groupAlarmLimit {
			return awserr.New("CodeDeploy", operation, "AlarmsLimitExceededException",
				"The maximum number of alarms for a deployment group (%d) was exceeded.", groupAlarmLimit)
		}
		if c.In.Bool("alarmConfiguration.enabled") && len(alarms) == 0 {
			return awserr.New("CodeDeploy", operation, "InvalidAlarmConfigException",
				"Alarms are enabled but no alarm is named.")
		}
		for _, name := range alarms {
			if _, ok := c.Get(alarmType, name); !ok {
				return awserr.Warn("the deployment group %s names the alarm %s, which does not exist in account %s: "+
					"no deployment would ever be rolled back by it.", c.Name(), name,
					c.Account)
			}
		}
		return nil
	}
}

// lambdaStyle: traffic of a Lambda function is shifted blue/green with traffic control.
func lambdaStyle(operation string) Rule {
	return func(c *Call) error {
		app, _ := application(c)
		if app.Str("computePlatform") != "Lambda" {
			return nil
		}
		if c.In.Str("deploymentStyle.deploymentType") != "BLUE_GREEN" ||
			c.In.Str("deploymentStyle.deploymentOption") != "WITH_TRAFFIC_CONTROL" {
			return awserr.New("CodeDeploy", operation, "InvalidDeploymentStyleException",
				"For Lambda deployment group, deploymentType must be BLUE_GREEN and deploymentOption must be WITH_TRAFFIC_CONTROL")
		}
		return nil
	}
}

func rollbackEvents(c *Call) []awserr.Fault {
	known := []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"}
	for _, event := range c.In.Strs("autoRollbackConfiguration.events") {
		if !slices.Contains(known, event) {
			return fault("autoRollbackConfiguration.events", "expected events to be one of [%s], got %s",
				strings.Join(known, " "), event)
		}
	}
	return nil
}
