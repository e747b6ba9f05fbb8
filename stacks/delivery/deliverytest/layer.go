package deliverytest

import (
	"encoding/json"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery"
)

// Environment is an environment dev whose delivery layer is deployed as a whole.
type Environment struct {
	Services    []string // api when empty
	TwoAccounts bool
	Settings    map[string]string // configuration keys of the layer
	Root        string            // of the project, beside which other environments' settings are; "" for none
	DryRun      bool
	Refuse      func(*pulumitest.Resource) error
}

// Run is the environment as Pulumi would see it, earlier layers included.
func (e Environment) Run() pulumitest.Run {
	functionsIn := pulumitest.Account
	keys := map[string]string{"slipway-delivery:repository": "acme/shop"}
	if len(e.Services) == 0 {
		e.Services = []string{"api"}
	} else {
		list, _ := json.Marshal(e.Services)
		keys["slipway-delivery:services"] = string(list)
	}
	if e.TwoAccounts {
		functionsIn = TargetAccount
		keys["slipway-delivery:targetAccount"] = TargetAccount
	}
	for key, value := range e.Settings {
		keys["slipway-delivery:"+key] = value
	}
	return pulumitest.Run{
		Project: "slipway-delivery",
		Stack:   "dev",
		Root:    e.Root,
		Config:  keys,
		DryRun:  e.DryRun,
		Refuse:  e.Refuse,
		Stacks: map[string]map[string]any{
			"organization/slipway-foundation/dev": FoundationOutputs(e.Services),
			"organization/slipway-compute/dev":    ComputeOutputs(functionsIn, e.Services),
		},
	}
}

// Deploy deploys the layer, with a fake of the receiver's zip.
func (e Environment) Deploy() *pulumitest.Recording { return e.Run().Do(DeployLayer) }

// Deployed is Deploy for an environment that must come up.
func (e Environment) Deployed(t *testing.T) *pulumitest.Recording {
	t.Helper()
	rec := e.Deploy()
	require.NoError(t, rec.Err)
	return rec
}

// alone is the configuration of the layer in which the test sets what layers share
// as well: it knows no foundation.
type alone struct{ config.Source }

// Beside is config.Beside.
func (a alone) Beside(layer, stack string) (config.Source, bool, error) {
	return a.Source.(config.Beside).Beside(layer, stack)
}

// DeployLayer deploys the layer as its program does, but for the receiver's zip.
func DeployLayer(ctx *pulumi.Context, rec *pulumitest.Recording) error {
	cfg, err := delivery.LoadConfig(alone{config.FromContext(ctx)})
	if err != nil {
		return err
	}
	in := delivery.Inputs{Receiver: pulumi.NewAssetArchive(map[string]any{"bootstrap": pulumi.NewStringAsset("receiver")})}
	if in.Own, err = awsaccount.Own(ctx, contract.DeliveryLayer, cfg.Common); err != nil {
		return err
	}
	if in.Target, err = awsaccount.Target(ctx, contract.DeliveryLayer, cfg.Common, in.Own); err != nil {
		return err
	}
	if in.Foundation, err = contract.ReadFoundation(ctx, cfg.Services); err != nil {
		return err
	}
	if in.Compute, err = contract.ReadCompute(ctx, cfg.Services); err != nil {
		return err
	}
	out, err := delivery.Deploy(ctx, cfg, in)
	if err != nil {
		return err
	}
	contract.Export(rec, &out)
	return nil
}

// The key and the topic, as foundation exports them.
const (
	KeyArn   = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	TopicArn = "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"
)

// FoundationOutputs are the foundation's for the services.
func FoundationOutputs(services []string) map[string]any {
	out := map[string]any{
		"contractVersion":      contract.Version,
		"accountId":            pulumitest.Account,
		"region":               "us-east-1",
		"keyArn":               KeyArn,
		"artifactBucket":       "s3-artifacts-111122223333-dev",
		"cacheBucket":          "s3-cache-111122223333-dev",
		"historyTable":         HistoryTable,
		"historyTableArn":      HistoryTableArn,
		"topicArn":             TopicArn,
		"packageDomain":        "domain-packages-dev",
		"packageDomainArn":     "arn:aws:codeartifact:us-east-1:111122223333:domain/domain-packages-dev",
		"packageRepository":    "npm-packages-dev",
		"packageRepositoryArn": "arn:aws:codeartifact:us-east-1:111122223333:repository/domain-packages-dev/npm-packages-dev",
	}
	for _, s := range services {
		out[s+".repositoryName"] = "ecr-" + s + "-dev"
		out[s+".repositoryArn"] = "arn:aws:ecr:us-east-1:111122223333:repository/ecr-" + s + "-dev"
		out[s+".repositoryUri"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-" + s + "-dev"
	}
	return out
}

// ComputeOutputs are those of the compute layer for the services.
func ComputeOutputs(account string, services []string) map[string]any {
	out := map[string]any{
		"contractVersion": contract.Version,
		"accountId":       account,
	}
	for _, s := range services {
		arn := "arn:aws:lambda:us-east-1:" + account + ":function:lambda-" + s + "-dev"
		out[s+".functionName"], out[s+".functionArn"] = "lambda-"+s+"-dev", arn
		out[s+".aliasName"], out[s+".aliasArn"] = "live", arn+":live"
		role := "role-lambda-" + s + "-dev"
		out[s+".functionRoleName"], out[s+".functionRoleArn"] = role, "arn:aws:iam::"+account+":role/"+role
		out[s+".httpAddress"], out[s+".httpApiId"], out[s+".domainTarget"] = "https://"+s+".execute-api", "id-of-"+s, ""
		out[s+".deployerRoleArn"] = "arn:aws:iam::" + account + ":role/role-deployer-" + s + "-dev"
	}
	return out
}
