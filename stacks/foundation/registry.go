package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/ecr"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// RegistryArgs is what a Registry is made from.
type RegistryArgs struct {
	Service    string
	Repository naming.Name
	Pull       PullArgs // who else than this account's roles pulls images
	Account    awsaccount.Account
}

// Registry is a service's image repository.
type Registry struct {
	pulumi.ResourceState
	Name pulumi.StringOutput
	Arn  pulumi.StringOutput
	URI  pulumi.StringOutput // ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME
}

// NewRegistry makes the repository, the rules by which images expire and the
// policy by which they are pulled.
func NewRegistry(
	ctx *pulumi.Context, name string, args RegistryArgs, opts ...pulumi.ResourceOption,
) (*Registry, error) {
	r := &Registry{}
	if err := component.Register(ctx, contract.FoundationLayer, "Registry", name, r, opts...); err != nil {
		return nil, err
	}
	repository, err := ecr.NewRepository(ctx, name+"-repository", &ecr.RepositoryArgs{
		Name:                       pulumi.String(args.Repository.String()),
		ImageTagMutability:         pulumi.String("IMMUTABLE"),
		ImageScanningConfiguration: &ecr.RepositoryImageScanningConfigurationArgs{ScanOnPush: pulumi.Bool(true)},
		EncryptionConfigurations: ecr.RepositoryEncryptionConfigurationArray{
			// KMS without a key: the key that AWS manages for ECR.
			&ecr.RepositoryEncryptionConfigurationArgs{EncryptionType: pulumi.String("KMS")},
		},
		ForceDelete: pulumi.Bool(true), // images go with their environment
		Tags:        component.ServiceTags(args.Service),
	}, component.Named(r, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create image repository of %s: %w", args.Service, err)
	}
	_, err = ecr.NewLifecyclePolicy(ctx, name+"-lifecycle", &ecr.LifecyclePolicyArgs{
		Repository: repository.Name,
		Policy:     pulumi.JSONMarshal(imageRules()),
		// Any change replaces the policy, and a repository has one: made first, the
		// new one would be deleted with the old.
	}, component.Named(r, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create image lifecycle of %s: %w", args.Service, err)
	}
	policy, err := ecr.NewRepositoryPolicy(ctx, name+"-policy", &ecr.RepositoryPolicyArgs{
		Repository: repository.Name,
		Policy:     pullPolicy(args.Pull).JSON(),
	}, component.Child(r, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create image repository policy of %s: %w", args.Service, err)
	}
	r.Name, r.Arn = repository.Name, repository.Arn
	r.URI = component.After(repository.RepositoryUrl, policy) // Lambda pulls by it at once
	return r, ctx.RegisterResourceOutputs(r, pulumi.Map{"name": r.Name, "arn": r.Arn, "uri": r.URI})
}

// keptImages is how many images of a kind stay.
const keptImages = 10

// imageRules keep the last ten images. Builds that were not approved must not expire
// the image that runs, because Lambda fails once its image is deleted. A later rule
// never expires an image with a tag that an earlier rule matches (ECR User Guide,
// LifecyclePolicies).
func imageRules() pulumi.Map {
	return pulumi.Map{"rules": pulumi.Array{
		imageRule(1, "Keep the images that were deployed last", keptImages, tagged(contract.DeployedTagPrefix)),
		imageRule(2, "Keep the image that a service starts with", 1, tagged(contract.BootstrapTagPrefix)),
		imageRule(3, "Keep the images that were to be deployed last", keptImages, tagged(contract.ReleasingTagPrefix)),
		imageRule(4, "Keep the image builder", 1, tagged(contract.BuilderTagPrefix)),
		imageRule(5, "Keep the images that were built last", keptImages, pulumi.Map{"tagStatus": pulumi.String("any")}),
	}}
}

func tagged(prefix string) pulumi.Map {
	return pulumi.Map{"tagStatus": pulumi.String("tagged"), "tagPrefixList": pulumi.ToStringArray([]string{prefix})}
}

func imageRule(priority int, description string, keep int, selection pulumi.Map) pulumi.Map {
	selection["countType"] = pulumi.String("imageCountMoreThan")
	selection["countNumber"] = pulumi.Int(keep)
	return pulumi.Map{
		"rulePriority": pulumi.Int(priority),
		"description":  pulumi.String(description),
		"selection":    selection,
		"action":       pulumi.Map{"type": pulumi.String("expire")},
	}
}
