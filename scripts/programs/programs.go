// Package programs is the layers' programs. It and the process made of it are all
// of slipway that is built again when a layer changes.
package programs

import (
	"slipway/scripts/program"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/compute"
	"slipway/stacks/delivery"
	"slipway/stacks/foundation"
)

// Layers are the programs by Pulumi project.
var Layers = map[string]program.Layer{
	contract.Project(contract.FoundationLayer): {
		Program: foundation.Program,
		Load: func(s config.Source) (program.Settings, error) {
			c, err := foundation.LoadConfig(s)
			return program.Settings{Common: c.Common, Examples: text(c.Examples())}, err
		},
	},
	contract.Project(contract.ComputeLayer): {
		Program: compute.Program,
		Load: func(s config.Source) (program.Settings, error) {
			c, err := compute.LoadConfig(s)
			return program.Settings{Common: c.Common, Images: c.Images}, err
		},
	},
	contract.Project(contract.DeliveryLayer): {
		Program: delivery.Program,
		Load: func(s config.Source) (program.Settings, error) {
			c, err := delivery.LoadConfig(s)
			return program.Settings{Common: c.Common, Examples: text(c.Examples())}, err
		},
	},
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
