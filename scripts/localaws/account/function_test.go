package account_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

func TestAFunctionNamesItsRepositoryAndItsImage(t *testing.T) {
	t.Parallel()
	const repository = owner + ".dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"
	for uri, want := range map[string]string{
		repository + ":bootstrap":    repository,
		repository + "@sha256:ab":    repository,
		repository + ":v1@sha256:ab": repository + ":v1",
		"localhost:5000/api:latest":  "localhost:5000/api",
		"":                           "",
		"no-tag":                     "",
	} {
		assert.Equal(t, want, account.Function{ImageURI: uri}.Repository(), uri)
	}
	v := view(t, of("aws:lambda/function:Function", "lambda-api-dev", map[string]any{
		"name": "lambda-api-dev", "arn": "arn:f", "imageUri": repository + ":bootstrap", "codeSha256": "cd",
	}))
	f, err := v.Function(owner, "lambda-api-dev", "x")
	require.NoError(t, err)
	assert.Equal(t, account.Function{
		Name:       "lambda-api-dev",
		Arn:        "arn:f",
		ImageURI:   repository + ":bootstrap",
		CodeSha256: "cd",
	}, f)
	assert.Equal(t, "sha256:cd", f.Digest())
	_, err = v.Function(owner, "lambda-web-dev", "alias live")
	var missing *account.MissingError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, account.MissingError{
		What:    "function",
		Name:    "lambda-web-dev",
		NamedBy: "alias live",
	}, *missing)
}

func TestTheVersionsAreThoseOfTheFunction(t *testing.T) {
	t.Parallel()
	version := func(function, number string) localaws.Resource {
		return of(localaws.FunctionVersionType, function+"/"+number, map[string]any{"functionName": function,
			"version": number, "codeSha256": "sum" + number})
	}
	v := view(t, version("api", "1"), version("api", "2"), version("api-2", "1"))
	versions, err := v.Versions(owner, "api")
	require.NoError(t, err)
	assert.Equal(t, []account.Version{{
		FunctionName: "api",
		Version:      "1",
		CodeSha256:   "sum1",
	}, {
		FunctionName: "api",
		Version:      "2",
		CodeSha256:   "sum2",
	}}, versions)
	none, err := v.Versions(owner, "web")
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestAnAliasSaysHowTheTrafficIsSplit(t *testing.T) {
	t.Parallel()
	v := view(t, of("aws:lambda/alias:Alias", "arn:api:live", map[string]any{
		"arn": "arn:api:live", "name": "live", "functionName": "api", "functionVersion": "1",
		"routingConfig": map[string]any{"additionalVersionWeights": map[string]any{"2": 0.1}},
	}), of("aws:lambda/alias:Alias", "arn:web:live", map[string]any{"name": "live", "functionName": "web"}))
	alias, err := v.Alias(owner, "api", "live", "x")
	require.NoError(t, err)
	assert.Equal(t, "1", alias.FunctionVersion)
	assert.Equal(t, map[string]float64{"2": 0.1}, alias.RoutingConfig.AdditionalVersionWeights)
	_, err = v.Alias(owner, "api", "next", "the release")
	require.EqualError(t, err, "alias next of api is not deployed, but the release names it")
}
