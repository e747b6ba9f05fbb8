package realaws_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/resources"
	"slipway/tests/harness"
)

// keepsReleases changes the inputs of everything that has ignored ones, first those
// that are ignored, then the others. The provider's update calls send ignored inputs
// as the state has them, which is as they were before the release.
func keepsReleases(t *testing.T, h *harness.Env, env string) {
	c := lambda.NewFromConfig(account(t))
	production := func() []string {
		alias, err := c.GetAlias(t.Context(), &lambda.GetAliasInput{
			FunctionName: aws.String("lambda-api-" + env), Name: aws.String("live"),
		})
		require.NoError(t, err)
		function, err := c.GetFunction(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("lambda-api-" + env)})
		require.NoError(t, err)
		return []string{
			aws.ToString(alias.FunctionVersion), aws.ToString(function.Configuration.CodeSha256),
			aws.ToString(function.Code.ImageUri),
		}
	}
	before := production()
	for _, ignored := range []bool{true, false} {
		count := 0
		for _, r := range h.Deployed(t, env) {
			kind, known := resources.Find(r.Type)
			if len(r.Ignored) == 0 || !known {
				continue
			}
			for input := range r.Inputs {
				replaces := slices.Contains(kind.Replace, input)
				if slices.Contains(r.Ignored, input) == ignored && !replaces && !strings.HasPrefix(input, "__") {
					h.Earlier(t, env, r, input)
					count++
				}
			}
		}
		require.NotZero(t, count)
		compute := summary(t, h.Must(t, "deploy-all", "--env", env))["compute"]
		assert.Equal(t, ignored, compute.none(), "%+v", compute)
		assert.Equal(t, before, production())
	}
}
