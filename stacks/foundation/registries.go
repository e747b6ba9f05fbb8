package foundation

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// newRegistries makes one image repository a service.
func newRegistries(
	ctx *pulumi.Context, cfg Config, own awsaccount.Account, opts ...pulumi.ResourceOption,
) (map[string]*contract.Registry, error) {
	all := map[string]*contract.Registry{}
	for _, s := range cfg.Services {
		name := cfg.Names.Services[s.String()]
		registry, err := NewRegistry(ctx, "registry-"+s.String(), RegistryArgs{
			Service:    s.String(),
			Repository: name.Repository,
			Pull:       cfg.pull(own, name),
			Account:    own,
		}, opts...)
		if err != nil {
			return nil, err
		}
		all[s.String()] = &contract.Registry{
			Name: registry.Name,
			Arn:  registry.Arn,
			URI:  registry.URI,
		}
	}
	return all, nil
}

// pull says who pulls the images of the service with the given names.
func (c Config) pull(own awsaccount.Account, names naming.ServiceNames) PullArgs {
	account, roles := own, []string(nil)
	if c.Target.Separate() {
		account.ID = c.Target.Account
		roles = []string{awsaccount.RoleArn(account.ID, c.Target.Role), account.RoleArn(names.DeployerRole)}
	}
	return PullArgs{
		FunctionArn: account.Arn("lambda", "function:"+names.Function.String()),
		Account:     c.Target.Account,
		Roles:       roles,
	}
}
