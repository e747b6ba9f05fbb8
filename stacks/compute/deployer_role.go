package compute

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/naming"
)

// sessionSeconds is the shortest that IAM lets a role's longest session be.
const sessionSeconds = 3600

// DeployerArgs is what a Deployer is made from.
type DeployerArgs struct {
	Role     naming.Name
	Trusted  Trusted
	Released Released
}

// Deployer is the role that releases assume to work on the functions, in the
// account of the functions, be that the pipelines' own or another.
type Deployer struct {
	pulumi.ResourceState
	RoleArn pulumi.StringOutput
}

// NewDeployer makes the role, who may assume it and what it may do.
func NewDeployer(ctx *pulumi.Context, name string, args DeployerArgs, opts ...pulumi.ResourceOption) (*Deployer, error) {
	d := &Deployer{}
	if err := ctx.RegisterComponentResource("slipway:compute:Deployer", name, d, opts...); err != nil {
		return nil, fmt.Errorf("register component %s: %w", name, err)
	}
	role, err := iam.NewRole(ctx, name+"-role", &iam.RoleArgs{
		Name:               pulumi.String(args.Role.String()),
		Description:        pulumi.String("What releases do in the account of the functions"),
		AssumeRolePolicy:   args.Trusted.policy().JSON(),
		MaxSessionDuration: pulumi.Int(sessionSeconds),
	}, pulumi.Parent(d), named)
	if err != nil {
		return nil, fmt.Errorf("create deployer role: %w", err)
	}
	_, err = iam.NewRolePolicy(ctx, name+"-policy", &iam.RolePolicyArgs{
		Name:   pulumi.String("release"),
		Role:   role.Name,
		Policy: args.Released.policy().JSON(),
	}, pulumi.Parent(d))
	if err != nil {
		return nil, fmt.Errorf("create deployer policy: %w", err)
	}
	d.RoleArn = role.Arn
	return d, ctx.RegisterResourceOutputs(d, pulumi.Map{"roleArn": d.RoleArn})
}
