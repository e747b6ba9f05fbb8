package webhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

const (
	// EnvBusName names the bus the events go to.
	EnvBusName = "EVENT_BUS_NAME"
	// EnvSecretARN is the ARN of the secret shared with GitHub. Only its ARN:
	// the value is never in an environment variable.
	EnvSecretARN = "WEBHOOK_SECRET_ARN"
	// EnvRepository is the repository that pushes are expected of, as owner/name.
	EnvRepository = "REPOSITORY"
	// EnvBranch is the branch that is delivered.
	EnvBranch = "BRANCH"
)

// Settings are what a Handler needs to know.
type Settings struct {
	// BusName is the event bus's name or ARN.
	BusName string
	// SecretARN is the webhook secret's ARN.
	SecretARN string
	// Repository is owner/name; "" takes the pushes of any.
	Repository string
	// Branch is the one that is delivered; "" for any.
	Branch string
}

// SettingsFrom reads the settings from environment variables and names every
// one that is missing and needed.
func SettingsFrom(getenv func(string) string) (Settings, error) {
	settings := Settings{
		BusName:    getenv(EnvBusName),
		SecretARN:  getenv(EnvSecretARN),
		Repository: getenv(EnvRepository),
		Branch:     getenv(EnvBranch),
	}
	return settings, errors.Join(required(EnvBusName, settings.BusName), required(EnvSecretARN, settings.SecretARN))
}

// required rejects a variable that is not set.
func required(variable, value string) error {
	if value != "" {
		return nil
	}
	return fmt.Errorf("environment variable %s is missing: deploy the delivery layer again", variable)
}

// New makes a Handler on AWS, with the region and credentials the function has.
// Log lines go to the writer as JSON, one a line, as Logs Insights reads them.
func New(ctx context.Context, getenv func(string) string, log io.Writer) (*Handler, error) {
	settings, err := SettingsFrom(getenv)
	if err != nil {
		return nil, err
	}
	aws, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("load AWS configuration: %w", err)
	}
	return NewHandler(settings, secretsmanager.NewFromConfig(aws), eventbridge.NewFromConfig(aws), log, time.Now), nil
}

// NewHandler makes a Handler on the given clients and clock.
func NewHandler(
	settings Settings, secrets SecretReader, putter EventPutter, log io.Writer, now func() time.Time,
) *Handler {
	return &Handler{
		secret: &secretCache{
			reader: secrets,
			arn:    settings.SecretARN,
			now:    now,
		},
		bus: bus{
			putter: putter,
			name:   settings.BusName,
		},
		repository: settings.Repository,
		branch:     settings.Branch,
		log:        slog.New(slog.NewJSONHandler(log, nil)),
	}
}
