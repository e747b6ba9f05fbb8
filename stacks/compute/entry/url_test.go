package entry_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/compute/entry"
)

func url(cors *config.CORS) build {
	return func(ctx *pulumi.Context, f entry.Function, out contract.Exporter) error {
		made, err := entry.NewURL(ctx, "entry-api", entry.URLArgs{Function: f, CORS: cors})
		if err != nil {
			return err
		}
		out.Export("address", made.Address)
		return nil
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	t.Run("L2 leads to the alias, and lets in what IAM does", func(t *testing.T) {
		t.Parallel()
		rec := built(t, url(nil))
		assertInputs(t, map[string]any{
			"functionName":      "lambda-api-dev",
			"qualifier":         "live",
			"authorizationType": "AWS_IAM",
			"invokeMode":        "BUFFERED",
		}, rec.Get(t, "lambda/functionUrl:FunctionUrl", "entry-api-url"))
		assert.Empty(t, rec.Of("lambda/permission:Permission"), "callers have their rights by policies of their own")
		assert.Regexp(t, `^https://[0-9a-f]+\.lambda-url\.us-east-1\.on\.aws/$`, rec.Kept()["address"])
	})
	t.Run("answers pages of other sites as it is told", func(t *testing.T) {
		t.Parallel()
		rec := built(t, url(&config.CORS{Origins: []string{"*"}, Headers: []string{"authorization"}}))
		assert.Equal(t, map[string]any{
			"allowOrigins":     []any{"*"},
			"allowHeaders":     []any{"authorization"},
			"allowCredentials": false,
			"maxAge":           0.0,
		}, rec.Get(t, "lambda/functionUrl:FunctionUrl", "entry-api-url").Inputs["cors"])
	})
	t.Run("R17 says what could not be done", func(t *testing.T) {
		t.Parallel()
		assertErrors(t, map[string]string{
			"entry-api":     "register component entry-api",
			"entry-api-url": "create function URL of api",
		}, url(nil))
	})
}
