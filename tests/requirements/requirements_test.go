package requirements_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// m and l are decoded JSON objects and lists.
type (
	m = map[string]any
	l = []any
)

// value is an output as plain JSON types.
func value(t *testing.T, r harness.Resource, output string) any {
	t.Helper()
	require.Contains(t, r.Outputs, output, r.URN)
	return r.Outputs[output]
}

// same asserts an output's value, compared as JSON.
func same(t *testing.T, want any, r harness.Resource, output string) {
	t.Helper()
	wanted, err := json.Marshal(want)
	require.NoError(t, err)
	found, err := json.Marshal(value(t, r, output))
	require.NoError(t, err)
	assert.JSONEq(t, string(wanted), string(found), "%s of %s", output, r.ID)
}

func TestWhatIsDeployedHasTheValuesAskedFor(t *testing.T) {
	t.Parallel()
	h := harness.New(t, nil)
	h.Must(t, "deploy-all", "--env", "local")
	all := h.Deployed(t, "local")
	get := func(t *testing.T, typ, id string) harness.Resource { t.Helper(); return harness.Get(t, all, typ, id) }

	t.Run("R1 five stages in their order", func(t *testing.T) {
		var stages []string
		for _, s := range value(t, get(t, "codepipeline/pipeline:Pipeline", "pipeline-api-local"), "stages").(l) {
			stages = append(stages, s.(m)["name"].(string))
		}
		assert.Equal(t, []string{"Source", "Build", "Test", "Manual-Approval", "Deploy"}, stages)
	})
	t.Run("R2 a GitHub connection, an approval before Deploy", func(t *testing.T) {
		stages := value(t, get(t, "codepipeline/pipeline:Pipeline", "pipeline-api-local"), "stages").(l)
		action := func(stage int) m { return stages[stage].(m)["actions"].(l)[0].(m) }
		assert.Equal(t, "CodeStarSourceConnection", action(0)["provider"])
		assert.Equal(t, "main", action(0)["configuration"].(m)["BranchName"])
		assert.Equal(t, "Approval", action(3)["category"])
		assert.Equal(t, "Manual", action(3)["provider"])
		connection := get(t, "codestarconnections/connection:Connection", "connection-github-local")
		same(t, "GitHub", connection, "providerType")
		assert.Equal(t, connection.Text("arn"), action(0)["configuration"].(m)["ConnectionArn"])
	})
	t.Run("R3 R18 MEDIUM with layer caching to build, a separate SMALL to test", func(t *testing.T) {
		build, test := get(t, "codebuild/project:Project",
			"codebuild-build-api-local"), get(t, "codebuild/project:Project", "codebuild-test-api-local")
		assert.Equal(t, "BUILD_GENERAL1_MEDIUM", value(t, build, "environment").(m)["computeType"])
		assert.Equal(t, true, value(t, build, "environment").(m)["privilegedMode"])
		assert.Equal(t, "LOCAL", value(t, build, "cache").(m)["type"])
		assert.Contains(t, value(t, build, "cache").(m)["modes"], "LOCAL_DOCKER_LAYER_CACHE")
		assert.Equal(t, "BUILD_GENERAL1_SMALL", value(t, test, "environment").(m)["computeType"])
		assert.NotEqual(t, build.ID, test.ID)
	})
	t.Run("R4 scan on push, the last 10 images, the AWS managed key", func(t *testing.T) {
		r := get(t, "ecr/repository:Repository", "ecr-api-local")
		assert.Equal(t, true, value(t, r, "imageScanningConfiguration").(m)["scanOnPush"])
		assert.Equal(t, "KMS", value(t, r, "encryptionConfigurations").(l)[0].(m)["encryptionType"])
		asked := r.Inputs["encryptionConfigurations"].(l)[0].(m)
		assert.NotContains(t, asked, "kmsKey", "a key that is not named is the AWS managed one")
		rules := get(t, "ecr/lifecyclePolicy:LifecyclePolicy", "ecr-api-local").JSON(t, "policy")["rules"].(l)
		last := rules[len(rules)-1].(m)
		assert.Equal(t, m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10.0}, last["selection"])
		assert.Equal(t, "expire", last["action"].(m)["type"])
	})
	t.Run("R5 R19 the function and its tracing", func(t *testing.T) {
		f := get(t, "lambda/function:Function", "lambda-api-local")
		for output, want := range (m{
			"packageType":                  "Image",
			"memorySize":                   1024,
			"timeout":                      30,
			"reservedConcurrentExecutions": 50,
			"tracingConfig":                m{"mode": "Active"},
		}) {
			same(t, want, f, output)
		}
		assert.Regexp(t, `/ecr-api-local@sha256:[0-9a-f]{64}$`, f.Text("imageUri"))
	})
	t.Run("R6 the history table", func(t *testing.T) {
		table := get(t, "dynamodb/table:Table", "table-deployments-local")
		for output, want := range (m{
			"hashKey":                   "deploymentId",
			"rangeKey":                  "timestamp",
			"billingMode":               "PAY_PER_REQUEST",
			"deletionProtectionEnabled": false,
		}) {
			same(t, want, table, output)
		}
		assert.Equal(t, true, value(t, table, "pointInTimeRecovery").(m)["enabled"])
		assert.Equal(t, true, value(t, table, "serverSideEncryption").(m)["enabled"])
	})
	t.Run("R7 R16 two buckets: managed keys, versions, 30 days", func(t *testing.T) {
		for _, bucket := range []string{"s3-artifacts-000000000000-local", "s3-cache-000000000000-local"} {
			rule := value(t, get(t, "BucketServerSideEncryptionConfigurationV2", bucket), "rules").(l)[0].(m)
			encryption := rule["applyServerSideEncryptionByDefault"].(m)
			assert.Equal(t, "aws:kms", encryption["sseAlgorithm"])
			assert.Empty(t, encryption["kmsMasterKeyId"], "a key that is not named is the AWS managed one")
			assert.Equal(t, "Enabled", value(t, get(t, "BucketVersioningV2", bucket), "versioningConfiguration").(m)["status"])
			expiry := value(t, get(t, "BucketLifecycleConfigurationV2", bucket), "rules").(l)[0].(m)
			assert.EqualValues(t, 30, expiry["expiration"].(m)["days"])
			assert.EqualValues(t, 1, expiry["noncurrentVersionExpiration"].(m)["noncurrentDays"],
				"a version that nothing shows any more goes at once: 30 days are the end of an object")
			same(t, true, get(t, "s3/bucketV2:BucketV2", bucket), "forceDestroy")
		}
	})
	t.Run("R8 the alarms and who is told", func(t *testing.T) {
		topic := get(t, "sns/topic:Topic", "topic-deployments-local").Text("arn")
		failed := get(t, "cloudwatch/metricAlarm:MetricAlarm", "alarm-failures-api-local")
		for output, want := range (m{
			"namespace":    "AWS/CodePipeline",
			"metricName":   "FailedPipelineExecutions",
			"threshold":    1,
			"alarmActions": l{topic},
		}) {
			same(t, want, failed, output)
		}
		errors := get(t, "cloudwatch/metricAlarm:MetricAlarm", "alarm-errors-api-local")
		for output, want := range (m{
			"namespace":          "AWS/Lambda",
			"metricName":         "Errors",
			"statistic":          "Sum",
			"threshold":          5,
			"period":             300,
			"evaluationPeriods":  1,
			"comparisonOperator": "GreaterThanOrEqualToThreshold",
			"alarmActions":       l{topic},
		}) {
			same(t, want, errors, output)
		}
		mail := harness.Of(all, "sns/topicSubscription:TopicSubscription")
		require.Len(t, mail, 1)
		for output, want := range (m{"protocol": "email", "endpoint": "ops@example.com", "topic": topic}) {
			same(t, want, mail[0], output)
		}
	})
	t.Run("R9 the role that CodePipeline may assume", func(t *testing.T) {
		trust := get(t, "iam/role:Role", "role-deployer-api-local").Text("assumeRolePolicy")
		assert.Contains(t, trust, "codepipeline.amazonaws.com")
		assert.Contains(t, trust, "aws:SourceAccount")
		assert.Contains(t, trust, ":pipeline-api-local")
		rights := get(t, "iam/rolePolicy:RolePolicy", "role-deployer-api-local:release").Text("policy")
		assert.Contains(t, rights, "lambda:UpdateFunctionCode")
		assert.Contains(t, rights, ":function:lambda-api-local")
		assert.Contains(t, rights, "ecr:BatchGetImage")
		assert.Contains(t, rights, ":repository/ecr-api-local")
	})
	t.Run("R13 every name is type, purpose and suffix, in us-east-1", func(t *testing.T) {
		named := regexp.MustCompile(`^(alias/|/aws/[a-z]+/|/aws/vendedlogs/[a-z]+/)?[a-z0-9]+-[a-z0-9-]+-local$`)
		for _, r := range all {
			for _, property := range []string{"name", "bucket", "domain", "repository", "deploymentGroupName", "dashboardName"} {
				name, ok := r.Inputs[property].(string)
				if !ok || !strings.HasSuffix(r.Type, "Function") && name == "live" || r.Type == "aws:apigatewayv2/stage:Stage" ||
					r.Type == "aws:iam/rolePolicy:RolePolicy" {
					continue
				}
				assert.Regexp(t, named, name, "%s of %s", property, r.URN)
			}
			if arn := strings.Split(r.Text("arn"), ":"); len(arn) > 3 && arn[3] != "" {
				assert.Equal(t, "us-east-1", arn[3], r.URN)
			}
		}
	})
	t.Run("R15 nothing is protected or kept", func(t *testing.T) {
		for _, r := range all {
			assert.False(t, r.Protect, r.URN)
			for _, keeps := range []string{"skipDestroy", "deletionProtectionEnabled"} {
				assert.NotEqual(t, true, r.Outputs[keeps], "%s of %s", keeps, r.URN)
			}
		}
		same(t, 7, harness.Of(all, "kms/key:Key")[0], "deletionWindowInDays")
		same(t, true, get(t, "ecr/repository:Repository", "ecr-api-local"), "forceDelete")
	})
	t.Run("R16 a key that rotates, a topic that it encrypts", func(t *testing.T) {
		key := harness.Of(all, "kms/key:Key")[0]
		same(t, true, key, "enableKeyRotation")
		same(t, key.Text("arn"), get(t, "sns/topic:Topic", "topic-deployments-local"), "kmsMasterKeyId")
	})
	t.Run("R19 npm packages and saved queries", func(t *testing.T) {
		packages := harness.Of(all, "codeartifact/repository:Repository")
		require.Len(t, packages, 1)
		assert.Equal(t, "public:npmjs", value(t, packages[0], "externalConnections").(m)["externalConnectionName"])
		assert.GreaterOrEqual(t, len(harness.Of(all, "cloudwatch/queryDefinition:QueryDefinition")), 5)
	})
}
