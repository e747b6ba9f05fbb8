package delivery

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codedeploy"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/naming"
)

// DeploymentsArgs describe what all services' traffic shifts share.
type DeploymentsArgs struct {
	Application naming.Name
	Role        naming.Name
	Target      awsaccount.Account // where the functions are
}

// Deployments is the CodeDeploy application, in the account of the functions:
// CodeDeploy moves the traffic of functions of its own account only.
type Deployments struct {
	pulumi.ResourceState

	Application pulumi.StringOutput // its name
	role        *role
}

// NewDeployments makes the application and the role CodeDeploy works with. The
// role may do nothing yet: each release adds what its own service needs, so
// that a service that comes or goes changes nothing here. AWS's own policy for
// this role would open every function of the account.
func NewDeployments(ctx *pulumi.Context, name string, args DeploymentsArgs, opts ...pulumi.ResourceOption) (*Deployments, error) {
	d := &Deployments{}
	if err := ctx.RegisterComponentResource("slipway:delivery:Deployments", name, d, opts...); err != nil {
		return nil, fmt.Errorf("create deployments: %w", err)
	}
	application, err := codedeploy.NewApplication(ctx, name+"-application", &codedeploy.ApplicationArgs{
		Name:            pulumi.String(args.Application.String()),
		ComputePlatform: pulumi.String("Lambda"),
	}, named(d, args.Target)...)
	if err != nil {
		return nil, fmt.Errorf("create CodeDeploy application %s: %w", args.Application, err)
	}
	d.role, err = newRole(ctx, name+"-role", roleArgs{
		Name: args.Role, Account: args.Target, Service: "codedeploy.amazonaws.com",
		// Any group of this application (CodeDeploy user guide, security_confused_deputy).
		Sources: []string{arn(args.Target, "codedeploy", "deploymentgroup:"+args.Application.String()+"/*")},
	}, d)
	if err != nil {
		return nil, err
	}
	d.Application = application.Name
	return d, ctx.RegisterResourceOutputs(d, pulumi.Map{"application": d.Application})
}
