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
			return langhost.Settings{
				Common:   c.Common,
				Examples: text(c.Examples()),
				Room:     shown(c),
			}, err
		},
	},
	contract.Project(contract.ComputeLayer): {
		Program: compute.Program,
		Load: func(s config.Source) (langhost.Settings, error) {
			c, err := compute.LoadConfig(s)
			return langhost.Settings{
				Common:        c.Common,
				Images:        c.Images,
				Room:          langhost.Room{Functions: reserved(c)},
				Architectures: architectures(c),
				Named:         named(c),
			}, err
		},
	},
	contract.Project(contract.DeliveryLayer): {
		Program: delivery.Program,
		Load: func(s config.Source) (langhost.Settings, error) {
			c, err := delivery.LoadConfig(s)
			return langhost.Settings{
				Common:     c.Common,
				Examples:   text(c.Examples()),
				Room:       delivered(c),
				Exceptions: exceptions(c),
				Source: langhost.Source{
					Repository: c.Repository,
					Branch:     c.Branch,
				},
			}, err
		},
	},
}

// shown is what the foundation layer needs room for.
func shown(c foundation.Config) langhost.Room {
	return langhost.Room{Logs: c.AccessLogs, Workspace: c.Chat.Workspace}
}

// reserved is what the services' functions reserve.
func reserved(c compute.Config) map[string]int {
	all := map[string]int{}
	for _, s := range c.Services {
		all[c.Names.Services[s.String()].Function.String()] = c.For(s.String()).ReservedConcurrency
	}
	return all
}

// architectures are those of the services' functions, by service.
func architectures(c compute.Config) map[string]string {
	all := map[string]string{}
	for _, s := range c.Services {
		all[s.String()] = c.For(s.String()).Architecture
	}
	return all
}

// delivered is what the delivery layer needs room for.
func delivered(c delivery.Config) langhost.Room {
	room := langhost.Room{Builds: map[string]int{}, Connection: c.ConnectionArn}
	for _, s := range c.Services {
		settings := c.For(s.String())
		sizes := map[string]bool{settings.TestComputeType: true}
		if c.Origin == nil {
			sizes[settings.BuildComputeType] = true
		} else {
			sizes[config.SmallBuilds] = true // images are copied
		}
		if settings.PullRequests {
			room.Pulls++
			sizes[settings.BuildComputeType] = true
		}
		for size := range sizes {
			room.Builds[config.Host(size, settings.Architecture)]++
		}
	}
	if c.Trigger == delivery.TriggerWebhook {
		room.Receiver = map[string]int{c.Names.Webhook.String(): c.WebhookConcurrency}
	}
	return room
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// exceptions are the last days of findings that stop no build.
func exceptions(c delivery.Config) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, service := range c.Services {
		for id, e := range c.For(service.String()).ScanIgnore {
			if all[service.String()] == nil {
				all[service.String()] = map[string]string{}
			}
			all[service.String()][id] = e.Until
		}
	}
	return all
}
