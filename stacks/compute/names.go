package compute

import (
	"slipway/shared/config"
	"slipway/shared/naming"
)

// names are the physical names of the layer's resources, and of those later
// ones that its policies let in or act on, so that a name AWS would refuse is
// found before anything is created.
type names struct {
	Deployer    naming.Name
	Application naming.Name // of CodeDeploy, made by the delivery layer

	Services map[string]serviceNames
}

// serviceNames are the names of what a service has of its own.
type serviceNames struct {
	Function     naming.Name
	FunctionRole naming.Name

	// Made by the delivery layer.
	Pipeline        naming.Name
	ReleaseRole     naming.Name
	ErrorAlarm      naming.Name
	DeploymentGroup naming.Name
}

// newNames makes all names of an environment and returns every fault at once.
func newNames(c config.Common) (names, error) {
	b := naming.NewBook(c.Suffix)
	n := names{
		Deployer:    b.Name(naming.Role, naming.Of(naming.Deployer)),
		Application: b.Name(naming.DeploymentApp, naming.Of(naming.Services)),
		Services:    map[string]serviceNames{},
	}
	for _, s := range c.Services {
		n.Services[s.String()] = serviceNames{
			Function:        b.Name(naming.Lambda, naming.The(s)),
			FunctionRole:    b.Name(naming.Role, naming.For(naming.Function, s)),
			Pipeline:        b.Name(naming.PipelineName, naming.The(s)),
			ReleaseRole:     b.Name(naming.Role, naming.For(naming.Release, s)),
			ErrorAlarm:      b.Name(naming.Alarm, naming.For(naming.Errors, s)),
			DeploymentGroup: b.Name(naming.DeploymentGroup, naming.The(s)),
		}
	}
	return n, b.Err()
}
