// Command cmd deploys the compute layer under the pulumi command.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/stacks/compute"
)

func main() { pulumi.Run(compute.Program) }
