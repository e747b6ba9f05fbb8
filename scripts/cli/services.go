package cli

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"slipway/scripts/bootstrap"
	"slipway/scripts/localaws"
	"slipway/scripts/postdeploy"
	"slipway/shared/contract"
)

// registry is where the environment's images are: the simulated AWS's, the
// account's, or behind an emulator's API.
func (s *session) registry(ctx context.Context) (bootstrap.Registry, error) {
	if s.aws != nil {
		return &bootstrap.OCI{Transport: s.aws.Transport()}, nil
	}
	config, err := s.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	client := ecr.NewFromConfig(config)
	if s.getenv("AWS_ENDPOINT_URL") != "" || s.getenv("AWS_ENDPOINT_URL_ECR") != "" {
		return &bootstrap.API{
			ECR:  client,
			Note: func(note string) { s.progress.Note("%-10s  %s", contract.ComputeLayer, note) },
		}, nil
	}
	return bootstrap.NewECR(client), nil
}

// secrets is where the environment's secret values are kept.
func (s *session) secrets(ctx context.Context) (postdeploy.Secrets, error) {
	if s.aws != nil {
		return postdeploy.Simulated{Store: localaws.Open(s.env.AWSDir), Account: s.simulatedAccount()}, nil
	}
	config, err := s.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	return postdeploy.AWS{API: secretsmanager.NewFromConfig(config)}, nil
}

// awsConfig is that of the tooling account, in the region the foundation is in. The
// first one asks whose credentials these are.
func (s *session) awsConfig(ctx context.Context) (aws.Config, error) {
	if _, err := s.caller(ctx); err != nil {
		return aws.Config{}, err
	}
	shared, err := s.shared(ctx)
	if err != nil {
		return aws.Config{}, err
	}
	return s.loadAWS(ctx, shared)
}

func (s *session) region(ctx context.Context) (string, error) {
	foundation, err := s.foundation(ctx)
	if err != nil {
		return "", err
	}
	return cmp.Or(foundation.Region, contract.DefaultRegion), nil
}
