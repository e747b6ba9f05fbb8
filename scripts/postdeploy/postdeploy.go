// Package postdeploy ends a deployment: it gives the webhook's secret a value, and
// prints what was created and what only a person can do next. The secret's value is
// generated here and not by the delivery layer, so that it is never in a state file.
package postdeploy

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"

	"slipway/shared/contract"
)

// Secrets keeps secret values by ARN.
type Secrets interface {
	// Has tells whether the secret has a value.
	Has(ctx context.Context, arn string) (bool, error)
	// Put gives the secret a value, its first or a new one.
	Put(ctx context.Context, arn, value string) error
}

// secretBytes is the size of a webhook's secret before it is written as hexadecimal.
const secretBytes = 32

// EnsureSecret gives the secret a value when it has none, and tells whether it did.
func EnsureSecret(ctx context.Context, secrets Secrets, arn string, random io.Reader) (bool, error) {
	if arn == "" {
		return false, nil // nothing is signed when the connection triggers the pipelines
	}
	has, err := secrets.Has(ctx, arn)
	if err != nil {
		return false, fmt.Errorf("read webhook secret: %w", err)
	}
	if has {
		return false, nil
	}
	err = Renew(ctx, secrets, arn, random)
	return err == nil, err
}

// Renew gives the secret a new value. The one before it is kept, and counts for a day.
func Renew(ctx context.Context, secrets Secrets, arn string, random io.Reader) error {
	value := make([]byte, secretBytes)
	if _, err := io.ReadFull(random, value); err != nil {
		return fmt.Errorf("make webhook secret: %w", err)
	}
	if err := secrets.Put(ctx, arn, hex.EncodeToString(value)); err != nil {
		return fmt.Errorf("put webhook secret: %w", err)
	}
	return nil
}

// ShowSecret is the command that prints the secret.
func ShowSecret(region, arn string) string {
	return fmt.Sprintf("aws secretsmanager get-secret-value --region %s --secret-id %s --query SecretString --output text",
		region, arn)
}

// Lines are what was made, a name and a value each: for every service its
// pipeline, image repository and function, and the history of all of them (R11).
func Lines(o contract.DeliveryOf[string]) [][2]string {
	var lines [][2]string
	for _, name := range o.ServiceNames() {
		service := o.Services[name]
		lines = append(lines,
			[2]string{name + " pipeline", service.Arn},
			[2]string{name + " console", service.URL},
			[2]string{name + " repository", service.RepositoryURI},
			[2]string{name + " function", service.FunctionArn},
		)
	}
	return append(lines, [2]string{"deployment history", o.HistoryTable})
}

// Remaining is what a person has left to do by hand in the named environment.
// The secret is not among it, only the command that shows it. The verb of make starts a
// pipeline there.
func Remaining(o contract.DeliveryOf[string], env, region, verb string) []string {
	var steps []string
	if arn := o.ConnectionArn; arn != "" {
		steps = append(steps, fmt.Sprintf("Finish the connection to GitHub, unless it is available already (%s):\n"+
			"  https://%s.console.aws.amazon.com/codesuite/settings/connections?region=%s", arn, region, region))
	}
	if url := o.WebhookURL; url != "" {
		steps = append(steps,
			fmt.Sprintf("Add a webhook to the GitHub repository: content type application/json, only push events, URL\n"+
				"  %s\n  and as secret what this prints:\n  %s\n  `make webhook ENV=%s` shows whether GitHub's calls arrive.",
				url, ShowSecret(region, o.WebhookSecret), env))
	}
	steps = append(steps, "Confirm the e-mail subscriptions that AWS has sent mail about.")
	for _, service := range o.ServiceNames() {
		steps = append(steps, fmt.Sprintf("Start the pipeline of %s once, if its first execution came before the "+
			"connection and failed: `make %s ENV=%s SERVICE=%s`", service, verb, env, service))
	}
	return steps
}
