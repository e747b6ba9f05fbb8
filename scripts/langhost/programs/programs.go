// Package programs lists the layers' Pulumi programs. Changing a layer rebuilds only
// this package's binary, not the engine.
package programs

import (
	"slipway/scripts/langhost"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/compute"
	"slipway/stacks/delivery"
	"slipway/stacks/foundation"
)

// Layers are the programs by Pulumi project.
var Layers = map[string]langhost.Layer{
	contract.Project(contract.FoundationLayer): {
		Program: foundation.Program,
		Load: func(s config.Source) (langhost.Settings, error) {
			c, err := foundation.LoadConfig(s)
			return langhost.Settings{Common: c.Common, Examples: text(c.Examples())}, err
		},
	},
	contract.Project(contract.ComputeLayer): {
		Program: compute.Program,
		Load: func(s config.Source) (langhost.Settings, error) {
			c, err := compute.LoadConfig(s)
			return langhost.Settings{Common: c.Common, Images: c.Images}, err
		},
	},
	contract.Project(contract.DeliveryLayer): {
		Program: delivery.Program,
		Load: func(s config.Source) (langhost.Settings, error) {
			c, err := delivery.LoadConfig(s)
			return langhost.Settings{Common: c.Common, Examples: text(c.Examples())}, err
		},
	},
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
