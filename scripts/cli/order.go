package cli

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/compute"
	"slipway/stacks/delivery"
	"slipway/stacks/foundation"
)

// spec is one of slipway's layers: its place in the order, its program, and how
// its configuration is checked before anything is changed.
type spec struct {
	name    string
	needs   []string
	program pulumi.RunFunc
	load    func(config.Source) (loaded, error)
}

// loaded is what the command wants to know of a layer's configuration.
type loaded struct {
	common config.Common
	// examples names the values that are only there to try slipway with.
	examples error
	// images are the digests a person has configured.
	images map[string]string
}

// order is the layers from the first that is deployed to the last.
var order = []spec{
	{
		name:    contract.FoundationLayer,
		program: foundation.Program,
		load: func(s config.Source) (loaded, error) {
			c, err := foundation.LoadConfig(s)
			return loaded{common: c.Common, examples: c.Examples()}, err
		},
	},
	{
		name:    contract.ComputeLayer,
		needs:   []string{contract.FoundationLayer},
		program: compute.Program,
		load: func(s config.Source) (loaded, error) {
			c, err := compute.LoadConfig(s)
			return loaded{common: c.Common, images: c.Images}, err
		},
	},
	{
		name:    contract.DeliveryLayer,
		needs:   []string{contract.FoundationLayer, contract.ComputeLayer},
		program: delivery.Program,
		load: func(s config.Source) (loaded, error) {
			c, err := delivery.LoadConfig(s)
			return loaded{common: c.Common, examples: c.Examples()}, err
		},
	},
}
