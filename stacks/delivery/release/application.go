package release

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codedeploy"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
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
	role        *component.Role
}

// NewDeployments makes the application and the role CodeDeploy works with. The
// role may do nothing yet: each release adds what its own service needs, so
// that adding or removing a service changes nothing here. AWS's own policy for
// this role would open every function of the account.
func NewDeployments(
	ctx *pulumi.Context, name string, args DeploymentsArgs, opts ...pulumi.ResourceOption,
) (*Deployments, error) {
	d := &Deployments{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Deployments", name, d, opts...); err != nil {
		return nil, err
	}
	application, err := codedeploy.NewApplication(ctx, name+"-application", &codedeploy.ApplicationArgs{
		Name:            pulumi.String(args.Application.String()),
		ComputePlatform: pulumi.String("Lambda"),
	}, component.Named(d, args.Target)...)
	if err != nil {
		return nil, fmt.Errorf("create CodeDeploy application %s: %w", args.Application, err)
	}
	// Any group of this application (CodeDeploy user guide, security_confused_deputy).
	groups := args.Target.Arn("codedeploy", "deploymentgroup:"+args.Application.String()+"/*")
	d.role, err = component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    args.Role,
		Trust:   component.TrustService("codedeploy.amazonaws.com", args.Target.ID, groups),
		Account: args.Target,
	}, d)
	if err != nil {
		return nil, err
	}
	d.Application = application.Name
	return d, ctx.RegisterResourceOutputs(d, pulumi.Map{"application": d.Application})
}
