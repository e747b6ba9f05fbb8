package build_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

// sharedBuildStatements are what both builds may do, with the customer's key only where
// artifacts are encrypted with it.
const (
	sharedBuildStatements = artifactStatements + otherStatements

	artifactStatements = `
	{"Sid": "SeeTheArtifactBucket", "Effect": "Allow", "Action": ["s3:GetBucketAcl", "s3:GetBucketLocation"],
		"Resource": ["arn:aws:s3:::s3-artifacts-111122223333-dev"],
		"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
	{"Sid": "PassArtifacts", "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"],
		"Resource": ["arn:aws:s3:::s3-artifacts-111122223333-dev/*"],
		"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
`
	keyStatement = `
	{"Sid": "UseTheKey", "Effect": "Allow", "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
		"Resource": ["` + deliverytest.KeyArn + `"],
		"Condition": {"StringEquals": {"kms:ViaService": ["s3.us-east-1.amazonaws.com"]}}},`
	otherStatements = `
	{"Sid": "LogInToTheRegistry", "Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], "Resource": ["*"]},
	{"Sid": "BearPackageTokens", "Effect": "Allow", "Action": ["sts:GetServiceBearerToken"], "Resource": ["*"],
		"Condition": {"StringEquals": {"sts:AWSServiceName": ["codeartifact.amazonaws.com"]}}},
	{"Sid": "LogInToThePackages", "Effect": "Allow", "Action": ["codeartifact:GetAuthorizationToken"],
		"Resource": ["arn:aws:codeartifact:us-east-1:111122223333:domain/domain-packages-dev"]},
	{"Sid": "ReadPackages", "Effect": "Allow",
		"Action": ["codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"],
		"Resource": ["arn:aws:codeartifact:us-east-1:111122223333:repository/domain-packages-dev/npm-packages-dev"]},`
)

func TestTheBuildRoleDoesWhatTheBuildspecDoes(t *testing.T) { // R16
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-build-api-dev", "tags": map[string]any{"Service": "api"},
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "codebuild.amazonaws.com", "111122223333",
			"arn:aws:codebuild:us-east-1:111122223333:project/codebuild-build-api-dev"),
	}, rec.Get(t, "iam/role:Role", "builds-api-build-role"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-build-api-dev", "role": "role-build-api-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [`+sharedBuildStatements+`
			{"Sid": "LogInToThePublicRegistry", "Effect": "Allow", "Action": ["ecr-public:GetAuthorizationToken"],
				"Resource": ["*"]},
			{"Sid": "BearPublicTokens", "Effect": "Allow", "Action": ["sts:GetServiceBearerToken"], "Resource": ["*"],
				"Condition": {"StringEquals": {"sts:AWSServiceName": ["ecr-public.amazonaws.com"]}}},
			{"Sid": "PushTheImage", "Effect": "Allow", "Action": [
				"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
				"ecr:DescribeImageScanFindings", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer",
				"ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"
			], "Resource": ["arn:aws:ecr:us-east-1:111122223333:repository/ecr-api-dev"]},
			{"Sid": "KeepTheLayerCache", "Effect": "Allow",
				"Action": ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
				"Resource": ["arn:aws:s3:::s3-cache-111122223333-dev/buildkit/api/*"],
				"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
			{"Sid": "FindTheLayerCache", "Effect": "Allow", "Action": ["s3:ListBucket"],
				"Resource": ["arn:aws:s3:::s3-cache-111122223333-dev"],
				"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]},
					"StringLikeIfExists": {"s3:prefix": ["buildkit/api/*"]}}},
			{"Sid": "FindTheLiveDigest", "Effect": "Allow", "Action": ["dynamodb:Query"],
				"Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev/index/byService"]},
			{"Sid": "ReadTheCommitMessage", "Effect": "Allow", "Action": ["codepipeline:GetPipelineExecution"],
				"Resource": ["arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev"]},
			{"Sid": "WriteLogs", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
				"Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/codebuild/codebuild-build-api-dev:*"]}
		]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "builds-api-build-role-policy"))
}

func TestInspectorIsAskedWhereItScans(t *testing.T) { // R16
	t.Parallel()
	policy := deliverytest.Environment{Settings: map[string]string{"enhancedScanning": "true"}}.Deployed(t).
		Get(t, "iam/rolePolicy:RolePolicy", "builds-api-build-role-policy").Inputs["policy"].(string)
	assert.Contains(t, deliverytest.Object(t, policy).(map[string]any)["Statement"], map[string]any{
		"Sid": "ReadTheFindingsOfInspector", "Effect": "Allow", "Resource": []any{"*"},
		"Action": []any{"inspector2:ListCoverage", "inspector2:ListFindings"},
	})
}

func TestTheTestRoleReachesNeitherImagesNorProduction(t *testing.T) { // R16
	t.Parallel()
	rec := deliverytest.Environment{TwoAccounts: true}.Deployed(t)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-test-api-dev", "tags": map[string]any{"Service": "api"},
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.TrustIn(t, "codebuild.amazonaws.com", "111122223333",
			"arn:aws:codebuild:us-east-1:111122223333:project/codebuild-test-api-dev"),
	}, rec.Get(t, "iam/role:Role", "builds-api-test-role"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-test-api-dev", "role": "role-test-api-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [`+artifactStatements+
			keyStatement+otherStatements+`
			{"Sid": "PullTheImage", "Effect": "Allow", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
				"Resource": ["arn:aws:ecr:us-east-1:111122223333:repository/ecr-api-dev"]},
			{"Sid": "KeepThePackageCache", "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
				"Resource": ["arn:aws:s3:::s3-cache-111122223333-dev/npm/api/*"],
				"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
			{"Sid": "SeeTheCacheBucket", "Effect": "Allow", "Action": ["s3:GetBucketAcl", "s3:GetBucketLocation"],
				"Resource": ["arn:aws:s3:::s3-cache-111122223333-dev"],
				"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
			{"Sid": "ReportTheTests", "Effect": "Allow",
				"Action": ["codebuild:BatchPutTestCases", "codebuild:CreateReport", "codebuild:UpdateReport"],
				"Resource": ["arn:aws:codebuild:us-east-1:111122223333:report-group/reports-test-api-dev"]},
			{"Sid": "WriteLogs", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
				"Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/codebuild/codebuild-test-api-dev:*"]}
		]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "builds-api-test-role-policy"))
}

// IAM takes 10,240 characters of inline policies on a role (IAM quotas).
func TestNoPolicyOutgrowsItsRole(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{
		Services: []string{"abcdefghijklmnopqrst"},
		Settings: map[string]string{"environmentSuffix": "abcdefghijklmn"},
	}.Deployed(t)
	for _, policy := range rec.Of("iam/rolePolicy:RolePolicy") {
		assert.Less(t, len(policy.Inputs["policy"].(string)), 10240, policy.Name)
	}
}

func TestArtifactsAreSharedWithAnotherAccountByTheCustomersKey(t *testing.T) { // R7, R9
	t.Parallel()
	rec := deliverytest.Environment{TwoAccounts: true}.Deployed(t)
	for _, name := range []string{"build", "test"} {
		project := rec.Get(t, projectType, "builds-api-"+name+"-project")
		assert.Equal(t, deliverytest.KeyArn, project.Inputs["encryptionKey"])
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "builds-api-"+name+"-role-policy").Inputs["policy"]
		assert.Contains(t, deliverytest.Statements(t, policy), deliverytest.Object(t, strings.TrimSuffix(keyStatement, ",")))
	}
}
