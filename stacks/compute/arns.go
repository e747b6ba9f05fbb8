package compute

import (
	"slices"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// trusted are the ARNs that the service's pipeline and release machine will have
// in the delivery layer: names and accounts give them before they exist.
func (c Config) trusted(own awsaccount.Account, service string) Trusted {
	n := c.Names.Services[service]
	t := Trusted{
		Account:  own.ID,
		Role:     own.RoleArn(n.ReleaseRole),
		Pipeline: own.Arn("codepipeline", n.Pipeline.String()),
	}
	if c.DeployerTrust == TrustMachine {
		t.Machine = own.Arn("states", "stateMachine:"+n.Release.String())
	}
	return t
}

// released are the ARNs of what the service's releases work on in the target
// account.
func (c Config) released(target awsaccount.Account, service string, foundation contract.Foundation) Released {
	n, app := c.Names.Services[service], c.Names.Application.String()
	function := target.Arn("lambda", "function:"+n.Function.String())
	r := Released{
		Function: function,
		Alias:    function + ":" + naming.LiveAlias,
		Alarms: []string{
			target.Arn("cloudwatch", "alarm:"+n.ErrorAlarm.String()),
			target.Arn("cloudwatch", "alarm:"+n.ReleaseAlarm.String()),
		},
		Application: target.Arn("codedeploy", "application:"+app),
		Group:       target.Arn("codedeploy", "deploymentgroup:"+app+"/"+n.DeploymentGroup.String()),
		Repository:  foundation.Services[service].Arn,
		Region:      target.Region,
	}
	for _, alarm := range c.For(service).RollbackAlarms {
		r.Alarms = append(r.Alarms, target.Arn("cloudwatch", "alarm:"+alarm))
	}
	for _, shift := range contract.Shifts() {
		r.Configs = append(r.Configs, target.Arn("codedeploy", "deploymentconfig:"+shift.Configuration))
	}
	slices.Sort(r.Configs)
	if c.hasEnvironment(service) {
		r.Key = c.variablesKey(foundation)
	}
	return r
}
