package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codeartifact"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// publicNPM is CodeArtifact's name for the public npm registry (CodeArtifact
// User Guide, external-connection).
const publicNPM = "public:npmjs"

// PackagesArgs is what Packages are made from.
type PackagesArgs struct {
	Domain     naming.Name
	Repository naming.Name
	Account    awsaccount.Account
}

// Packages is the CodeArtifact repository that builds install npm packages
// from: it keeps what it fetches, so a build survives the public registry's absence.
type Packages struct {
	pulumi.ResourceState
	Domain        pulumi.StringOutput
	DomainArn     pulumi.StringOutput
	Repository    pulumi.StringOutput
	RepositoryArn pulumi.StringOutput
}

// NewPackages makes the domain and its npm repository. Without a key of ours
// the domain is encrypted with the one that AWS manages for CodeArtifact.
func NewPackages(
	ctx *pulumi.Context, name string, args PackagesArgs, opts ...pulumi.ResourceOption,
) (*Packages, error) {
	p := &Packages{}
	if err := component.Register(ctx, contract.FoundationLayer, "Packages", name, p, opts...); err != nil {
		return nil, err
	}
	domain, err := codeartifact.NewDomain(ctx, name+"-domain", &codeartifact.DomainArgs{
		Domain: pulumi.String(args.Domain.String()),
	}, component.Named(p, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create package domain: %w", err)
	}
	repository, err := codeartifact.NewRepository(ctx, name+"-npm", &codeartifact.RepositoryArgs{
		Domain:      domain.Domain,
		Repository:  pulumi.String(args.Repository.String()),
		Description: pulumi.String("npm packages for builds, kept from the public registry"),
		ExternalConnections: &codeartifact.RepositoryExternalConnectionsArgs{
			ExternalConnectionName: pulumi.String(publicNPM),
		},
	}, component.Named(p, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create package repository: %w", err)
	}
	p.Domain, p.DomainArn = domain.Domain, domain.Arn
	p.Repository, p.RepositoryArn = repository.Repository, repository.Arn
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{
		"domain":        p.Domain,
		"domainArn":     p.DomainArn,
		"repository":    p.Repository,
		"repositoryArn": p.RepositoryArn,
	})
}
