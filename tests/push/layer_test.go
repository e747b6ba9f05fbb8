package push_test

import (
	"encoding/json"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery"
)

// settings are a layer's configuration, by key.
type settings map[string]string

// Get returns the value of key and whether it is set.
func (s settings) Get(key string) (string, bool) {
	value, ok := s[key]
	return value, ok
}

// Stack is the environment.
func (settings) Stack() string { return "dev" }

// shop is an application of three services, two of which have a folder.
func shop() settings {
	return settings{
		"repository": "octo-org/shop", "branch": "main",
		"services": `{"api": {}, "cart": {"paths": ["packages/shared/", "go.mod"]}, "web": {}}`,
		"paths":    `{"api": "services/api/", "cart": "services/cart/"}`,
	}
}

// deployed deploys the delivery layer with the settings given.
func deployed(t *testing.T, s settings) *pulumitest.Recording {
	t.Helper()
	cfg, err := delivery.LoadConfig(s)
	require.NoError(t, err)
	run := pulumitest.Run{Project: "slipway-delivery", Stack: "dev"}
	rec := run.Do(func(ctx *pulumi.Context, _ *pulumitest.Recording) error {
		cfg.Account = pulumitest.Account
		own, err := awsaccount.Own(ctx, contract.DeliveryLayer, cfg.Common)
		if err != nil {
			return err
		}
		_, err = delivery.Deploy(ctx, cfg, delivery.Inputs{
			Own:        own,
			Target:     own,
			Foundation: foundation(cfg),
			Compute:    compute(cfg),
			Receiver:   pulumi.NewFileArchive("receiver.zip"),
		})
		return err
	})
	require.NoError(t, rec.Err)
	return rec
}

func text(value string) pulumi.StringOutput { return pulumi.String(value).ToStringOutput() }

// foundation is the outputs of the first layer.
func foundation(cfg delivery.Config) contract.Foundation {
	f := contract.Foundation{
		AccountID:         text(pulumitest.Account),
		Region:            text(pulumitest.Region),
		KeyArn:            text("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
		ArtifactBucket:    text("s3-artifacts-111122223333-dev"),
		CacheBucket:       text("s3-cache-111122223333-dev"),
		HistoryTable:      text("table-deployments-dev"),
		HistoryTableArn:   text("arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev"),
		TopicArn:          text("arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"),
		PackageDomain:     text("domain-packages-dev"),
		PackageDomainArn:  text("arn:aws:codeartifact:us-east-1:111122223333:domain/domain-packages-dev"),
		PackageRepository: text("npm-packages-dev"),
		PackageRepoArn: text("arn:aws:codeartifact:us-east-1:111122223333:repository/domain-packages-dev/" +
			"npm-packages-dev"),
		Services: map[string]*contract.Registry{},
	}
	for _, s := range cfg.Services {
		name := "ecr-" + s.String() + "-dev"
		f.Services[s.String()] = &contract.Registry{
			Name: text(name),
			Arn:  text("arn:aws:ecr:us-east-1:111122223333:repository/" + name),
			URI:  text("111122223333.dkr.ecr.us-east-1.amazonaws.com/" + name),
		}
	}
	return f
}

// compute is the outputs of the second layer.
func compute(cfg delivery.Config) contract.Compute {
	c := contract.Compute{
		AccountID: text(pulumitest.Account),
		Services:  map[string]*contract.Function{},
	}
	for _, s := range cfg.Services {
		name := "lambda-" + s.String() + "-dev"
		arn := "arn:aws:lambda:us-east-1:111122223333:function:" + name
		c.Services[s.String()] = &contract.Function{
			Name:            text(name),
			Arn:             text(arn),
			Alias:           text("live"),
			AliasArn:        text(arn + ":live"),
			DeployerRoleArn: text("arn:aws:iam::111122223333:role/role-deployer-" + s.String() + "-dev"),
		}
	}
	return c
}

// decoded is JSON text as what it means.
func decoded(t *testing.T, text string) any {
	t.Helper()
	var value any
	require.NoError(t, json.Unmarshal([]byte(text), &value), text)
	return value
}
