// Package awsaccount makes the AWS providers of a layer: the one place for
// region, accounts and default tags.
package awsaccount

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Account is an AWS account as a layer deploys to it.
type Account struct {
	Provider *aws.Provider
	ID       string // 12 digits
	Region   string
	RolePath string // of all roles, "/" for none
	Boundary string // ARN of the policy that bounds all roles, "" for none
}

// Arn returns the ARN of a regional resource in the account, for policies that name
// what is made later. What exists already is named by its own output.
func (a Account) Arn(service, resource string) string {
	return arn.ARN{
		Partition: contract.Partition,
		Service:   service,
		Region:    a.Region,
		AccountID: a.ID,
		Resource:  resource,
	}.String()
}

// RoleArn returns the ARN of one of slipway's roles in the account, which may not exist
// yet.
func (a Account) RoleArn(name naming.Name) string {
	return RoleArn(a.ID, strings.TrimPrefix(a.RolePath, "/")+name.String())
}

// RoleArn returns the ARN of an IAM role by path and name.
func RoleArn(account, role string) string {
	return arn.ARN{
		Partition: contract.Partition,
		Service:   "iam",
		AccountID: account,
		Resource:  "role/" + role,
	}.String()
}

// BucketArn returns the ARN of a bucket, whichever account it is in.
func BucketArn(name string) string {
	return arn.ARN{
		Partition: contract.Partition,
		Service:   "s3",
		Resource:  name,
	}.String()
}

// ErrUnknown is a program that was not told which account it may deploy to.
var ErrUnknown = errors.New("slipway-foundation:account is not set: the credentials alone would decide which account " +
	"is changed; run `pulumi config set slipway-foundation:account ACCOUNT` in stacks/foundation, " +
	"or deploy with make, which asks AWS and compares")

// Own is the tooling account. Its provider takes no other, so that credentials for
// another one change nothing, with the pulumi command either.
func Own(ctx *pulumi.Context, layer string, c config.Common) (Account, error) {
	if c.Account == "" {
		return Account{}, ErrUnknown
	}
	args := &aws.ProviderArgs{AllowedAccountIds: pulumi.StringArray{pulumi.String(c.Account)}}
	if role := c.Credentials.Role; role.RoleArn != "" {
		args.AssumeRole = aws.ProviderAssumeRoleArgs{
			RoleArn:     pulumi.String(role.RoleArn),
			ExternalId:  optional(role.ExternalID),
			SessionName: pulumi.String(cmp.Or(role.SessionName, SessionName(c))),
		}
	}
	return open(ctx, "aws", layer, c, args)
}

// SessionName names the sessions of assumed roles, for the trail that AWS keeps.
func SessionName(c config.Common) string { return "slipway-" + c.Suffix.String() }

// Target is the account the services run in: a separate one, reached by
// assuming the configured role, or the tooling account.
func Target(ctx *pulumi.Context, layer string, c config.Common, own Account) (Account, error) {
	if !c.Target.Separate() {
		return own, nil
	}
	return open(ctx, "aws-target", layer, c, &aws.ProviderArgs{
		AllowedAccountIds: pulumi.StringArray{pulumi.String(c.Target.Account)},
		AssumeRole: aws.ProviderAssumeRoleArgs{
			RoleArn:     pulumi.String(RoleArn(c.Target.Account, c.Target.Role)),
			ExternalId:  optional(c.Target.ExternalID),
			SessionName: pulumi.String(SessionName(c)),
		},
	})
}

// optional is a text that is left out if it is empty.
func optional(text string) pulumi.StringPtrInput {
	if text == "" {
		return nil
	}
	return pulumi.String(text)
}

func open(ctx *pulumi.Context, name, layer string, c config.Common, args *aws.ProviderArgs) (Account, error) {
	region := cmp.Or(c.Region, contract.DefaultRegion)
	args.Region = pulumi.String(region)
	args.Profile = optional(c.Credentials.Profile)
	args.DefaultTags = aws.ProviderDefaultTagsArgs{Tags: tags(layer, c)}
	provider, err := aws.NewProvider(ctx, name, args)
	if err != nil {
		return Account{}, fmt.Errorf("configure AWS provider %s: %w", name, err)
	}
	caller, err := aws.GetCallerIdentity(ctx, &aws.GetCallerIdentityArgs{}, pulumi.Provider(provider))
	if err != nil {
		return Account{}, fmt.Errorf("read account of AWS provider %s: %w", name, err)
	}
	return Account{
		Provider: provider,
		ID:       caller.AccountId,
		Region:   region,
		RolePath: c.Roles.Path,
		Boundary: BoundaryIn(c.Roles.Boundary, caller.AccountId),
	}, nil
}

// BoundaryIn is the policy of the same path and name in an account: IAM bounds a role
// with policies of its own account, or of AWS's.
func BoundaryIn(configured, account string) string {
	policy, err := arn.Parse(configured)
	if err != nil || policy.AccountID == "aws" {
		return configured
	}
	policy.AccountID = account
	return policy.String()
}

// tags are those of every resource of a layer: slipway's own and the configured ones.
func tags(layer string, c config.Common) pulumi.StringMap {
	all := pulumi.ToStringMap(c.Tags)
	all["Project"] = pulumi.String("slipway")
	all["Environment"] = pulumi.String(c.Suffix.String())
	all["Layer"] = pulumi.String(layer)
	all["ManagedBy"] = pulumi.String("pulumi")
	return all
}
