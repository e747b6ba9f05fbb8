package localaws_test

import (
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/properties"
)

// compare asks for the difference without validating the new inputs first.
func compare(c awstest.Client, e awstest.Resource, news m) *pulumirpc.DiffResponse {
	c.T.Helper()
	r, err := c.RPC.Diff(c.T.Context(), &pulumirpc.DiffRequest{
		Id:        e.ID,
		Urn:       awstest.URN(e.Token, e.Name),
		Type:      e.Token,
		Name:      e.Name,
		Olds:      c.Wire(e.Out),
		OldInputs: c.Wire(e.In),
		News:      c.Wire(news),
	})
	require.NoError(c.T, err)
	return r
}

// TestReplacementIsWhatTheProviderPlans holds package resources against a table
// that was read off the Terraform provider 5.100's own plans.
func TestReplacementIsWhatTheProviderPlans(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for _, d := range []struct{ token, replaced, updated string }{
		{awstest.API, "protocolType", "apiKeySelectionExpression disableExecuteApiEndpoint name routeSelectionExpression"},
		{awstest.Integration, "apiId integrationType", "connectionType integrationUri payloadFormatVersion"},
		{awstest.Route, "apiId", "apiKeyRequired authorizationType routeKey"},
		{awstest.Stage, "apiId name", "autoDeploy"},
		{awstest.Dashboard, "dashboardName", "dashboardBody"},
		{awstest.Bus, "eventSourceName name", "description"},
		{awstest.BusPolicy, "eventBusName", "policy"},
		{awstest.Rule, "name eventBusName", "eventPattern description state"},
		{awstest.Target, "eventBusName rule targetId", "arn forceDestroy roleArn"},
		{awstest.LogGroup, "logGroupClass name", "retentionInDays skipDestroy"},
		{awstest.Alarm, "name",
			"actionsEnabled comparisonOperator evaluationPeriods metricName namespace period statistic threshold " +
				"treatMissingData"},
		{awstest.Query, "", "name queryString"},
		{awstest.Domain, "domain encryptionKey", "tags"},
		{awstest.PackageRepository, "domain domainOwner repository", "description"},
		{awstest.Project, "name", "badgeEnabled buildTimeout projectVisibility queuedTimeout serviceRole"},
		{awstest.Report, "name type", "deleteReports"},
		{awstest.Application, "computePlatform", "name"},
		{awstest.Group, "",
			"appName deploymentConfigName deploymentGroupName outdatedInstancesStrategy serviceRoleArn terminationHookEnabled"},
		{awstest.Pipeline, "name", "executionMode pipelineType roleArn"},
		{awstest.Connection, "hostArn name providerType", "tags"},
		{awstest.Notification, "resource", "detailType name status"},
		{awstest.Table, "name hashKey rangeKey restoreSourceName restoreSourceTableArn",
			"billingMode deletionProtectionEnabled tableClass"},
		{awstest.LifecyclePolicy, "policy repository", ""},
		{awstest.Repository, "name encryptionConfigurations", "forceDelete imageTagMutability"},
		{awstest.RepoPolicy, "repository", "policy"},
		{awstest.Role, "name path", "assumeRolePolicy forceDetachPolicies maxSessionDuration"},
		{awstest.RolePolicy, "name role", "policy"},
		{awstest.Alias, "name", "targetKeyId"},
		{awstest.Key, "customKeyStoreId customerMasterKeySpec keyUsage multiRegion xksKeyId",
			"deletionWindowInDays enableKeyRotation isEnabled policy"},
		{awstest.FunctionAlias, "functionName name", "functionVersion"},
		{awstest.Function, "name packageType",
			"handler imageUri memorySize publish reservedConcurrentExecutions role runtime s3Bucket skipDestroy timeout"},
		{awstest.Permission,
			"action eventSourceToken function functionUrlAuthType principal principalOrgId qualifier sourceAccount " +
				"sourceArn statementId",
			""},
		{awstest.BucketLifecycle, "bucket expectedBucketOwner", "rules"},
		{awstest.BucketLogging, "bucket expectedBucketOwner", "targetBucket targetPrefix"},
		{awstest.BucketOwnership, "bucket", "rule"},
		{awstest.BucketPolicy, "bucket", "policy"},
		{awstest.BucketPublicAccess, "bucket", "blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets"},
		{awstest.BucketEncryption, "bucket expectedBucketOwner", "rules"},
		{awstest.Bucket, "bucket objectLockEnabled", "forceDestroy"},
		{awstest.BucketVersioning, "bucket expectedBucketOwner", "versioningConfiguration"},
		{awstest.Secret, "name", "forceOverwriteReplicaSecret recoveryWindowInDays"},
		{awstest.Machine, "name type", "definition publish roleArn"},
		{awstest.Topic, "name fifoTopic", "kmsMasterKeyId"},
		{awstest.TopicPolicy, "arn", "policy"},
		{awstest.Subscription, "endpoint protocol topic",
			"confirmationTimeoutInMinutes endpointAutoConfirms rawMessageDelivery"},
		{awstest.Queue, "name fifoQueue",
			"delaySeconds maxMessageSize messageRetentionSeconds receiveWaitTimeSeconds visibilityTimeoutSeconds"},
		{awstest.QueuePolicy, "queueUrl", "policy"},
	} {
		e := awstest.Resource{
			Token: d.token,
			Name:  "it",
			ID:    "id",
			In:    properties.Map{},
			Out:   properties.Map{"tagsAll": m{}},
		}
		for _, key := range strings.Fields(d.replaced) {
			r := compare(c, e, m{key: "changed"})
			assert.Equal(t, []string{key}, r.GetReplaces(), "%s %s", d.token, key)
		}
		for _, key := range strings.Fields(d.updated) {
			value := any("changed")
			if key == "tags" {
				value = m{"a": "b"}
			}
			r := compare(c, e, m{key: value})
			assert.Empty(t, r.GetReplaces(), "%s %s", d.token, key)
			assert.Equal(t, []string{key}, r.GetDiffs(), "%s %s", d.token, key)
			assert.Equal(t, pulumirpc.DiffResponse_DIFF_SOME, r.GetChanges())
		}
	}
}

func TestAReplacedNameGoesBeforeTheNewOneComes(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	pass := list{m{"encryptionType": "KMS"}}
	given := c.Given(awstest.Repository, "api", m{"name": "ecr-api-dev"})
	assert.True(t, c.Diff(given, m{
		"name":                     "ecr-api-dev",
		"encryptionConfigurations": pass,
	}).GetDeleteBeforeReplace(), "the name is taken until the old one is gone")
	assert.False(t, c.Diff(given, m{"name": "ecr-api-prod"}).GetDeleteBeforeReplace(), "another name is free")

	auto := c.Given(awstest.Repository, "web", m{})
	assert.Regexp(t, "^web-[0-9a-f]{7}$", auto.ID)
	r := compare(c, auto, awstest.With(auto.In, m{"encryptionConfigurations": pass}))
	assert.Equal(t, []string{"encryptionConfigurations"}, r.GetReplaces())
	assert.False(t, r.GetDeleteBeforeReplace(), "a made-up name is made up anew")
}

func TestJSONIsComparedByItsMeaning(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	e := c.Given(awstest.Role, "r", m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")})
	spaced := strings.ReplaceAll(awstest.Trust("lambda"), ",", " ,\n ")
	assert.Empty(t, c.Diff(e, m{"name": "role-a", "assumeRolePolicy": spaced}).GetDiffs())
	assert.Equal(t, []string{"assumeRolePolicy"}, c.Diff(e, m{
		"name":             "role-a",
		"assumeRolePolicy": awstest.Trust("events"),
	}).GetDiffs())
}

func TestTheDefaultGivenForTheFirstTimeIsNoChange(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	e := c.Given(awstest.LogGroup, "g", m{"name": "group"})
	assert.Empty(t, c.Diff(e, m{"name": "group", "skipDestroy": false}).GetDiffs())
	assert.Equal(t, []string{"skipDestroy"}, c.Diff(e, m{"name": "group", "skipDestroy": true}).GetDiffs())
	e = c.Given(awstest.LogGroup, "h", m{"name": "other", "skipDestroy": true})
	assert.Equal(t, []string{"skipDestroy"}, c.Diff(e, m{"name": "other", "skipDestroy": false}).GetDiffs())
}

func TestARemovedInputIsAChange(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	e := c.Given(awstest.LogGroup, "g", m{"name": "group", "retentionInDays": 30.0})
	assert.Equal(t, []string{"retentionInDays"}, c.Diff(e, m{"name": "group"}).GetDiffs())
	now, err := c.Update(e, m{"name": "group"})
	require.NoError(t, err)
	assert.Equal(t, 0.0, now.Out["retentionInDays"], "the default is back")
}
