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
	Target      awsaccount.Account // where the functions are
}

// Deployments is the CodeDeploy application, in the account of the functions:
// CodeDeploy moves the traffic of functions of its own account only.
type Deployments struct {
	pulumi.ResourceState

	Application pulumi.StringOutput // its name
	groups      string              // ARNs of its deployment groups, as a pattern
}

// NewDeployments makes the application.
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
	d.Application = application.Name
	// Any group of this application (CodeDeploy user guide, security_confused_deputy).
	d.groups = args.Target.Arn("codedeploy", "deploymentgroup:"+args.Application.String()+"/*")
	return d, ctx.RegisterResourceOutputs(d, pulumi.Map{"application": d.Application})
}
