// Command cmd deploys the delivery layer under the pulumi command.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/stacks/delivery"
)

func main() { pulumi.Run(delivery.Program) }
