// Package caller finds whose credentials AWS is called with, and assumes roles with
// them. It finds credentials as AWS's tools do and compares nothing.
package caller

import (
	"cmp"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"slipway/shared/config"
)

// Loader makes a configuration of the AWS SDK; awsconfig.LoadDefaultConfig does.
type Loader func(context.Context, ...func(*awsconfig.LoadOptions) error) (aws.Config, error)

// Identity is a caller as AWS knows it.
type Identity struct {
	Account string
	ARN     string
}

// Load makes the configuration for calls with the credentials in the region.
func Load(ctx context.Context, load Loader, c config.Credentials, region, session string) (aws.Config, error) {
	options := []func(*awsconfig.LoadOptions) error{awsconfig.WithRegion(region)}
	if c.Profile != "" {
		options = append(options, awsconfig.WithSharedConfigProfile(c.Profile))
	}
	loaded, err := load(ctx, options...)
	if err != nil {
		return loaded, fmt.Errorf("read AWS configuration: %w", err)
	}
	if c.Role.RoleArn != "" {
		return Assume(loaded, c.Role, session), nil
	}
	return loaded, nil
}

// Assume makes the configuration for calls as the role, assumed with the
// credentials of c.
func Assume(c aws.Config, role config.AssumeRole, session string) aws.Config {
	assumed := c.Copy()
	provider := stscreds.NewAssumeRoleProvider(sts.NewFromConfig(c), role.RoleArn, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = cmp.Or(role.SessionName, session)
		if role.ExternalID != "" {
			o.ExternalID = &role.ExternalID
		}
	})
	assumed.Credentials = aws.NewCredentialsCache(provider)
	return assumed
}

// Who asks AWS whose credentials these are. The call needs no right.
func Who(ctx context.Context, c aws.Config) (Identity, error) {
	answer, err := sts.NewFromConfig(c).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return Identity{}, err
	}
	return Identity{Account: aws.ToString(answer.Account), ARN: aws.ToString(answer.Arn)}, nil
}
