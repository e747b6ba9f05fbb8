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
	value  string
	readAt time.Time
}

// get returns the secret, from memory for as long as keepSecret.
func (c *secretCache) get(ctx context.Context) (string, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.value != "" && c.now().Sub(c.readAt) < keepSecret {
		return c.value, nil
	}
	err := c.read(ctx)
	return c.value, err
}

// reread reads the secret again if it is older than rereadAfter, and reports
// whether it changed.
func (c *secretCache) reread(ctx context.Context) (value string, changed bool, err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.now().Sub(c.readAt) < rereadAfter {
		return c.value, false, nil
	}
	before := c.value
	if err := c.read(ctx); err != nil {
		return "", false, err
	}
	return c.value, c.value != before, nil
}

func (c *secretCache) read(ctx context.Context) error {
	output, err := c.reader.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &c.arn})
	if err != nil {
		return fmt.Errorf("read webhook secret: %w", err)
	}
	if output.SecretString == nil || *output.SecretString == "" {
		return errors.New("read webhook secret: it has no text value")
	}
	c.value, c.readAt = *output.SecretString, c.now()
	return nil
}
