package component

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Register registers c as the component of type slipway:<layer>:<typ> that its
// resources are children of.
func Register(
	ctx *pulumi.Context, layer, typ, name string, c pulumi.ComponentResource, opts ...pulumi.ResourceOption,
) error {
	if err := ctx.RegisterComponentResource("slipway:"+layer+":"+typ, name, c, opts...); err != nil {
		return fmt.Errorf("register component %s: %w", name, err)
	}
	return nil
}
