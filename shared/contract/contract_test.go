package contract_test

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/shared/pulumitest"
)

const (
	foundationStack = "organization/slipway-foundation/dev"
	computeStack    = "organization/slipway-compute/dev"
)

func TestTheFoundationExportsEveryOutputOfItsContract(t *testing.T) { // R11, C4
	t.Parallel()
	assert.Equal(t, map[string]any{
		"contractVersion":      "3",
		"accountId":            "AccountID",
		"region":               "Region",
		"keyArn":               "KeyArn",
		"artifactBucket":       "ArtifactBucket",
		"cacheBucket":          "CacheBucket",
		"historyTable":         "HistoryTable",
		"historyTableArn":      "HistoryTableArn",
		"topicArn":             "TopicArn",
		"packageDomain":        "PackageDomain",
		"packageDomainArn":     "PackageDomainArn",
		"packageRepository":    "PackageRepository",
		"packageRepositoryArn": "PackageRepoArn",
		"api.repositoryName":   "api Name",
		"api.repositoryArn":    "api Arn",
		"api.repositoryUri":    "api URI",
		"cart.repositoryName":  "cart Name",
		"cart.repositoryArn":   "cart Arn",
		"cart.repositoryUri":   "cart URI",
	}, exportedFoundation(t))
}

func TestComputeExportsEveryOutputOfItsContract(t *testing.T) { // R11, C4
	t.Parallel()
	assert.Equal(t, map[string]any{
		"contractVersion":       "3",
		"accountId":             "AccountID",
		"api.functionName":      "api Name",
		"api.functionArn":       "api Arn",
		"api.aliasName":         "api Alias",
		"api.aliasArn":          "api AliasArn",
		"api.deployerRoleArn":   "api DeployerRoleArn",
		"api.httpAddress":       "api Address",
		"api.httpApiId":         "api APIID",
		"api.domainTarget":      "api DomainTarget",
		"cart.functionName":     "cart Name",
		"cart.functionArn":      "cart Arn",
		"cart.aliasName":        "cart Alias",
		"cart.aliasArn":         "cart AliasArn",
		"cart.deployerRoleArn":  "cart DeployerRoleArn",
		"cart.httpAddress":      "cart Address",
		"cart.httpApiId":        "cart APIID",
		"cart.domainTarget":     "cart DomainTarget",
		"api.functionRoleName":  "api RoleName",
		"api.functionRoleArn":   "api RoleArn",
		"cart.functionRoleName": "cart RoleName",
		"cart.functionRoleArn":  "cart RoleArn",
	}, exportedCompute(t))
}

func TestDeliveryExportsEveryOutputOfItsContract(t *testing.T) { // R11
	t.Parallel()
	assert.Equal(t, map[string]any{
		"contractVersion":    "3",
		"connectionArn":      "ConnectionArn",
		"historyTable":       "HistoryTable",
		"webhookUrl":         "WebhookURL",
		"webhookSecretArn":   "WebhookSecret",
		"busName":            "BusName",
		"dashboardUrl":       "DashboardURL",
		"deadLettersUrl":     "DeadLettersURL",
		"recorderArn":        "RecorderArn",
		"api.pipelineName":   "api Name",
		"api.pipelineArn":    "api Arn",
		"api.pipelineUrl":    "api URL",
		"api.repositoryUri":  "api RepositoryURI",
		"api.functionArn":    "api FunctionArn",
		"api.releaseArn":     "api ReleaseArn",
		"cart.pipelineName":  "cart Name",
		"cart.pipelineArn":   "cart Arn",
		"cart.pipelineUrl":   "cart URL",
		"cart.repositoryUri": "cart RepositoryURI",
		"cart.functionArn":   "cart FunctionArn",
		"cart.releaseArn":    "cart ReleaseArn",
	}, exported(t, func(rec *pulumitest.Recording) {
		d := &contract.Delivery{Services: map[string]*contract.Pipeline{"api": {}, "cart": {}}}
		fill(d, "")
		contract.Export(rec, d)
	}))
}

// A dot separates the service from the name of its output: api.pipelineName. No
// service name and no output of a layer has a dot.
func TestAServiceNeverHidesAnOutputOfItsLayer(t *testing.T) {
	t.Parallel()
	for key := range exportedFoundation(t) {
		service, _, ofService := strings.Cut(key, ".")
		assert.Equal(t, service == "api" || service == "cart", ofService, key)
	}
	for _, text := range []string{"api.functionArn", "accountId", "contractVersion", "a.b"} {
		_, err := naming.NewService(text)
		assert.Error(t, err, text)
	}
}

func TestAStackHasTheNameThatEveryBackendAccepts(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "slipway-delivery", Stack: "pr-42"}.Program(func(ctx *pulumi.Context) error {
		assert.Equal(t, "organization/slipway-compute/pr-42", contract.StackName(ctx, contract.ComputeLayer))
		return nil
	})
	require.NoError(t, rec.Err)
	assert.Equal(t, "slipway-delivery", contract.Project(contract.DeliveryLayer))
}
