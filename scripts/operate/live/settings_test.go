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

// configured is Lambda with $LATEST and one version.
type configured struct {
	functions
	latest, version *types.FunctionConfiguration
}

func (c configured) GetFunction(
	_ context.Context, in *lambda.GetFunctionInput, _ ...func(*lambda.Options),
) (*lambda.GetFunctionOutput, error) {
	switch {
	case c.err != nil:
		return nil, c.err
	case in.Qualifier == nil:
		return &lambda.GetFunctionOutput{Configuration: c.latest}, nil
	}
	return &lambda.GetFunctionOutput{Configuration: c.version}, nil
}

func variables(value string) *types.EnvironmentResponse {
	return &types.EnvironmentResponse{Variables: map[string]string{"MODE": value}}
}

func network(subnets ...string) *types.VpcConfigResponse {
	return &types.VpcConfigResponse{SubnetIds: subnets, VpcId: aws.String("vpc-1")}
}

func TestSettingsThatAVersionDoesNotHaveAreNamed(t *testing.T) {
	t.Parallel()
	type config = types.FunctionConfiguration
	asked := func(own configured) ([]string, error) {
		aws := live.AWS{Account: "123456789012", Own: own}
		return aws.Waiting(t.Context(), "arn:aws:lambda:us-east-1:123456789012:function:lambda-api-dev", "7")
	}
	for name, x := range map[string]struct {
		latest, version config
		want            []string
	}{
		"none": {
			config{
				MemorySize:  aws.Int32(512),
				Environment: variables("fast"),
				Version:     aws.String("$LATEST"),
				VpcConfig:   network("a", "b"),
			},
			config{
				MemorySize:  aws.Int32(512),
				Environment: variables("fast"),
				Version:     aws.String("7"),
				VpcConfig:   network("b", "a"),
			}, nil,
		},
		"memory, time and variables": {
			config{
				MemorySize:  aws.Int32(512),
				Timeout:     aws.Int32(30),
				Environment: variables("fast"),
			},
			config{
				MemorySize:  aws.Int32(1024),
				Timeout:     aws.Int32(3),
				Environment: variables("slow"),
			},
			[]string{"memory", "timeout", "variables"},
		},
		"variables that are gone": {config{}, config{Environment: variables("slow")}, []string{"variables"}},
		"no variables, said in two ways": {
			config{Environment: &types.EnvironmentResponse{}}, config{VpcConfig: &types.VpcConfigResponse{}}, nil,
		},
		"all others": {
			config{
				KMSKeyArn:        aws.String("key"),
				Role:             aws.String("role"),
				LoggingConfig:    &types.LoggingConfig{LogFormat: types.LogFormatJson},
				TracingConfig:    &types.TracingConfigResponse{Mode: types.TracingModeActive},
				Description:      aws.String("new"),
				EphemeralStorage: &types.EphemeralStorage{Size: aws.Int32(1024)},
				VpcConfig:        network("a"),
			},
			config{},
			[]string{"the key of its variables", "role", "logging", "tracing", "description", "ephemeral storage", "VPC"},
		},
	} {
		waiting, err := asked(configured{latest: &x.latest, version: &x.version})
		require.NoError(t, err, name)
		assert.Equal(t, x.want, waiting, name)
	}
	_, err := asked(configured{functions: functions{err: errors.New("denied")}})
	require.EqualError(t, err, "read the settings of "+own+": denied")
	_, err = live.AWS{}.Waiting(t.Context(), "lambda-api-dev", "7")
	require.EqualError(t, err, `read function ARN "lambda-api-dev": arn: invalid prefix`)
}

func TestSettingsOfASimulatedVersionAreComparedWithTheFunction(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	put := func(token, key string, outputs map[string]any) {
		require.NoError(t, store.Put(localaws.Resource{
			Account: "222222222222",
			Type:    token,
			ID:      key,
			Key:     key,
			Outputs: outputs,
		}))
	}
	version := func(number string, settings any) {
		put(localaws.FunctionVersionType, "lambda-api-dev/"+number, map[string]any{
			"functionName": "lambda-api-dev",
			"version":      number,
			"settings":     settings,
		})
	}
	simulated := live.Simulated{View: account.View{Store: store}}
	_, err := simulated.Waiting(t.Context(), other, "1")
	require.EqualError(t, err, "function lambda-api-dev is not deployed, but the delivery layer names it")
	put("aws:lambda/function:Function", "lambda-api-dev", map[string]any{
		"name":       "lambda-api-dev",
		"memorySize": 512,
		"tags":       map[string]any{"a": "b"},
	})
	version("1", map[string]any{"memorySize": 1024})
	version("2", map[string]any{"memorySize": 512})
	version("3", nil) // published before the account kept them
	for number, want := range map[string][]string{"1": {"memory"}, "2": nil, "3": nil} {
		waiting, err := simulated.Waiting(t.Context(), other, number)
		require.NoError(t, err)
		assert.Equal(t, want, waiting, number)
	}
	_, err = simulated.Waiting(t.Context(), other, "4")
	require.EqualError(t, err, "lambda-api-dev has no version 4: `make history` lists those that served")
}

func TestEveryInputThatAVersionKeepsHasAName(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "memory", live.SettingOf("memorySize"))
	assert.Empty(t, live.SettingOf("reservedConcurrentExecutions"), "it is of the function, not of a version")
}
