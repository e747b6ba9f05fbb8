package webhook_test

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/webhook"
)

func TestNewNamesEverySettingThatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := webhook.New(t.Context(), func(string) string { return "" }, io.Discard)
	assert.EqualError(t, err, "environment variable EVENT_BUS_NAME is missing: deploy the delivery layer again\n"+
		"environment variable WEBHOOK_SECRET_ARN is missing: deploy the delivery layer again")
}

func TestNewNeedsNothingButTheTwoSettings(t *testing.T) {
	t.Setenv("AWS_REGION", "us-east-1")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", "/dev/null")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
	handler, err := webhook.New(t.Context(), settings, io.Discard)
	require.NoError(t, err)
	assert.NotNil(t, handler)
}

func TestNewSaysWhenTheAWSConfigurationCannotBeLoaded(t *testing.T) {
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "neither") // IPv4 or IPv6
	_, err := webhook.New(context.Background(), settings, io.Discard)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "load AWS configuration: ")
}

func settings(name string) string {
	return map[string]string{webhook.EnvBusName: busName, webhook.EnvSecretARN: secretARN}[name]
}
