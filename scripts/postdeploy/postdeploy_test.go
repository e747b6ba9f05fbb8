package postdeploy_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/postdeploy"
	"slipway/shared/contract"
)

const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-webhook-dev-AbCdEf"

// manager is Secrets Manager with at most one value.
type manager struct {
	value *string
	err   error
}

func (m *manager) GetSecretValue(
	_ context.Context, in *secretsmanager.GetSecretValueInput, _ ...func(*secretsmanager.Options),
) (*secretsmanager.GetSecretValueOutput, error) {
	if m.err != nil {
		return nil, m.err
	}
	if m.value == nil {
		return nil, &types.ResourceNotFoundException{}
	}
	return &secretsmanager.GetSecretValueOutput{ARN: in.SecretId, SecretString: m.value}, nil
}

func (m *manager) PutSecretValue(
	_ context.Context, in *secretsmanager.PutSecretValueInput, _ ...func(*secretsmanager.Options),
) (*secretsmanager.PutSecretValueOutput, error) {
	if m.err != nil {
		return nil, m.err
	}
	m.value = in.SecretString
	return &secretsmanager.PutSecretValueOutput{}, nil
}

func TestASecretGetsOneRandomValue(t *testing.T) {
	t.Parallel()
	api := &manager{}
	for name, secrets := range map[string]postdeploy.Secrets{
		"in AWS":                 postdeploy.AWS{API: api},
		"in a simulated account": postdeploy.Simulated{Store: localaws.Open(t.TempDir()), Account: contract.SimulatedAccount},
	} {
		made, err := postdeploy.EnsureSecret(t.Context(), secrets, arn, strings.NewReader(strings.Repeat("\x0f", 32)))
		require.NoError(t, err, name)
		assert.True(t, made, name)
		made, err = postdeploy.EnsureSecret(t.Context(), secrets, arn, strings.NewReader(""))
		require.NoError(t, err, name)
		assert.False(t, made, "%s: GitHub knows the first one", name)
	}
	assert.Equal(t, strings.Repeat("0f", 32), *api.value)
}

func TestWithoutAWebhookThereIsNoSecret(t *testing.T) {
	t.Parallel()
	made, err := postdeploy.EnsureSecret(t.Context(),
		postdeploy.AWS{API: &manager{err: errors.New("asked")}}, "", strings.NewReader(""))
	require.NoError(t, err)
	assert.False(t, made)
}

func TestFaultsOfTheSecretAreNamed(t *testing.T) {
	t.Parallel()
	_, err := postdeploy.EnsureSecret(t.Context(),
		postdeploy.AWS{API: &manager{err: errors.New("AccessDenied")}}, arn, strings.NewReader(""))
	assert.EqualError(t, err, "read webhook secret: AccessDenied")
	_, err = postdeploy.EnsureSecret(t.Context(), postdeploy.AWS{API: &manager{}}, arn, strings.NewReader("short"))
	assert.EqualError(t, err, "make webhook secret: unexpected EOF")
	_, err = postdeploy.EnsureSecret(t.Context(), readOnly{}, arn, strings.NewReader(strings.Repeat("x", 32)))
	assert.EqualError(t, err, "put webhook secret: AccessDenied")
}

type readOnly struct{}

func (readOnly) Has(context.Context, string) (bool, error) { return false, nil }
func (readOnly) Put(context.Context, string, string) error { return errors.New("AccessDenied") }

var outputs = contract.DeliveryOf[string]{
	ConnectionArn: "arn:connection",
	HistoryTable:  "table-deployments-dev",
	WebhookURL:    "https://x.execute-api.us-east-1.amazonaws.com/webhook",
	WebhookSecret: arn,
	Services: map[string]*contract.PipelineOf[string]{
		"cart": {
			Arn:           "arn:pipeline-cart",
			URL:           "https://console/cart",
			RepositoryURI: "1.dkr.ecr/ecr-cart-dev",
			FunctionArn:   "arn:lambda-cart",
		},
		"api": {
			Arn:           "arn:pipeline-api",
			URL:           "https://console/api",
			RepositoryURI: "1.dkr.ecr/ecr-api-dev",
			FunctionArn:   "arn:lambda-api",
		},
	},
}

func TestWhatWasMadeIsListedPerService_R11(t *testing.T) {
	t.Parallel()
	assert.Equal(t, [][2]string{
		{"api pipeline", "arn:pipeline-api"}, {"api console", "https://console/api"},
		{"api repository", "1.dkr.ecr/ecr-api-dev"}, {"api function", "arn:lambda-api"},
		{"cart pipeline", "arn:pipeline-cart"}, {"cart console", "https://console/cart"},
		{"cart repository", "1.dkr.ecr/ecr-cart-dev"}, {"cart function", "arn:lambda-cart"},
		{"deployment history", "table-deployments-dev"},
	}, postdeploy.Lines(outputs))
}

func TestWhatIsLeftToDoByHand(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{
		"Finish the connection to GitHub, unless it is available already (arn:connection):\n" +
			"  https://us-east-1.console.aws.amazon.com/codesuite/settings/connections?region=us-east-1",
		"Add a webhook to the GitHub repository: content type application/json, only push events, URL\n" +
			"  https://x.execute-api.us-east-1.amazonaws.com/webhook\n  and as secret what this prints:\n" +
			"  aws secretsmanager get-secret-value --region us-east-1 --secret-id " + arn +
			" --query SecretString --output text\n  `make webhook ENV=dev` shows whether GitHub's calls arrive.",
		"Confirm the e-mail subscriptions that AWS has sent mail about.",
		"Start the pipeline of api once, if its first execution came before the connection and failed: " +
			"`make start ENV=dev SERVICE=api`",
		"Start the pipeline of cart once, if its first execution came before the connection and failed: " +
			"`make start ENV=dev SERVICE=cart`",
	}, postdeploy.Remaining(outputs, "dev", "us-east-1", "start"))
	assert.Equal(t, []string{"Confirm the e-mail subscriptions that AWS has sent mail about."},
		postdeploy.Remaining(contract.DeliveryOf[string]{}, "dev", "us-east-1", "start"))
}
