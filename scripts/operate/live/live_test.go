package live_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/live"
)

const (
	own   = "arn:aws:lambda:us-east-1:123456789012:function:lambda-api-dev"
	other = "arn:aws:lambda:us-east-1:222222222222:function:lambda-api-dev"
	image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev@sha256:0123"
)

// functions is Lambda with one function; an error named in deny is given instead.
type functions struct {
	deny    string
	weights map[string]float64
	err     error
	zip     bool
}

func (f functions) GetAlias(
	_ context.Context, in *lambda.GetAliasInput, _ ...func(*lambda.Options),
) (*lambda.GetAliasOutput, error) {
	if f.deny == "GetAlias" {
		return nil, f.err
	}
	return &lambda.GetAliasOutput{
		FunctionVersion: aws.String("7"),
		RoutingConfig:   &types.AliasRoutingConfiguration{AdditionalVersionWeights: f.weights},
	}, nil
}

func (f functions) GetFunction(
	_ context.Context, in *lambda.GetFunctionInput, _ ...func(*lambda.Options),
) (*lambda.GetFunctionOutput, error) {
	if f.deny == "GetFunction" {
		return nil, f.err
	}
	if f.zip {
		return &lambda.GetFunctionOutput{}, nil
	}
	return &lambda.GetFunctionOutput{Code: &types.FunctionCodeLocation{ResolvedImageUri: aws.String(image)}}, nil
}

func reader(own, target functions) live.AWS {
	return live.AWS{
		Account: "123456789012",
		Own:     own,
		Target:  target,
		Role:    "arn:aws:iam::222222222222:role/SlipwayDeployment",
	}
}

func TestTheAliasTellsWhereCallsGo(t *testing.T) {
	t.Parallel()
	none := functions{deny: "GetAlias", err: errors.New("wrong account")}
	got, err := reader(functions{}, none).Traffic(t.Context(), own)
	require.NoError(t, err)
	assert.Equal(t, live.Traffic{Version: "7", Digest: "sha256:0123"}, got)
	assert.Equal(t, "version 7", got.String())

	got, err = reader(none, functions{weights: map[string]float64{"8": 0.1}}).Traffic(t.Context(), other)
	require.NoError(t, err, "the target account is read with the role's credentials")
	assert.True(t, got.Divided())
	assert.Equal(t, "version 7 (90 %), version 8 (10 %)", got.String())

	got, err = reader(functions{zip: true}, none).Traffic(t.Context(), own)
	require.NoError(t, err)
	assert.Empty(t, got.Digest, "only a function from an image has one")
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	denied := errors.New("AccessDenied:\n no")
	for call, want := range map[string]string{
		"GetAlias":    "read alias live of " + own + ": AccessDenied:\n no",
		"GetFunction": "read version 7 of " + own + ": AccessDenied:\n no",
	} {
		_, err := reader(functions{deny: call, err: denied}, functions{}).Traffic(t.Context(), own)
		assert.EqualError(t, err, want)
	}
	_, err := reader(functions{}, functions{deny: "GetAlias", err: denied}).Traffic(t.Context(), other)
	assert.EqualError(t, err, "the function is in account 222222222222 and could not be read with the role "+
		"arn:aws:iam::222222222222:role/SlipwayDeployment, which the setting targetRole names: "+
		"read alias live of "+other+": AccessDenied: no")
	assert.ErrorIs(t, err, denied)

	gone := functions{deny: "GetFunction", err: &types.ResourceNotFoundException{}}
	_, err = reader(gone, functions{}).Digest(t.Context(), own, "77")
	assert.EqualError(t, err, "lambda-api-dev has no version 77: `make history` lists those that served")

	_, err = reader(functions{}, functions{}).Traffic(t.Context(), "lambda-api-dev")
	assert.EqualError(t, err, `read function ARN "lambda-api-dev": arn: invalid prefix`)
	_, err = reader(functions{}, functions{}).Digest(t.Context(), "lambda-api-dev", "7")
	assert.EqualError(t, err, `read function ARN "lambda-api-dev": arn: invalid prefix`)
}

func TestTheAliasOfASimulatedFunctionIsReadFromItsAccount(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	alias := map[string]any{
		"arn":             other + ":live",
		"name":            "live",
		"functionName":    "lambda-api-dev",
		"functionVersion": "7",
		"routingConfig":   map[string]any{"additionalVersionWeights": map[string]any{"8": 0.1}},
	}
	for _, r := range []localaws.Resource{
		{
			Type:    "aws:lambda/alias:Alias",
			ID:      other + ":live",
			Outputs: alias,
		},
		{
			Type: localaws.FunctionVersionType,
			ID:   other + ":7",
			Key:  "lambda-api-dev/7",
			Outputs: map[string]any{
				"functionName": "lambda-api-dev",
				"version":      "7",
				"codeSha256":   "0123",
			},
		},
	} {
		r.Account = "222222222222"
		require.NoError(t, store.Put(r))
	}
	simulated := live.Simulated{View: account.View{Store: store}}
	got, err := simulated.Traffic(t.Context(), other)
	require.NoError(t, err)
	assert.Equal(t, live.Traffic{
		Version: "7",
		Digest:  "sha256:0123",
		Weights: map[string]float64{"8": 0.1},
	}, got)
	digest, err := simulated.Digest(t.Context(), other, "7")
	require.NoError(t, err)
	assert.Equal(t, "sha256:0123", digest)
	_, err = simulated.Digest(t.Context(), other, "77")
	assert.EqualError(t, err, "lambda-api-dev has no version 77: `make history` lists those that served")
	_, err = simulated.Traffic(t.Context(), own)
	assert.EqualError(t, err, "alias live of lambda-api-dev is not deployed, but the delivery layer names it")
}
