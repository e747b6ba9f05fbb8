package foundation_test

import (
	"maps"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/foundation"
)

// target is an account of the services' own.
const target = "444455556666"

// values are configuration, by key without the project's namespace.
type values map[string]string

var (
	plain      = values{"emails": `["ops@acme.test"]`}
	twoAccount = plain.with(values{"targetAccount": target})
	chatting   = plain.with(values{"chat": `{"workspace": "T0123ABCD", "channel": "C0123ABCD"}`})
	logged     = plain.with(values{"accessLogs": "true"})
	shop       = plain.with(values{"services": `["api", "cart", "checkout"]`})
	everything = twoAccount.with(logged).with(shop)
)

func (v values) with(more values) values {
	all := maps.Clone(v)
	maps.Copy(all, more)
	return all
}

// run is a program in the environment dev with the configuration.
func run(v values) pulumitest.Run {
	full := map[string]string{}
	for key, value := range v {
		full["slipway-foundation:"+key] = value
	}
	return pulumitest.Run{
		Project: "slipway-foundation",
		Stack:   "dev",
		Config:  full,
	}
}

// deploy deploys the layer and records its outputs.
func deploy(t *testing.T, v values) *pulumitest.Recording {
	t.Helper()
	rec := deployRun(run(v))
	require.NoError(t, rec.Err)
	return rec
}

func deployRun(r pulumitest.Run) *pulumitest.Recording {
	return r.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		cfg, err := foundation.LoadConfig(config.FromContext(ctx))
		if err != nil {
			return err
		}
		own, err := awsaccount.Own(ctx, contract.FoundationLayer, cfg.Common)
		if err != nil {
			return err
		}
		out, err := foundation.Deploy(ctx, cfg, own)
		if err != nil {
			return err
		}
		contract.Export(rec, &out)
		return nil
	})
}

// but is a resource's inputs without those that a test looks at by themselves.
func but(x *pulumitest.Resource, keys ...string) map[string]any {
	inputs := maps.Clone(x.Inputs)
	for _, key := range keys {
		delete(inputs, key)
	}
	return inputs
}

// policy is the text of a resource's policy.
func policy(t *testing.T, x *pulumitest.Resource) string {
	t.Helper()
	text, ok := x.Inputs["policy"].(string)
	require.True(t, ok, "%s %s has no policy", x.Type, x.Name)
	return text
}
