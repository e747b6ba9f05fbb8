package push

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codestarconnections"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// ConnectionArgs describe the connection to GitHub.
type ConnectionArgs struct {
	Name        naming.Name
	ExistingArn string // a connection that is there already; "" makes one
	Account     awsaccount.Account
}

// Connection is what pipelines fetch the source through (R2): no token of a
// person is kept anywhere.
type Connection struct {
	pulumi.ResourceState

	Arn pulumi.StringOutput
}

// NewConnection creates the connection, or wraps the existing one. A new
// connection is PENDING until a person confirms it in the console: GitHub asks
// somebody who may install applications.
func NewConnection(
	ctx *pulumi.Context, name string, args ConnectionArgs, opts ...pulumi.ResourceOption,
) (*Connection, error) {
	c := &Connection{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Connection", name, c, opts...); err != nil {
		return nil, err
	}
	c.Arn = pulumi.String(args.ExistingArn).ToStringOutput()
	if args.ExistingArn == "" {
		made, err := codestarconnections.NewConnection(ctx, name+"-github", &codestarconnections.ConnectionArgs{
			Name:         pulumi.String(args.Name.String()),
			ProviderType: pulumi.String("GitHub"),
		}, component.Named(c, args.Account)...)
		if err != nil {
			return nil, fmt.Errorf("create connection %s: %w", args.Name, err)
		}
		c.Arn = made.Arn
	}
	return c, ctx.RegisterResourceOutputs(c, pulumi.Map{"arn": c.Arn})
}
