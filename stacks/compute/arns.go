package compute

import (
	"slices"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// trusted are the ARNs that the delivery layer's pipelines and release machines
// will have: names and accounts give them before they exist.
func (c Config) trusted(own awsaccount.Account) Trusted {
	t := Trusted{Account: own.ID}
	for _, s := range c.Services {
		n := c.Names.Services[s.String()]
		t.Pipelines = append(t.Pipelines, own.Arn("codepipeline", n.Pipeline.String()))
		t.Roles = append(t.Roles, awsaccount.RoleArn(own.ID, n.ReleaseRole.String()))
	}
	return t
}

// released are the ARNs of what releases work on in the target account.
func (c Config) released(target awsaccount.Account, foundation contract.Foundation) Released {
	app := c.Names.Application.String()
	r := Released{Application: target.Arn("codedeploy", "application:"+app), Region: target.Region}
	if len(c.Variables) > 0 {
		r.Key = c.variablesKey(foundation)
	}
	for _, shift := range contract.Shifts() {
		r.Configs = append(r.Configs, target.Arn("codedeploy", "deploymentconfig:"+shift.Configuration))
	}
	slices.Sort(r.Configs)
	for _, s := range c.Services {
		n := c.Names.Services[s.String()]
		function := target.Arn("lambda", "function:"+n.Function.String())
		r.Functions = append(r.Functions, function)
		r.Aliases = append(r.Aliases, function+":"+naming.LiveAlias)
		r.ErrorAlarms = append(r.ErrorAlarms, target.Arn("cloudwatch", "alarm:"+n.ErrorAlarm.String()))
		r.Groups = append(r.Groups, target.Arn("codedeploy", "deploymentgroup:"+app+"/"+n.DeploymentGroup.String()))
		r.Repositories = append(r.Repositories, foundation.Services[s.String()].Arn)
	}
	return r
}
