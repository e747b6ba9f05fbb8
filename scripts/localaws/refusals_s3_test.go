package localaws_test

import "testing"

func TestS3RefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.bucket("s3-a-dev") }
	refused(t, []refusal{
		{
			says:  "a bucket name with capitals",
			token: bucketT,
			in:    m{"bucket": "S3-Artifacts"},
			want:  "bucket: invalid value for bucket (only lowercase alphanumeric characters, dots and hyphens, beginning and ending with a letter or digit): S3-Artifacts",
		},
		{
			says:  "a bucket name of two characters",
			token: bucketT,
			in:    m{"bucket": "s3"},
			want:  "bucket: expected length of bucket to be in the range (3 - 63), got s3",
		},
		{
			says:  "a bucket name with two periods side by side",
			token: bucketT,
			in:    m{"bucket": "s3..dev"},
			want:  "bucket: invalid value for bucket (must not contain two adjacent periods): s3..dev",
		},
		{
			says:  "a bucket name with a reserved ending",
			token: bucketT,
			in:    m{"bucket": "s3-dev-s3alias"},
			want:  "bucket: invalid value for bucket (must not begin with xn-- or end with -s3alias): s3-dev-s3alias",
		},
		{
			says:  "a second bucket of the same name",
			given: own,
			token: bucketT,
			in:    m{"bucket": "s3-a-dev"},
			want:  "creating S3 Bucket (s3-a-dev): operation error S3: CreateBucket, api error BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
		},
		{
			says:  "a policy on a bucket that is not there",
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": "{}"},
			want:  "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error NoSuchBucket: The specified bucket does not exist",
		},
		{
			says:  "a policy that is no JSON",
			given: own,
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": "{"},
			want:  "policy: \"policy\" contains an invalid JSON: unexpected end of JSON input",
		},
		{
			says:  "a policy without statements",
			given: own,
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": "{}"},
			want:  "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Policies must be valid JSON and the first byte must be '{' (no Statement)",
		},
		{
			says:  "a policy statement without a principal",
			given: own,
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::s3-a-dev"})},
			want:  "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Missing required field Principal",
		},
		{
			says:  "a policy statement without a resource",
			given: own,
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*"})},
			want:  "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Missing required field Resource",
		},
		{
			says:  "a policy on another bucket's objects",
			given: own,
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": "arn:aws:s3:::s3-b-dev/*"})},
			want:  "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Policy has invalid resource",
		},
		{
			says:  "a policy for a role that does not exist",
			given: own,
			token: bucketPolicyT,
			in:    m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": m{"AWS": roleARN("nobody")}, "Resource": "arn:aws:s3:::s3-a-dev/*"})},
			want:  "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Invalid principal in policy (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")",
		},
		{
			says:  "versioning with an unknown status",
			given: own,
			token: versioningT,
			in:    m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "On"}},
			want:  "versioningConfiguration.status: expected versioningConfiguration.status to be one of [\"Enabled\" \"Suspended\" \"Disabled\"], got On",
		},
		{
			says:  "versioning of a bucket that is not there",
			token: versioningT,
			in:    m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "Enabled"}},
			want:  "creating S3 Bucket Versioning: operation error S3: PutBucketVersioning, api error NoSuchBucket: The specified bucket does not exist",
		},
		{
			says:  "encryption with an unknown algorithm",
			given: own,
			token: encryptionT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "rot13"}}}},
			want:  "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm: expected sseAlgorithm to be one of [\"AES256\" \"aws:kms\" \"aws:kms:dsse\"], got rot13",
		},
		{
			says:  "encryption with a key that does not exist",
			given: own,
			token: encryptionT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "arn:aws:kms:us-east-1:000000000000:key/none"}}}},
			want:  "creating S3 Bucket Server-side Encryption Configuration: operation error S3: PutBucketEncryption, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			says:  "a KMS key for AES256",
			given: own,
			token: encryptionT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "AES256", "kmsMasterKeyId": "alias/aws/s3"}}}},
			want:  "creating S3 Bucket Server-side Encryption Configuration: operation error S3: PutBucketEncryption, api error InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
		},
		{
			says:  "an unknown object ownership",
			given: own,
			token: ownershipT,
			in:    m{"bucket": "s3-a-dev", "rule": m{"objectOwnership": "Mine"}},
			want:  "rule.objectOwnership: expected rule.objectOwnership to be one of [\"BucketOwnerPreferred\" \"ObjectWriter\" \"BucketOwnerEnforced\"], got Mine",
		},
		{
			says:  "a lifecycle rule without an action",
			given: own,
			token: expiryT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled"}}},
			want:  "rules.0: at least one action needs to be specified in a rule",
		},
		{
			says:  "a lifecycle rule without an id",
			given: own,
			token: expiryT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"status": "Enabled", "expiration": m{"days": 30.0}}}},
			want:  "rules.0.id: Missing required property 'id'",
		},
		{
			says:  "a lifecycle rule with an unknown status",
			given: own,
			token: expiryT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "On", "expiration": m{"days": 30.0}}}},
			want:  "rules.0.status: expected status to be one of [\"Disabled\" \"Enabled\"], got On",
		},
		{
			says:  "a lifecycle rule that expires after no day",
			given: own,
			token: expiryT,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled", "expiration": m{"days": 0.0}}}},
			want:  "rules.0.expiration.days: expected expiration.days to be at least (1), got 0",
		},
		{
			says:  "access logs into a bucket that is not there",
			given: own,
			token: loggingT,
			in:    m{"bucket": "s3-a-dev", "targetBucket": "s3-logs-dev", "targetPrefix": "a/"},
			want:  "creating S3 Bucket Logging: operation error S3: PutBucketLogging, api error InvalidTargetBucketForLogging: The target bucket for logging does not exist",
		},
		{
			says:  "a setting without its bucket",
			token: publicAccessT,
			in:    m{},
			want:  "bucket: Missing required property 'bucket'",
		},
	})
}
