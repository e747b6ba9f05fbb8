package postdeploy

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/store"
)

// Manager is the part of the Secrets Manager API that is used here.
type Manager interface {
	GetSecretValue(
		context.Context, *secretsmanager.GetSecretValueInput, ...func(*secretsmanager.Options),
	) (*secretsmanager.GetSecretValueOutput, error)
	PutSecretValue(
		context.Context, *secretsmanager.PutSecretValueInput, ...func(*secretsmanager.Options),
	) (*secretsmanager.PutSecretValueOutput, error)
}

// AWS keeps secrets in Secrets Manager.
type AWS struct{ API Manager }

// Has asks for the value and forgets it. A secret without one answers
// ResourceNotFoundException. Source: AWS Secrets Manager API Reference, GetSecretValue.
func (s AWS) Has(ctx context.Context, arn string) (bool, error) {
	_, err := s.API.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &arn})
	var missing *types.ResourceNotFoundException
	if errors.As(err, &missing) {
		return false, nil
	}
	return err == nil, err
}

// Put stores the value as the secret's current version.
func (s AWS) Put(ctx context.Context, arn, value string) error {
	_, err := s.API.PutSecretValue(ctx, &secretsmanager.PutSecretValueInput{SecretId: &arn, SecretString: &value})
	return err
}

// Simulated keeps secrets in a simulated account.
type Simulated struct {
	Store   *localaws.Store
	Account string
}

// Has tells whether the simulated secret has a value.
func (s Simulated) Has(_ context.Context, arn string) (bool, error) {
	_, err := s.Store.SecretValue(s.Account, arn)
	if errors.Is(err, store.ErrNoSecretValue) {
		return false, nil
	}
	return err == nil, err
}

// Put stores the simulated secret's value.
func (s Simulated) Put(_ context.Context, arn, value string) error {
	return s.Store.PutSecretValue(s.Account, arn, value)
}
