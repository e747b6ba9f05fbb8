// Package compute is the second layer: the functions that the services run as,
// and the role that each one's releases assume to work on it. What builds and releases
// code is the delivery layer's; what keeps data is the foundation's.
//
// The layer lives in the account of the services, which may be the tooling
// account's own. It makes functions, and gives them code once; from then on
// code and traffic belong to the releases, and an update here leaves both alone.
package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// Program deploys the layer with the configuration of the stack that runs it. It
// returns an error if the foundation is not deployed.
func Program(ctx *pulumi.Context) error {
	cfg, err := LoadConfig(config.FromContext(ctx))
	if err != nil {
		return err
	}
	foundation, err := contract.ReadFoundation(ctx, cfg.Services)
	if err != nil {
		return err
	}
	own, err := awsaccount.Own(ctx, contract.ComputeLayer, cfg.Common)
	if err != nil {
		return err
	}
	target, err := awsaccount.Target(ctx, contract.ComputeLayer, cfg.Common, own)
	if err != nil {
		return err
	}
	out, err := Deploy(ctx, cfg, own, target, foundation)
	if err != nil {
		return err
	}
	contract.Export(ctx, &out)
	return nil
}

// Deploy makes the layer's resources in the target account, for pipelines in the
// own account, and returns the layer's outputs.
func Deploy(
	ctx *pulumi.Context, cfg Config, own, target awsaccount.Account, foundation contract.Foundation,
) (contract.Compute, error) {
	inTarget := pulumi.Providers(target.Provider)
	others, err := readOthers(ctx, cfg)
	if err != nil {
		return contract.Compute{}, err
	}
	home := target.ID
	if cfg.Simulated {
		home = "" // the queues of a real account may be named
	}
	source := others.sources(target.Region, home)
	out := contract.Compute{
		AccountID: pulumi.String(target.ID).ToStringOutput(),
		Services:  map[string]*contract.Function{},
	}
	for _, s := range cfg.Services {
		service := s.String()
		cfg, names := cfg.For(service), cfg.Names.Services[service]
		deployer, err := NewDeployer(ctx, "deployer-"+service, DeployerArgs{
			Service:  service,
			Role:     names.DeployerRole,
			Trusted:  cfg.trusted(own, service),
			Released: cfg.released(target, service, foundation),
			Account:  target,
		}, inTarget)
		if err != nil {
			return contract.Compute{}, err
		}
		function, err := NewFunction(ctx, "function-"+service, FunctionArgs{
			Service:             service,
			Function:            names.Function,
			Role:                names.FunctionRole,
			Account:             target,
			TrustAnyAccount:     cfg.FunctionTrust == config.TrustService,
			RepositoryURI:       foundation.Services[service].URI,
			Digest:              cfg.Images[service],
			MemoryMB:            cfg.MemoryMB,
			TimeoutSeconds:      cfg.TimeoutSeconds,
			ReservedConcurrency: cfg.ReservedConcurrency,
			Provisioned:         cfg.Provisioned,
			EphemeralStorageMB:  cfg.EphemeralStorageMB,
			Architecture:        cfg.Architecture,
			LogRetentionDays:    cfg.LogRetentionDays,
			Logging:             cfg.Logging,
			Subnets:             others.ids(cfg.VPC.Subnets, config.SubnetPattern),
			Groups:              others.ids(cfg.VPC.SecurityGroups, config.GroupPattern),
			Variables:           cfg.environment(target, service, others.text),
			SecretVariables:     cfg.SecretVariables,
			KeyArn:              cfg.variablesKey(foundation),
			Policies:            cfg.Policies,
			Rights:              append(cfg.rights(target, others.resource), cfg.eventRights(target, service, source)...),
		}, inTarget)
		if err != nil {
			return contract.Compute{}, err
		}
		in, err := cfg.newEntry(ctx, service, function, target, inTarget)
		if err != nil {
			return contract.Compute{}, err
		}
		if err := cfg.newEvents(ctx, service, function, source, target, inTarget); err != nil {
			return contract.Compute{}, err
		}
		out.Services[service] = &contract.Function{
			Name:            function.Name,
			Arn:             function.Arn,
			Alias:           function.Alias,
			AliasArn:        function.AliasArn,
			DeployerRoleArn: deployer.RoleArn,
			Address:         in.address,
			APIID:           in.api,
			DomainTarget:    in.domainTarget,
			RoleName:        function.RoleName,
			RoleArn:         function.RoleArn,
		}
	}
	return out, nil
}
