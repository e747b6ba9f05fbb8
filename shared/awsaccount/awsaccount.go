// Package awsaccount makes the AWS providers of a layer: the one place for
// region, accounts and default tags.
package awsaccount

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumiconfig "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"slipway/shared/config"
)

// DefaultRegion is where an environment is deployed unless aws:region says otherwise.
const DefaultRegion = "us-east-1"

// Rehearsal is the account id of the AWS that slipway simulates. No real account has it.
const Rehearsal = "000000000000"

// Account is an AWS account as a layer deploys to it.
type Account struct {
	Provider *aws.Provider
	ID       string // 12 digits
	Region   string
}

// Rehearsed tells whether the account is simulated, so that example values do no harm.
func (a Account) Rehearsed() bool { return a.ID == Rehearsal }

// Own is the tooling account: the one of the credentials that Pulumi runs with.
func Own(ctx *pulumi.Context, layer string, c config.Common) (Account, error) {
	var allowed pulumi.StringArray
	if c.Account != "" {
		allowed = pulumi.StringArray{pulumi.String(c.Account)}
	}
	return open(ctx, "aws", layer, c, &aws.ProviderArgs{AllowedAccountIds: allowed})
}

// Target is the account the services run in: a separate one, reached by
// assuming the configured role, or the tooling account.
func Target(ctx *pulumi.Context, layer string, c config.Common, own Account) (Account, error) {
	if !c.Target.Separate() {
		return own, nil
	}
	return open(ctx, "aws-target", layer, c, &aws.ProviderArgs{
		AllowedAccountIds: pulumi.StringArray{pulumi.String(c.Target.Account)},
		AssumeRole: aws.ProviderAssumeRoleArgs{
			RoleArn:     pulumi.String(c.Target.RoleArn()),
			SessionName: pulumi.String("slipway-" + c.Suffix.String()),
		},
	})
}

func open(ctx *pulumi.Context, name, layer string, c config.Common, args *aws.ProviderArgs) (Account, error) {
	region := pulumiconfig.Get(ctx, "aws:region")
	if region == "" {
		region = DefaultRegion
	}
	args.Region = pulumi.String(region)
	args.DefaultTags = aws.ProviderDefaultTagsArgs{Tags: pulumi.StringMap{
		"Project":     pulumi.String("slipway"),
		"Environment": pulumi.String(c.Suffix.String()),
		"Layer":       pulumi.String(layer),
		"ManagedBy":   pulumi.String("pulumi"),
	}}
	provider, err := aws.NewProvider(ctx, name, args)
	if err != nil {
		return Account{}, fmt.Errorf("configure AWS provider %s: %w", name, err)
	}
	caller, err := aws.GetCallerIdentity(ctx, &aws.GetCallerIdentityArgs{}, pulumi.Provider(provider))
	if err != nil {
		return Account{}, fmt.Errorf("read account of AWS provider %s: %w", name, err)
	}
	return Account{Provider: provider, ID: caller.AccountId, Region: region}, nil
}
