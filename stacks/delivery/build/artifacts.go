package build

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codepipeline"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
)

// Artifacts are the statements that let a role work with what pipelines pass
// from stage to stage. The account is part of each, so that a bucket of the same
// name in another account is never read or written.
type Artifacts struct {
	Foundation contract.Foundation
	Account    awsaccount.Account
	// Shared says that another account has a part in the pipelines. Artifacts are then
	// encrypted with the customer managed key; AWS's own cannot be shared (CodePipeline
	// user guide, S3-artifact-encryption).
	Shared bool
}

// StoreKey is the key of a pipeline's artifact store; none is the one that AWS manages
// for S3.
func (a Artifacts) StoreKey() codepipeline.PipelineArtifactStoreEncryptionKeyPtrInput {
	if !a.Shared {
		return nil
	}
	return codepipeline.PipelineArtifactStoreEncryptionKeyArgs{
		Type: pulumi.String("KMS"),
		Id:   a.Foundation.KeyArn, // an alias means nothing in another account
	}
}

// projectKey is the key of a build project, with the ARN that CodeBuild itself gives a
// project without one: left out, the key that a project has already would stay.
func (a Artifacts) projectKey() pulumi.StringInput {
	if a.Shared {
		return a.Foundation.KeyArn
	}
	return pulumi.String(a.Account.Arn("kms", "alias/aws/s3"))
}

// Bucket lets a role look at the artifact bucket itself: CodePipeline and
// CodeBuild both check whose it is (CodePipeline user guide, how-to-custom-role).
func (a Artifacts) Bucket(more ...string) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:        "SeeTheArtifactBucket",
		Actions:    append([]string{"s3:GetBucketAcl", "s3:GetBucketLocation"}, more...),
		Resources:  pulumi.StringArray{bucketArn(a.Foundation.ArtifactBucket)},
		Conditions: a.owned(),
	}
}

// Objects lets a role read artifacts, and write them when that is among more.
func (a Artifacts) Objects(more ...string) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:        "PassArtifacts",
		Actions:    append([]string{"s3:GetObject", "s3:GetObjectVersion"}, more...),
		Resources:  pulumi.StringArray{pulumi.Sprintf("%s/*", bucketArn(a.Foundation.ArtifactBucket))},
		Conditions: a.owned(),
	}
}

// Key lets a role use the customer managed key through the services named and, if
// artifacts are encrypted with it, through S3, there with more actions; and in no other
// way. The key that AWS manages lets in whoever may use the bucket.
func (a Artifacts) Key(services []string, more ...string) iampolicy.Document {
	actions := []string{"kms:Decrypt", "kms:GenerateDataKey*"}
	if a.Shared {
		services = append([]string{"s3"}, services...)
		actions = append([]string{"kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"}, more...)
	}
	if len(services) == 0 {
		return nil
	}
	var via pulumi.StringArray
	for _, service := range services {
		via = append(via, pulumi.String(service+"."+a.Account.Region+".amazonaws.com"))
	}
	return iampolicy.Document{{
		Sid:       "UseTheKey",
		Actions:   actions,
		Resources: pulumi.StringArray{a.Foundation.KeyArn},
		Conditions: []iampolicy.Condition{{
			Test:   "StringEquals",
			Key:    "kms:ViaService",
			Values: via,
		}},
	}}
}

func (a Artifacts) owned() []iampolicy.Condition {
	return []iampolicy.Condition{iampolicy.When("StringEquals", "aws:ResourceAccount", pulumi.String(a.Account.ID))}
}

func bucketArn(name pulumi.StringOutput) pulumi.StringOutput {
	return pulumi.Sprintf("%s%s", awsaccount.BucketArn(""), name)
}
