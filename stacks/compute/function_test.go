package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestFunction(t *testing.T) {
	t.Parallel()
	rec := deploy(t, plain.with(values{"images": `{"api": "` + digest + `"}`}))
	function := rec.Get(t, "lambda/function:Function", "function-api-function")

	t.Run("R5 R13 R19 runs the image with 1024 MB, 30 seconds, 50 at once, traced", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"name":                         "lambda-api-dev",
			"description":                  "Service api of slipway",
			"role":                         "arn:aws:iam::111122223333:role/role-function-api-dev",
			"packageType":                  "Image",
			"imageUri":                     "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev@" + digest,
			"architectures":                []any{"x86_64"},
			"memorySize":                   1024.0,
			"timeout":                      30.0,
			"reservedConcurrentExecutions": 50.0,
			"tracingConfig":                map[string]any{"mode": "Active"},
			"loggingConfig":                map[string]any{"logFormat": "Text", "logGroup": "/aws/lambda/lambda-api-dev"},
			"ephemeralStorage":             map[string]any{"size": 512.0},
			"publish":                      true,
			"tags":                         map[string]any{"Service": "api"},
		}, function.Inputs)
	})
	t.Run("R12 leaves the code, and what is sent with it, to the releases once it is there", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{"imageUri", "architectures"}, function.IgnoreChanges)
	})
	t.Run("R15 comes after its log group and rights, so that it goes before them", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, function.DependsOn, []string{"function-api-logs", "function-api-role", "function-api-policy"})
	})
	t.Run("R12 its alias live is made on the first version and then left to the releases", func(t *testing.T) {
		t.Parallel()
		alias := rec.Get(t, "lambda/alias:Alias", "function-api-alias")
		assert.Equal(t, map[string]any{
			"name": "live", "description": "The version that traffic goes to; releases move it",
			"functionName": "lambda-api-dev", "functionVersion": "1",
		}, alias.Inputs)
		assert.Equal(t, []string{"description", "functionVersion", "routingConfig"}, alias.IgnoreChanges,
			"an update of any of them would send all of them")
	})
	t.Run("R15 R17 its log group is declared, with an end to what it keeps", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"name":            "/aws/lambda/lambda-api-dev",
			"retentionInDays": 30.0,
			"skipDestroy":     false,
			"tags":            map[string]any{"Service": "api"},
		}, rec.Get(t, "cloudwatch/logGroup:LogGroup", "function-api-logs").Inputs)
	})
}

func TestFunctionSettings(t *testing.T) {
	t.Parallel()
	input := func(t *testing.T, v values, key string) any {
		t.Helper()
		return deploy(t, v).Get(t, "lambda/function:Function", "function-api-function").Inputs[key]
	}
	t.Run("a service without an image of its own starts with the bootstrap image", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev:bootstrap", input(t, plain, "imageUri"))
	})
	t.Run("an architecture has a bootstrap image of its own", func(t *testing.T) {
		t.Parallel()
		v := plain.with(values{"architecture": "arm64"})
		assert.Equal(t, []any{"arm64"}, input(t, v, "architectures"))
		assert.Equal(t, "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev:bootstrap-arm64", input(t, v, "imageUri"))
	})
	t.Run("R5 memory, timeout and concurrency can be set", func(t *testing.T) {
		t.Parallel()
		v := values{"memory": "2048", "timeout": "60", "reservedConcurrency": "5"}
		assert.Equal(t, 2048.0, input(t, v, "memorySize"))
		assert.Equal(t, 60.0, input(t, v, "timeout"))
		assert.Equal(t, 5.0, input(t, v, "reservedConcurrentExecutions"))
	})
	t.Run("R5 without a reservation the function shares the account's concurrency", func(t *testing.T) {
		t.Parallel()
		assert.Nil(t, input(t, values{"reservedConcurrency": "-1"}, "reservedConcurrentExecutions"))
	})
	t.Run("R5 a reservation of nothing, which stops the function, is not the same as none", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, 0.0, input(t, values{"reservedConcurrency": "0"}, "reservedConcurrentExecutions"))
	})
	t.Run("R14 variables reach the service they are for and no other", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, shop.with(values{"variables": `{"cart": {"LOG_LEVEL": "debug"}}`}))
		assert.Equal(t, map[string]any{"variables": map[string]any{"LOG_LEVEL": "debug"}},
			rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs["environment"])
		assert.Nil(t, rec.Get(t, "lambda/function:Function", "function-api-function").Inputs["environment"])
	})
	t.Run("R16 variables are encrypted with the customer key, which the role may open", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, shop.with(values{"variables": `{"cart": {"LOG_LEVEL": "debug"}}`}))
		assert.Equal(t, "arn:aws:kms:us-east-1:111122223333:key/1",
			rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs["kmsKeyArn"])
		assert.Equal(t, map[string]any{
			"Sid":      "Variables",
			"Effect":   "Allow",
			"Action":   []any{"kms:Decrypt"},
			"Resource": []any{"arn:aws:kms:us-east-1:111122223333:key/1"},
		}, statement(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-cart-policy"), "Variables"))
		assert.NotContains(t, rec.Get(t, "lambda/function:Function", "function-api-function").Inputs,
			"kmsKeyArn", "it has no variables")
	})
	t.Run("R16 in an account without that key, AWS's own encrypts variables", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, twoAccount.with(values{"variables": `{"api": {"LOG_LEVEL": "debug"}}`}))
		assert.NotContains(t, rec.Get(t, "lambda/function:Function", "function-api-function").Inputs, "kmsKeyArn")
		assert.NotContains(t, policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-api-policy"), "policy"), "kms:")
	})
	t.Run("R17 logs are kept as long as configured", func(t *testing.T) {
		t.Parallel()
		logs := deploy(t, values{"logRetentionDays": "365"}).Get(t, "cloudwatch/logGroup:LogGroup", "function-api-logs")
		assert.Equal(t, 365.0, logs.Inputs["retentionInDays"])
	})
}

func TestFunctionOfEachService(t *testing.T) {
	t.Parallel()
	rec := deploy(t, shop)
	t.Run("R14 each service has its function, from its own images", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, rec.Of("lambda/function:Function"), 3)
		for _, service := range []string{"api", "cart", "checkout"} {
			f := rec.Get(t, "lambda/function:Function", "function-"+service+"-function")
			assert.Equal(t, "lambda-"+service+"-dev", f.Inputs["name"])
			assert.Equal(t, "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-"+service+"-dev:bootstrap", f.Inputs["imageUri"])
			assert.Equal(t, "arn:aws:iam::111122223333:role/role-function-"+service+"-dev", f.Inputs["role"])
			assert.Equal(t, map[string]any{"Service": service}, f.Inputs["tags"])
		}
	})
	t.Run("R14 another service leaves what is there as it is", func(t *testing.T) {
		t.Parallel()
		for _, alone := range deploy(t, plain).All() {
			assert.Equal(t, alone.Inputs, rec.Get(t, alone.Type, alone.Name).Inputs, alone.Name)
		}
	})
}
