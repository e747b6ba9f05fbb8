package webhook

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

const (
	// keepSecret is how long a value is used before it is read again.
	keepSecret = 5 * time.Minute
	// rereadAfter is how old a value has to be before a wrong signature makes the
	// handler read it again. Otherwise a sender of bad signatures could cause one
	// paid call to Secrets Manager with each.
	rereadAfter = 10 * time.Second
	// BothCount is how long after a change the secret before it counts as well: GitHub and
	// Secrets Manager are not changed at the same moment.
	BothCount = 24 * time.Hour
)

// The labels that Secrets Manager gives the version that was put last and the one before
// (AWS Secrets Manager User Guide, getting-started).
const (
	CurrentSecret  = "AWSCURRENT"
	PreviousSecret = "AWSPREVIOUS"
)

// SecretReader is the part of Secrets Manager used here.
type SecretReader interface {
	GetSecretValue(
		ctx context.Context, input *secretsmanager.GetSecretValueInput, options ...func(*secretsmanager.Options),
	) (*secretsmanager.GetSecretValueOutput, error)
}

// secretCache holds the webhook secret in memory, and nowhere else.
type secretCache struct {
	reader SecretReader
	arn    string
	now    func() time.Time

	mutex  sync.Mutex
	values []string // the secret, and for a day the one before it
	readAt time.Time
}

// get returns what counts as the secret, from memory for as long as keepSecret.
func (c *secretCache) get(ctx context.Context) ([]string, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.values) > 0 && c.now().Sub(c.readAt) < keepSecret {
		return c.values, nil
	}
	err := c.read(ctx)
	return c.values, err
}

// reread reads the secret again if it is older than rereadAfter, and reports
// whether it changed.
func (c *secretCache) reread(ctx context.Context) (values []string, changed bool, err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.now().Sub(c.readAt) < rereadAfter {
		return c.values, false, nil
	}
	before := c.values[0]
	if err := c.read(ctx); err != nil {
		return nil, false, err
	}
	return c.values, c.values[0] != before, nil
}

func (c *secretCache) read(ctx context.Context) error {
	output, err := c.reader.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &c.arn})
	if err != nil {
		return fmt.Errorf("read webhook secret: %w", err)
	}
	if optional(output.SecretString) == "" {
		return errors.New("read webhook secret: it has no text value")
	}
	c.values, c.readAt = []string{*output.SecretString}, c.now()
	if output.CreatedDate == nil || c.now().Sub(*output.CreatedDate) >= BothCount {
		return nil
	}
	// Without a secret before it, or without an answer, the new one counts alone.
	before, err := c.reader.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{
		SecretId:     &c.arn,
		VersionStage: new(PreviousSecret),
	})
	if err == nil && optional(before.SecretString) != "" {
		c.values = append(c.values, *before.SecretString)
	}
	return nil
}
