package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// sessionSeconds is the longest a session may last: one hour, the lowest limit that
// IAM accepts for a role.
const sessionSeconds = 3600

// DeployerArgs is what a Deployer is made from.
type DeployerArgs struct {
	Service  string
	Role     naming.Name
	Trusted  Trusted
	Released Released
	Account  awsaccount.Account
}

// Deployer is the role that a service's releases assume to work on its function,
// in the account of the functions, be that the pipelines' own or another.
type Deployer struct {
	pulumi.ResourceState
	RoleArn pulumi.StringOutput
}

// NewDeployer makes the role, who may assume it and what it may do.
func NewDeployer(
	ctx *pulumi.Context, name string, args DeployerArgs, opts ...pulumi.ResourceOption,
) (*Deployer, error) {
	d := &Deployer{}
	if err := component.Register(ctx, contract.ComputeLayer, "Deployer", name, d, opts...); err != nil {
		return nil, err
	}
	role, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:              args.Role,
		Description:       "What releases of " + args.Service + " do in the account of the functions",
		Trust:             args.Trusted.policy(),
		MaxSessionSeconds: sessionSeconds,
		Policy:            args.Released.policy(),
		PolicyName:        "release",
		PolicyResource:    name + "-policy",
		Account:           args.Account,
		Tags:              component.ServiceTags(args.Service),
	}, d)
	if err != nil {
		return nil, err
	}
	d.RoleArn = component.After(role.Arn, role.Ready...)
	return d, ctx.RegisterResourceOutputs(d, pulumi.Map{"roleArn": d.RoleArn})
}
