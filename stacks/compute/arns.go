package compute

import (
	"fmt"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// shifts are CodeDeploy's ways to move traffic that the delivery layer offers
// (CodeDeploy User Guide, deployment-configurations).
var shifts = []string{
	"CodeDeployDefault.LambdaAllAtOnce",
	"CodeDeployDefault.LambdaCanary10Percent5Minutes",
	"CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
}

// trusted are the ARNs that the delivery layer's pipelines and release machines
// will have: names and accounts give them before they exist.
func (c Config) trusted(own awsaccount.Account) Trusted {
	t := Trusted{Account: own.ID}
	for _, s := range c.Services {
		n := c.Names.Services[s.String()]
		t.Pipelines = append(t.Pipelines, fmt.Sprintf("arn:aws:codepipeline:%s:%s:%s", own.Region, own.ID, n.Pipeline))
		t.Roles = append(t.Roles, fmt.Sprintf("arn:aws:iam::%s:role/%s", own.ID, n.ReleaseRole))
	}
	return t
}

// released are the ARNs of what releases work on in the target account.
func (c Config) released(target awsaccount.Account, foundation contract.Foundation) Released {
	arn := func(service, resource string) string {
		return fmt.Sprintf("arn:aws:%s:%s:%s:%s", service, target.Region, target.ID, resource)
	}
	app := c.Names.Application.String()
	r := Released{Application: arn("codedeploy", "application:"+app), Region: target.Region}
	if len(c.Variables) > 0 {
		r.Key = c.variablesKey(foundation)
	}
	for _, shift := range shifts {
		r.Configs = append(r.Configs, arn("codedeploy", "deploymentconfig:"+shift))
	}
	for _, s := range c.Services {
		n := c.Names.Services[s.String()]
		function := arn("lambda", "function:"+n.Function.String())
		r.Functions = append(r.Functions, function)
		r.Aliases = append(r.Aliases, function+":"+naming.LiveAlias)
		r.ErrorAlarms = append(r.ErrorAlarms, arn("cloudwatch", "alarm:"+n.ErrorAlarm.String()))
		r.Groups = append(r.Groups, arn("codedeploy", "deploymentgroup:"+app+"/"+n.DeploymentGroup.String()))
		r.Repositories = append(r.Repositories, foundation.Services[s.String()].Arn)
	}
	return r
}
