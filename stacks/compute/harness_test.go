package compute_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/compute"
)

// target is an account of the services' own.
const target = "444455556666"

// values are configuration, by key without the project's namespace.
type values map[string]string

var (
	plain      = values{}
	twoAccount = values{"targetAccount": target}
	shop       = values{"services": `["api", "cart", "checkout"]`}
)

func (v values) with(more values) values {
	all := maps.Clone(v)
	maps.Copy(all, more)
	return all
}

// foundationStack is what the foundation layer promises for the services.
func foundationStack(services ...string) map[string]any {
	outputs := map[string]any{
		"contractVersion":      contract.Version,
		"accountId":            pulumitest.Account,
		"region":               pulumitest.Region,
		"keyArn":               "arn:aws:kms:us-east-1:111122223333:key/1",
		"topicArn":             "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev",
		"artifactBucket":       "s3-artifacts-111122223333-dev",
		"cacheBucket":          "s3-cache-111122223333-dev",
		"historyTable":         "table-deployments-dev",
		"historyTableArn":      "arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev",
		"packageDomain":        "domain-packages-dev",
		"packageDomainArn":     "arn:aws:codeartifact:us-east-1:111122223333:domain/domain-packages-dev",
		"packageRepository":    "npm-packages-dev",
		"packageRepositoryArn": "arn:aws:codeartifact:us-east-1:111122223333:repository/domain-packages-dev/npm-packages-dev",
	}
	for _, service := range services {
		name := "ecr-" + service + "-dev"
		outputs[service+".repositoryName"] = name
		outputs[service+".repositoryArn"] = "arn:aws:ecr:us-east-1:111122223333:repository/" + name
		outputs[service+".repositoryUri"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/" + name
	}
	return outputs
}

// run is a program in the environment dev with the configuration, on a
// foundation for the services of shop.
func run(t *testing.T, v values) pulumitest.Run {
	t.Helper()
	own, shared := map[string]string{}, map[string]string{}
	for key, value := range v {
		switch key {
		case "services", "environmentSuffix", "account", "targetAccount", "targetRole", "targetExternalId", "functionTrust",
			"rollbackAlarms", "rolePath":
			shared["slipway-foundation:"+key] = value
		default:
			own["slipway-compute:"+key] = value
		}
	}
	return pulumitest.Run{
		Project: "slipway-compute",
		Stack:   "dev",
		Config:  own,
		Root:    pulumitest.Beside(t, "dev", shared),
		Stacks: map[string]map[string]any{
			"organization/slipway-foundation/dev": foundationStack("api", "cart", "checkout"),
		},
	}
}

// deploy deploys the layer and keeps what it promises.
func deploy(t *testing.T, v values) *pulumitest.Recording {
	t.Helper()
	rec := deployRun(run(t, v))
	require.NoError(t, rec.Err)
	return rec
}

func deployRun(r pulumitest.Run) *pulumitest.Recording {
	return r.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		cfg, err := compute.LoadConfig(config.FromContext(ctx))
		if err != nil {
			return err
		}
		foundation, err := contract.ReadFoundation(ctx, cfg.Services)
		if err != nil {
			return err
		}
		own, err := awsaccount.Own(ctx, contract.ComputeLayer, cfg.Common)
		if err != nil {
			return err
		}
		target, err := awsaccount.Target(ctx, contract.ComputeLayer, cfg.Common, own)
		if err != nil {
			return err
		}
		out, err := compute.Deploy(ctx, cfg, own, target, foundation)
		if err != nil {
			return err
		}
		contract.Export(rec, &out)
		return nil
	})
}

// ids names every resource of a recording.
func ids(rec *pulumitest.Recording) []string {
	var all []string
	for _, x := range rec.All() {
		all = append(all, x.Type+" "+x.Name)
	}
	return all
}

// policy is the text of a policy that a resource holds.
func policy(t *testing.T, x *pulumitest.Resource, input string) string {
	t.Helper()
	text, ok := x.Inputs[input].(string)
	require.True(t, ok, "%s %s has no %s", x.Type, x.Name, input)
	return text
}

// statement is the statement of a policy with the id.
func statement(t *testing.T, x *pulumitest.Resource, sid string) map[string]any {
	t.Helper()
	for _, s := range x.JSON(t, "policy")["Statement"].([]any) {
		if s := s.(map[string]any); s["Sid"] == sid {
			return s
		}
	}
	require.Fail(t, "no statement "+sid)
	return nil
}

// in is text with the account put in for ACCOUNT.
func in(account, text string) string { return strings.ReplaceAll(text, "ACCOUNT", account) }
