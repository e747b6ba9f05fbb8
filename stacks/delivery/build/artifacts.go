package build

import (
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

// Key lets a role use the customer managed key through the services named,
// such as s3, and in no other way.
func (a Artifacts) Key(services []string, more ...string) iampolicy.Statement {
	var via pulumi.StringArray
	for _, service := range services {
		via = append(via, pulumi.String(service+"."+a.Account.Region+".amazonaws.com"))
	}
	return iampolicy.Statement{
		Sid:       "UseTheKey",
		Actions:   append([]string{"kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"}, more...),
		Resources: pulumi.StringArray{a.Foundation.KeyArn},
		Conditions: []iampolicy.Condition{{
			Test:   "StringEquals",
			Key:    "kms:ViaService",
			Values: via,
		}},
	}
}

func (a Artifacts) owned() []iampolicy.Condition {
	return []iampolicy.Condition{iampolicy.When("StringEquals", "aws:ResourceAccount", pulumi.String(a.Account.ID))}
}

func bucketArn(name pulumi.StringOutput) pulumi.StringOutput {
	return pulumi.Sprintf("%s%s", awsaccount.BucketArn(""), name)
}
