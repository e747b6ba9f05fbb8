package localaws_test

import (
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/properties"
)

// compare asks for the difference without validating the new inputs first.
func (c client) compare(e existing, news m) *pulumirpc.DiffResponse {
	c.t.Helper()
	r, err := c.rpc.Diff(c.t.Context(), &pulumirpc.DiffRequest{
		Id: e.id, Urn: urn(e.token, e.name), Type: e.token, Name: e.name, Olds: c.wire(e.out), OldInputs: c.wire(e.in), News: c.wire(news),
	})
	require.NoError(c.t, err)
	return r
}

// TestReplacementIsWhatTheProviderPlans holds package resources against a table
// that was read off the Terraform provider 5.100's own plans.
func TestReplacementIsWhatTheProviderPlans(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	for _, d := range []struct{ token, replaced, updated string }{
		{apiT, "protocolType", "apiKeySelectionExpression disableExecuteApiEndpoint name routeSelectionExpression"},
		{integrationT, "apiId integrationType", "connectionType integrationUri payloadFormatVersion"},
		{routeT, "apiId", "apiKeyRequired authorizationType routeKey"},
		{stageT, "apiId name", "autoDeploy"},
		{dashboardT, "dashboardName", "dashboardBody"},
		{busT, "eventSourceName name", "description"},
		{busPolicyT, "eventBusName", "policy"},
		{ruleT, "name eventBusName", "eventPattern description state"},
		{targetT, "eventBusName rule targetId", "arn forceDestroy roleArn"},
		{logGroupT, "logGroupClass name", "retentionInDays skipDestroy"},
		{logPolicyT, "policyName", "policyDocument"},
		{alarmT, "name", "actionsEnabled comparisonOperator evaluationPeriods metricName namespace period statistic threshold treatMissingData"},
		{queryT, "", "name queryString"},
		{domainT, "domain encryptionKey", "tags"},
		{packagesT, "domain domainOwner repository", "description"},
		{projectT, "name", "badgeEnabled buildTimeout projectVisibility queuedTimeout serviceRole"},
		{reportT, "name type", "deleteReports"},
		{applicationT, "computePlatform", "name"},
		{groupT, "", "appName deploymentConfigName deploymentGroupName outdatedInstancesStrategy serviceRoleArn terminationHookEnabled"},
		{pipelineT, "name", "executionMode pipelineType roleArn"},
		{connectionT, "hostArn name providerType", "tags"},
		{notificationT, "resource", "detailType name status"},
		{tableT, "name hashKey rangeKey restoreSourceName restoreSourceTableArn", "billingMode deletionProtectionEnabled tableClass"},
		{lifecycleT, "policy repository", ""},
		{repositoryT, "name encryptionConfigurations", "forceDelete imageTagMutability"},
		{repoPolicyT, "repository", "policy"},
		{roleT, "name path", "assumeRolePolicy forceDetachPolicies maxSessionDuration"},
		{rolePolicyT, "name role", "policy"},
		{aliasT, "name", "targetKeyId"},
		{keyT, "customKeyStoreId customerMasterKeySpec keyUsage multiRegion xksKeyId", "deletionWindowInDays enableKeyRotation isEnabled policy"},
		{functionAliasT, "functionName name", "functionVersion"},
		{functionT, "name packageType", "handler imageUri memorySize publish reservedConcurrentExecutions role runtime s3Bucket skipDestroy timeout"},
		{permissionT, "action eventSourceToken function functionUrlAuthType principal principalOrgId qualifier sourceAccount sourceArn statementId", ""},
		{expiryT, "bucket expectedBucketOwner", "rules"},
		{loggingT, "bucket expectedBucketOwner", "targetBucket targetPrefix"},
		{ownershipT, "bucket", "rule"},
		{bucketPolicyT, "bucket", "policy"},
		{publicAccessT, "bucket", "blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets"},
		{encryptionT, "bucket expectedBucketOwner", "rules"},
		{bucketT, "bucket objectLockEnabled", "forceDestroy"},
		{versioningT, "bucket expectedBucketOwner", "versioningConfiguration"},
		{secretT, "name", "forceOverwriteReplicaSecret recoveryWindowInDays"},
		{machineT, "name type", "definition publish roleArn"},
		{topicT, "name fifoTopic", "kmsMasterKeyId"},
		{topicPolicyT, "arn", "policy"},
		{subscriptionT, "endpoint protocol topic", "confirmationTimeoutInMinutes endpointAutoConfirms rawMessageDelivery"},
		{queueT, "name fifoQueue", "delaySeconds maxMessageSize messageRetentionSeconds receiveWaitTimeSeconds visibilityTimeoutSeconds"},
		{queuePolicyT, "queueUrl", "policy"},
	} {
		e := existing{token: d.token, name: "it", id: "id", in: properties.Map{}, out: properties.Map{"tagsAll": m{}}}
		for _, key := range strings.Fields(d.replaced) {
			r := c.compare(e, m{key: "changed"})
			assert.Equal(t, []string{key}, r.GetReplaces(), "%s %s", d.token, key)
		}
		for _, key := range strings.Fields(d.updated) {
			value := any("changed")
			if key == "tags" {
				value = m{"a": "b"}
			}
			r := c.compare(e, m{key: value})
			assert.Empty(t, r.GetReplaces(), "%s %s", d.token, key)
			assert.Equal(t, []string{key}, r.GetDiffs(), "%s %s", d.token, key)
			assert.Equal(t, pulumirpc.DiffResponse_DIFF_SOME, r.GetChanges())
		}
	}
}

func TestAReplacedNameGoesBeforeTheNewOneComes(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	pass := list{m{"encryptionType": "KMS"}}
	given := c.given(repositoryT, "api", m{"name": "ecr-api-dev"})
	assert.True(t, c.diff(given, m{"name": "ecr-api-dev", "encryptionConfigurations": pass}).GetDeleteBeforeReplace(), "the name is taken until the old one is gone")
	assert.False(t, c.diff(given, m{"name": "ecr-api-prod"}).GetDeleteBeforeReplace(), "another name is free")

	auto := c.given(repositoryT, "web", m{})
	assert.Regexp(t, "^web-[0-9a-f]{7}$", auto.id)
	r := c.compare(auto, with(auto.in, m{"encryptionConfigurations": pass}))
	assert.Equal(t, []string{"encryptionConfigurations"}, r.GetReplaces())
	assert.False(t, r.GetDeleteBeforeReplace(), "a made-up name is made up anew")
}

func TestJSONIsComparedByItsMeaning(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	e := c.given(roleT, "r", m{"name": "role-a", "assumeRolePolicy": trusting("lambda")})
	spaced := strings.ReplaceAll(trusting("lambda"), ",", " ,\n ")
	assert.Empty(t, c.diff(e, m{"name": "role-a", "assumeRolePolicy": spaced}).GetDiffs())
	assert.Equal(t, []string{"assumeRolePolicy"}, c.diff(e, m{"name": "role-a", "assumeRolePolicy": trusting("events")}).GetDiffs())
}

func TestARemovedInputIsAChange(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	e := c.given(logGroupT, "g", m{"name": "group", "retentionInDays": 30.0})
	assert.Equal(t, []string{"retentionInDays"}, c.diff(e, m{"name": "group"}).GetDiffs())
	now, err := c.update(e, m{"name": "group"})
	require.NoError(t, err)
	assert.Equal(t, 0.0, now.out["retentionInDays"], "the default is back")
}
