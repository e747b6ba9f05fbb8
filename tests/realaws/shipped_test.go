package realaws_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// examples are the values of the shipped stack files that a real account rejects, and
// what the test has for them.
var examples = map[string]string{"ops@example.com": "ops@acme.test", "example/shop": "acme/shop"}

// ship writes the stack files of an environment that slipway ships, with the examples
// replaced and nothing else.
func ship(t *testing.T, h *harness.Env, env string) {
	t.Helper()
	replaced := map[string]bool{}
	for _, layer := range contract.LayerNames() {
		name := filepath.Join("stacks", layer, "Pulumi."+env+".yaml")
		shipped, err := os.ReadFile(filepath.Join("..", "..", name))
		require.NoError(t, err)
		text := string(shipped)
		for example, own := range examples {
			replaced[example] = replaced[example] || strings.Contains(text, example)
			text = strings.ReplaceAll(text, example, own)
		}
		require.NoError(t, os.WriteFile(filepath.Join(h.Root, name), []byte(text), 0o600))
	}
	for example := range examples {
		require.True(t, replaced[example], "no shipped file has %s", example)
	}
}

// shippedProduction takes the files of prod through an account.
func shippedProduction(t *testing.T) {
	const env = "prod"
	h := emulated(t, nil)
	for _, name := range []string{env, "staging", "dev"} { // each promotes from the next
		ship(t, h, name)
	}
	deployed := summary(t, h.Must(t, "deploy-all", "--env", env))
	for _, layer := range contract.LayerNames() {
		require.NotZero(t, deployed[layer].created, layer)
	}
	t.Run("a preview finds nothing to change", func(t *testing.T) {
		unchanged(t, h.Must(t, "preview-all", "--env", env))
	})
	t.Run("each access to a bucket is logged", func(t *testing.T) { accessIsLogged(t, h, env) })
	t.Run("prod builds its own images again", func(t *testing.T) { promotesNothing(t, h, env) })
	t.Run("a mistake changes nothing, and the way out is printed", func(t *testing.T) { tryMistakes(t, h, env) })
	t.Run("services go from one to three to two, and the others stay as they are", func(t *testing.T) {
		scale(t, h, env)
	})
	h.Must(t, "destroy-all", "--env", env, "--allow", env)
	assert.Empty(t, h.Deployed(t, env))
}

// promotesNothing takes promoteFrom away: what is deployed is changed, and stays.
func promotesNothing(t *testing.T, h *harness.Env, env string) {
	file := filepath.Join(h.Root, "stacks", contract.DeliveryLayer, "Pulumi."+env+".yaml")
	settings, err := os.ReadFile(file)
	require.NoError(t, err)
	without := strings.Replace(string(settings), "  slipway-delivery:promoteFrom: staging\n", "", 1)
	require.NotEqual(t, string(settings), without)
	require.NoError(t, os.WriteFile(file, []byte(without), 0o600))
	h.Set("ALLOW", "pipeline-api-"+env)
	defer h.Set("ALLOW", "")
	table := summary(t, h.Must(t, "deploy-all", "--env", env))
	assert.Zero(t, table["delivery"].replaced)
	assert.NotZero(t, table["delivery"].updated)
	unchanged(t, h.Must(t, "preview-all", "--env", env))
}

// accessIsLogged asks the account where each bucket of the environment logs to.
func accessIsLogged(t *testing.T, h *harness.Env, env string) {
	client := s3.NewFromConfig(account(t), func(o *s3.Options) { o.UsePathStyle = true })
	buckets := harness.Of(h.Deployed(t, env), "s3/bucketV2:BucketV2")
	require.Greater(t, len(buckets), 1, "the artifacts, and the logs")
	logged := map[string]string{}
	for _, bucket := range buckets {
		logging, err := client.GetBucketLogging(t.Context(), &s3.GetBucketLoggingInput{Bucket: aws.String(bucket.ID)})
		require.NoError(t, err)
		if logging.LoggingEnabled != nil {
			logged[bucket.ID] = aws.ToString(logging.LoggingEnabled.TargetBucket)
		}
	}
	assert.Len(t, logged, len(buckets)-1, "each but the one with the logs: %v", logged)
	for bucket, logs := range logged {
		assert.NotEqual(t, bucket, logs)
		assert.NotContains(t, logged, logs)
		_, err := client.PutObject(t.Context(), &s3.PutObjectInput{ // as S3 delivers them
			Bucket: &logs,
			Key:    aws.String(bucket + "/2026-01-02-03-04-05-0123456789ABCDEF"),
		})
		require.NoError(t, err)
	}
}
