package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestS3RejectsSettingsAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Bucket("s3-a-dev") }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "versioning with an unknown status",
			Given: own,
			Token: awstest.BucketVersioning,
			In:    m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "On"}},
			Want: "versioningConfiguration.status: expected versioningConfiguration.status to be one of [\"Enabled\" " +
				"\"Suspended\" \"Disabled\"], got On",
		},
		{
			Says:  "versioning of a bucket that is not there",
			Token: awstest.BucketVersioning,
			In:    m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "Enabled"}},
			Want: "creating S3 Bucket Versioning: operation error S3: PutBucketVersioning, api error NoSuchBucket: " +
				"The specified bucket does not exist",
		},
		{
			Says:  "encryption with an unknown algorithm",
			Given: own,
			Token: awstest.BucketEncryption,
			In:    m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "rot13"}}}},
			Want: "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm: expected sseAlgorithm to be one of [\"AES256\" " +
				"\"aws:kms\" \"aws:kms:dsse\"], got rot13",
		},
		{
			Says:  "encryption with a key that does not exist",
			Given: own,
			Token: awstest.BucketEncryption,
			In: m{
				"bucket": "s3-a-dev",
				"rules": list{m{"applyServerSideEncryptionByDefault": m{
					"sseAlgorithm":   "aws:kms",
					"kmsMasterKeyId": "arn:aws:kms:us-east-1:000000000000:key/none",
				}}},
			},
			Want: "creating S3 Bucket Server-side Encryption Configuration: operation error S3: PutBucketEncryption, " +
				"api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			Says:  "a KMS key for AES256",
			Given: own,
			Token: awstest.BucketEncryption,
			In: m{
				"bucket": "s3-a-dev",
				"rules": list{m{"applyServerSideEncryptionByDefault": m{
					"sseAlgorithm":   "AES256",
					"kmsMasterKeyId": "alias/aws/s3",
				}}},
			},
			Want: "creating S3 Bucket Server-side Encryption Configuration: operation error S3: " +
				"PutBucketEncryption, api error " +
				"InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
		},
		{
			Says:  "an unknown object ownership",
			Given: own,
			Token: awstest.BucketOwnership,
			In:    m{"bucket": "s3-a-dev", "rule": m{"objectOwnership": "Mine"}},
			Want: "rule.objectOwnership: expected rule.objectOwnership to be one of [\"BucketOwnerPreferred\" " +
				"\"ObjectWriter\" \"BucketOwnerEnforced\"], got Mine",
		},
		{
			Says:  "a lifecycle rule without an action",
			Given: own,
			Token: awstest.BucketLifecycle,
			In:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled"}}},
			Want:  "rules.0: at least one action needs to be specified in a rule",
		},
		{
			Says:  "a lifecycle rule without an id",
			Given: own,
			Token: awstest.BucketLifecycle,
			In:    m{"bucket": "s3-a-dev", "rules": list{m{"status": "Enabled", "expiration": m{"days": 30.0}}}},
			Want:  "rules.0.id: Missing required property 'id'",
		},
		{
			Says:  "a lifecycle rule with an unknown status",
			Given: own,
			Token: awstest.BucketLifecycle,
			In:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "On", "expiration": m{"days": 30.0}}}},
			Want:  "rules.0.status: expected status to be one of [\"Disabled\" \"Enabled\"], got On",
		},
		{
			Says:  "a lifecycle rule that expires after no day",
			Given: own,
			Token: awstest.BucketLifecycle,
			In:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled", "expiration": m{"days": 0.0}}}},
			Want:  "rules.0.expiration.days: expected expiration.days to be at least (1), got 0",
		},
		{
			Says:  "access logs into a bucket that is not there",
			Given: own,
			Token: awstest.BucketLogging,
			In:    m{"bucket": "s3-a-dev", "targetBucket": "s3-logs-dev", "targetPrefix": "a/"},
			Want: "creating S3 Bucket Logging: operation error S3: PutBucketLogging, api error InvalidTargetBucketForLogging: " +
				"The target bucket for logging does not exist",
		},
		{
			Says:  "a setting without its bucket",
			Token: awstest.BucketPublicAccess,
			In:    m{},
			Want:  "bucket: Missing required property 'bucket'",
		},
	})
}
