package cli

import (
	"cmp"
	"context"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"

	"slipway/scripts/caller"
	"slipway/scripts/environment"
	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// unopened are the settings that the layers share, by foundation's file, of an
// environment whose stacks need not be there.
func (a *app) unopened(env environment.Environment) (config.Common, error) {
	folder := filepath.Join(a.Root, "stacks", contract.FoundationLayer)
	source, err := config.ReadEarlier(folder, contract.FoundationLayer, env.Name)
	if err != nil {
		return config.Common{}, err
	}
	r := config.NewReader(contract.Project(contract.FoundationLayer), source)
	shared := r.Common()
	return shared, r.Err()
}

// credentials are those of the settings, in the environment's region.
func (a *app) credentials(ctx context.Context, shared config.Common) (aws.Config, error) {
	load := a.AWS
	if load == nil {
		load = awsconfig.LoadDefaultConfig
	}
	region := cmp.Or(shared.Region, contract.DefaultRegion)
	return caller.Load(ctx, load, shared.Credentials, region, awsaccount.SessionName(shared))
}
