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

// ship writes the stack files of an environment that slipway ships, and of the one that it
// promotes from, with the examples replaced and nothing else.
func ship(t *testing.T, h *harness.Env, env string) {
	t.Helper()
	replaced := map[string]bool{}
	for _, layer := range contract.LayerNames() {
		for _, of := range []string{env, "staging"} {
			name := stackFile(layer, of)
			shipped, err := os.ReadFile(filepath.Join("..", "..", name))
			require.NoError(t, err)
			text := string(shipped)
			for example, own := range examples {
				replaced[example] = replaced[example] || strings.Contains(text, example)
				text = strings.ReplaceAll(text, example, own)
			}
			require.NoError(t, os.WriteFile(filepath.Join(h.Root, name), []byte(text), 0o600))
		}
	}
	for example := range examples {
		require.True(t, replaced[example], "no shipped file has %s", example)
	}
}

func stackFile(layer, env string) string {
	return filepath.Join("stacks", layer, "Pulumi."+env+".yaml")
}

// shippedProduction takes the files of prod through an account.
func shippedProduction(t *testing.T) {
	const env = "prod"
	h := emulated(t, nil)
	ship(t, h, env)
	deployed := summary(t, h.Must(t, "deploy-all", "--env", env))
	for _, layer := range contract.LayerNames() {
		require.NotZero(t, deployed[layer].created, layer)
	}
	t.Run("a preview finds nothing to change", func(t *testing.T) {
		unchanged(t, h.Must(t, "preview-all", "--env", env))
	})
	t.Run("each access to a bucket is logged", func(t *testing.T) { accessIsLogged(t, h, env) })
	// What the next steps call services must be there before it can be promoted.
	staging := filepath.Join(h.Root, stackFile(contract.FoundationLayer, "staging"))
	settings, err := os.ReadFile(staging)
	require.NoError(t, err)
	more := indented([]string{"slipway-foundation:services: [api, apo, cart, checkout]"})
	require.NoError(t, os.WriteFile(staging, append(settings, more...), 0o600))
	t.Run("a mistake changes nothing, and the way out is printed", func(t *testing.T) { tryMistakes(t, h, env) })
	t.Run("services go from one to three to two, and the others stay as they are", func(t *testing.T) {
		scale(t, h, env)
	})
	h.Must(t, "destroy-all", "--env", env, "--allow", env)
	assert.Empty(t, h.Deployed(t, env))
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
