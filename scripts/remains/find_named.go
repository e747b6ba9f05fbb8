package remains

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	secrets "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	queues "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// queue has its URL for its id.
func (a AWS) queue(ctx context.Context, name string) (string, error) {
	found, err := sqs.NewFromConfig(a.Own).GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: &name})
	var none *queues.QueueDoesNotExist
	switch {
	case errors.As(err, &none):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("look for queue %s: %w", name, err)
	}
	return aws.ToString(found.QueueUrl), nil
}

// secret has an ARN that ends in characters of AWS's own.
func (a AWS) secret(ctx context.Context, name string) (string, error) {
	found, err := secretsmanager.NewFromConfig(a.Own).DescribeSecret(ctx,
		&secretsmanager.DescribeSecretInput{SecretId: &name})
	var none *secrets.ResourceNotFoundException
	switch {
	case errors.As(err, &none):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("look for secret %s: %w", name, err)
	}
	return aws.ToString(found.ARN), nil
}
