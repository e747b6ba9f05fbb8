// Command cmd deploys the foundation layer under the pulumi command.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/stacks/foundation"
)

func main() { pulumi.Run(foundation.Program) }
