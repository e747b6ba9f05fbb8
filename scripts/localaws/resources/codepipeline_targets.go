package resources

import (
	"fmt"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

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
