package cli

import "slipway/shared/contract"

// spec is one of slipway's layers in the order; its program is named after it.
type spec struct {
	name  string
	needs []string
}

// order is the layers from the first that is deployed to the last.
var order = []spec{
	{name: contract.FoundationLayer},
	{name: contract.ComputeLayer, needs: []string{contract.FoundationLayer}},
	{name: contract.DeliveryLayer, needs: []string{contract.FoundationLayer, contract.ComputeLayer}},
}
