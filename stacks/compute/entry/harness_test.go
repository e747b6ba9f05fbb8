package entry_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/compute/entry"
)

const (
	functionArn = "arn:aws:lambda:us-east-1:111122223333:function:lambda-api-dev"
	aliasArn    = functionArn + ":live"
)

// build makes a component in front of the function, and exports its outputs.
type build func(*pulumi.Context, entry.Function, contract.Exporter) error

// on runs build in the environment dev.
func on(run pulumitest.Run, make build) *pulumitest.Recording {
	run.Project, run.Stack = "slipway-compute", "dev"
	return run.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		own, err := awsaccount.Own(ctx, "compute", config.Common{Account: pulumitest.Account})
		if err != nil {
			return err
		}
		return make(ctx, entry.Function{
			Service:  "api",
			Name:     pulumi.String("lambda-api-dev").ToStringOutput(),
			Alias:    pulumi.String("live").ToStringOutput(),
			AliasArn: pulumi.String(aliasArn).ToStringOutput(),
			Account:  own,
		}, rec)
	})
}

func built(t *testing.T, make build) *pulumitest.Recording {
	t.Helper()
	rec := on(pulumitest.Run{}, make)
	require.NoError(t, rec.Err)
	return rec
}

// assertInputs compares every property of a resource.
func assertInputs(t *testing.T, want map[string]any, x *pulumitest.Resource) {
	t.Helper()
	assert.Equal(t, want, x.Decoded(t), "%s %s", x.Type, x.Name)
}

// assertErrors lets AWS reject each resource in turn and compares how the error begins.
func assertErrors(t *testing.T, texts map[string]string, make build) {
	t.Helper()
	var made []string
	for _, x := range built(t, make).All() {
		if x.Name != "aws" {
			made = append(made, x.Name)
		}
	}
	var told []string
	for name, text := range texts {
		told = append(told, name)
		rec := on(pulumitest.Run{Refuse: pulumitest.RefuseNamed(name, errors.New("not today"))}, make)
		require.ErrorContains(t, rec.Err, text+": not today")
	}
	assert.ElementsMatch(t, made, told, "each resource that AWS can reject")
}
