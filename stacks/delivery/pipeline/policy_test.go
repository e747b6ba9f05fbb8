package pipeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

func TestThePipelineRoleDoesWhatItsActionsDo(t *testing.T) { // R9, R16
	t.Parallel()
	const existing = "arn:aws:codestar-connections:us-east-1:111122223333:connection/aaaabbbb-1111-2222-3333-ccccddddeeee"
	rec := deliverytest.Environment{TwoAccounts: true, Settings: map[string]string{"connectionArn": existing}}.Deployed(t)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-pipeline-api-dev", "tags": map[string]any{"Service": "api"},
		// Only the account: that CodePipeline names the pipeline is not documented.
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
			"Effect": "Allow", "Principal": {"Service": ["codepipeline.amazonaws.com"]}, "Action": ["sts:AssumeRole"],
			"Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333"]}}
		}]}`),
	}, rec.Get(t, "iam/role:Role", "pipeline-api-role"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-pipeline-api-dev", "role": "role-pipeline-api-dev",
		"policy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [
			{"Sid": "SeeTheArtifactBucket", "Effect": "Allow",
				"Action": ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
				"Resource": ["arn:aws:s3:::s3-artifacts-111122223333-dev"],
				"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
			{"Sid": "PassArtifacts", "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
				"Resource": ["arn:aws:s3:::s3-artifacts-111122223333-dev/*"],
				"Condition": {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}}},
			{"Sid": "UseTheKey", "Effect": "Allow",
				"Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt", "kms:ReEncrypt*"],
				"Resource": ["`+deliverytest.KeyArn+`"],
				"Condition": {"StringEquals": {"kms:ViaService": ["s3.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com"]}}},
			{"Sid": "FetchThisRepository", "Effect": "Allow",
				"Action": ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
				"Resource": ["`+existing+`"],
				"Condition": {"ForAllValues:StringEquals": {
					"codeconnections:FullRepositoryId": ["acme/shop"], "codestar-connections:FullRepositoryId": ["acme/shop"]}}},
			{"Sid": "BuildAndTest", "Effect": "Allow", "Action": ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
				"Resource": [
					"arn:aws:codebuild:us-east-1:111122223333:project/codebuild-build-api-dev",
					"arn:aws:codebuild:us-east-1:111122223333:project/codebuild-test-api-dev"]},
			{"Sid": "AskForApproval", "Effect": "Allow", "Action": ["sns:Publish"], "Resource": ["`+deliverytest.TopicArn+`"]},
			{"Sid": "Release", "Effect": "Allow", "Action": ["states:DescribeStateMachine", "states:StartExecution"],
				"Resource": ["arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev"]},
			{"Sid": "WaitForTheRelease", "Effect": "Allow", "Action": ["states:DescribeExecution"],
				"Resource": ["arn:aws:states:us-east-1:111122223333:execution:sfn-release-api-dev:*"]}
		]}`),
	}, rec.Get(t, "iam/rolePolicy:RolePolicy", "pipeline-api-role-policy"))
}

func TestThePipelineRoleMayTrustAsAWSDocumentsIt(t *testing.T) { // R9
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"pipelineTrust": "service"}}.Deployed(t)
	deliverytest.AssertInputs(t, map[string]any{
		"name": "role-pipeline-api-dev", "tags": map[string]any{"Service": "api"},
		"forceDetachPolicies": true,
		"assumeRolePolicy": deliverytest.Object(t, `{"Version": "2012-10-17", "Statement": [{
			"Effect": "Allow", "Principal": {"Service": ["codepipeline.amazonaws.com"]}, "Action": ["sts:AssumeRole"]
		}]}`),
	}, rec.Get(t, "iam/role:Role", "pipeline-api-role"))
}

func TestThePipelineRoleUsesTheCustomersKeyForWhatIsEncryptedWithIt(t *testing.T) { // R7, R16
	t.Parallel()
	for approval, want := range map[string]any{
		"manual": deliverytest.Object(t, `{
			"Sid": "UseTheKey", "Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
			"Resource": ["`+deliverytest.KeyArn+`"],
			"Condition": {"StringEquals": {"kms:ViaService": ["sns.us-east-1.amazonaws.com"]}}}`),
		"automatic": nil,
	} {
		rec := deliverytest.Environment{Settings: map[string]string{"approval": approval}}.Deployed(t)
		policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "pipeline-api-role-policy").Inputs["policy"]
		var used any
		for _, statement := range deliverytest.Statements(t, policy) {
			if statement.(map[string]any)["Sid"] == "UseTheKey" {
				used = statement
			}
		}
		assert.Equal(t, want, used, approval)
	}
}
