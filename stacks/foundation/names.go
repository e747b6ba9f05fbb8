package foundation

import (
	"slipway/shared/config"
	"slipway/shared/naming"
)

// names are the physical names of the layer's resources, and of those later
// ones that its policies let in, so that a name AWS would refuse is found
// before anything is created.
type names struct {
	Key               naming.Name // of the alias, without the leading alias/
	Table             naming.Name
	Topic             naming.Name
	PackageDomain     naming.Name
	PackageRepository naming.Name
	Deployer          naming.Name // role of the compute layer that pulls images

	Services map[string]serviceNames
}

// serviceNames are the names of what a service has of its own.
type serviceNames struct {
	Repository naming.Name
	Function   naming.Name // of the compute layer; Lambda pulls its image
}

// newNames makes all names of an environment and returns every fault at once.
func newNames(c config.Common) (names, error) {
	b := naming.NewBook(c.Suffix)
	n := names{
		Key:               b.Name(naming.KeyAlias, naming.Of(naming.Encryption)),
		Table:             b.Name(naming.Table, naming.Of(naming.Deployments)),
		Topic:             b.Name(naming.Topic, naming.Of(naming.Deployments)),
		PackageDomain:     b.Name(naming.PackageDomain, naming.Of(naming.Packages)),
		PackageRepository: b.Name(naming.PackageRepository, naming.Of(naming.Packages)),
		Deployer:          b.Name(naming.Role, naming.Of(naming.Deployer)),
		Services:          map[string]serviceNames{},
	}
	for _, s := range c.Services {
		n.Services[s.String()] = serviceNames{
			Repository: b.Name(naming.Repository, naming.The(s)),
			Function:   b.Name(naming.Lambda, naming.The(s)),
		}
	}
	return n, b.Err()
}

// bucketNames are known only once the account is: bucket names are unique among
// all AWS accounts, and a name that holds the account id is nobody else's to take.
type bucketNames struct {
	Artifacts, Cache, Logs naming.Name
}

func newBucketNames(suffix naming.Suffix, account string) (bucketNames, error) {
	b := naming.NewBook(suffix)
	n := bucketNames{
		Artifacts: b.Name(naming.Bucket, naming.In(naming.Artifacts, account)),
		Cache:     b.Name(naming.Bucket, naming.In(naming.Cache, account)),
		Logs:      b.Name(naming.Bucket, naming.In(naming.Logs, account)),
	}
	return n, b.Err()
}
