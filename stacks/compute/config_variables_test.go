package compute_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/compute"
)

func TestVariables(t *testing.T) {
	t.Parallel()
	const (
		nameRule = "a name of letters, digits and underscores that begins with a letter, at least two long"
		lambdas  = "Lambda sets this variable itself"
	)
	for name, c := range map[string]struct{ variables, value, rule string }{
		"that are not an object": {
			`["LOG_LEVEL"]`, `["LOG_LEVEL"]`, `an object from service to variables, such as {"api": {"LOG_LEVEL": "info"}}`,
		},
		"of a service that is not":       {`{"cart": {"LOG_LEVEL": "info"}}`, "cart", "not one of the services"},
		"with a hyphen in the name":      {`{"api": {"LOG-LEVEL": "info"}}`, "api.LOG-LEVEL", nameRule},
		"with a digit at the beginning":  {`{"api": {"1ST": "x"}}`, "api.1ST", nameRule},
		"with a name of one letter":      {`{"api": {"A": "x"}}`, "api.A", nameRule},
		"without a name":                 {`{"api": {"": "x"}}`, "api.", nameRule},
		"that Lambda sets to the region": {`{"api": {"AWS_REGION": "eu-west-1"}}`, "api.AWS_REGION", lambdas},
		"that Lambda sets to the credentials": {
			`{"api": {"AWS_SECRET_ACCESS_KEY": "x"}}`, "api.AWS_SECRET_ACCESS_KEY", lambdas,
		},
		"with a zero byte in the value": {
			`{"api": {"SEPARATOR": "a\u0000b"}}`, "api.SEPARATOR", "a value without a zero byte",
		},
	} {
		t.Run("refuses variables "+name, func(t *testing.T) {
			t.Parallel()
			_, err := compute.LoadConfig(values{"variables": c.variables})
			want := &fault{
				key:   "slipway-compute:variables",
				value: c.value,
				rule:  c.rule,
			}
			require.EqualError(t, err, want.String())
		})
	}
	t.Run("R16 refuses an access key, without repeating it", func(t *testing.T) {
		t.Parallel()
		for _, key := range []string{"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"} {
			_, err := compute.LoadConfig(values{"variables": `{"api": {"KEY": "id=` + key + `"}}`})
			require.EqualError(t, err, `slipway-compute:variables is "api.KEY": an AWS access key; `+
				"let the function's role give it rights, and keep secrets in Secrets Manager")
			assert.NotContains(t, err.Error(), key)
		}
	})
	t.Run("accepts as many bytes as Lambda does, names included, and not one more", func(t *testing.T) {
		t.Parallel()
		of := func(size int) string { return `{"api": {"BIG": "` + strings.Repeat("x", size-len("BIG")) + `"}}` }
		_, err := compute.LoadConfig(values{"variables": of(4096)})
		require.NoError(t, err)
		_, err = compute.LoadConfig(values{"variables": of(4097)})
		require.EqualError(t, err,
			`slipway-compute:variables is "api": variables of 4097 bytes, Lambda takes 4096 for one function`)
	})
	t.Run("accepts Lambda's own settings that a function may change", func(t *testing.T) {
		t.Parallel()
		_, err := compute.LoadConfig(values{
			"variables": `{"api": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/w", "NODE_OPTIONS": "--enable-source-maps"}}`,
		})
		require.NoError(t, err)
	})
}

// fault is the text of a configuration fault.
type fault struct{ key, value, rule string }

func (f *fault) String() string {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(f.value)
	return f.key + ` is "` + quoted + `": ` + f.rule
}

// keeper is settings of which some are secret.
type keeper struct {
	values
	secret string
}

func (k keeper) Secret(key string) bool { return key == k.secret }

func TestSecretVariables(t *testing.T) { // R16
	t.Parallel()
	const given = `{"api": {"MODE": "fast", "TOKEN": "hunter2"}}`
	c, err := compute.LoadConfig(keeper{values{"variables": given}, "variables"})
	require.NoError(t, err)
	assert.True(t, c.SecretVariables)
	c, err = compute.LoadConfig(values{"variables": given})
	require.NoError(t, err)
	assert.False(t, c.SecretVariables)

	_, err = compute.LoadConfig(keeper{values{"variables": `["hunter2"]`}, "variables"})
	require.EqualError(t, err, `slipway-compute:variables is "a secret": an object from service to variables, `+
		`such as {"api": {"LOG_LEVEL": "info"}}`)
	_, err = compute.LoadConfig(keeper{values{"variables": `{"api": {"PORT": 3000, "TOKEN": "hunter2"}}`}, "variables"})
	require.EqualError(t, err, `slipway-compute:variables is "api.PORT": a text; write its value in quotes`)
}

func TestSecretVariablesReachTheFunction(t *testing.T) { // R14, R16
	t.Parallel()
	r := run(t, plain.with(values{"variables": `{"api": {"TOKEN": "hunter2"}}`}))
	r.Secrets = []string{"slipway-compute:variables"}
	rec := deployRun(r)
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"variables": map[string]any{"TOKEN": "hunter2"}},
		rec.Get(t, "lambda/function:Function", "function-api-function").Inputs["environment"])
}
