package localpipeline

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/logs"
	"slipway/shared/naming"
)

// githubKind is that of the document that holds what a person has told GitHub.
const githubKind = "github-webhook"

// githubs is the webhook at GitHub, which has a copy of the secret.
type githubs struct {
	run *run
	arn string
}

// secret is what GitHub signs with.
func (g githubs) secret() (secret string, err error) {
	found, err := g.run.env.View.Store.Document(g.run.account, githubKind, g.arn, &secret)
	if err != nil || found {
		return secret, err
	}
	secret, err = g.run.env.View.Store.SecretValue(g.run.account, g.arn)
	if err != nil {
		return "", fmt.Errorf("read webhook secret: %w", err)
	}
	return secret, nil
}

// update gives GitHub the secret that is current, if it is not the one that was used: a
// person does so some time after it was changed, and never at the same moment.
func (g githubs) update(used string) error {
	current, err := g.run.env.View.Store.SecretValue(g.run.account, g.arn)
	if err != nil {
		return fmt.Errorf("read webhook secret: %w", err)
	}
	if current != used {
		g.run.print("Webhook", "signed with the secret before the present one; GitHub is given that now")
	}
	return g.run.env.View.Store.PutDocument(g.run.account, githubKind, g.arn, current)
}

// secrets is Secrets Manager, as the receiver reads it.
type secrets struct{ run *run }

// GetSecretValue reads the simulated version.
func (s secrets) GetSecretValue(
	_ context.Context, in *secretsmanager.GetSecretValueInput, _ ...func(*secretsmanager.Options),
) (*secretsmanager.GetSecretValueOutput, error) {
	label := ""
	if in.VersionStage != nil {
		label = *in.VersionStage
	}
	v, err := s.run.env.View.Store.SecretVersion(account.OwnerOf(*in.SecretId), *in.SecretId, label)
	if err != nil {
		return nil, err
	}
	return &secretsmanager.GetSecretValueOutput{
		ARN:          in.SecretId,
		SecretString: &v.Value,
		CreatedDate:  &v.Created,
	}, nil
}

// logged keeps what a function wrote in its log group.
func (r *run) logged(function string, at time.Time, text string) error {
	group := string(naming.LambdaLogs) + function
	for line := range strings.Lines(text) {
		if err := logs.Append(r.env.View.Store, r.account, group, logs.Event{
			At:      at,
			Message: strings.TrimSpace(line),
		}); err != nil {
			return err
		}
	}
	return nil
}
