package localaws_test

import "testing"

func TestS3RefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.bucket("s3-a-dev") }
	refused(t, []refusal{
		{"a bucket name with capitals", nil, bucketT, m{"bucket": "S3-Artifacts"}, nil, "bucket: invalid value for bucket (only lowercase alphanumeric characters, dots and hyphens, beginning and ending with a letter or digit): S3-Artifacts"},
		{"a bucket name of two characters", nil, bucketT, m{"bucket": "s3"}, nil, "bucket: expected length of bucket to be in the range (3 - 63), got s3"},
		{"a bucket name with two periods side by side", nil, bucketT, m{"bucket": "s3..dev"}, nil, "bucket: invalid value for bucket (must not contain two adjacent periods): s3..dev"},
		{"a bucket name with a reserved ending", nil, bucketT, m{"bucket": "s3-dev-s3alias"}, nil, "bucket: invalid value for bucket (must not begin with xn-- or end with -s3alias): s3-dev-s3alias"},
		{"a second bucket of the same name", own, bucketT, m{"bucket": "s3-a-dev"}, nil, "creating S3 Bucket (s3-a-dev): operation error S3: CreateBucket, api error BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it."},
		{"a policy on a bucket that is not there", nil, bucketPolicyT, m{"bucket": "s3-a-dev", "policy": "{}"}, nil, "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error NoSuchBucket: The specified bucket does not exist"},
		{"a policy that is no JSON", own, bucketPolicyT, m{"bucket": "s3-a-dev", "policy": "{"}, nil, "policy: \"policy\" contains an invalid JSON: unexpected end of JSON input"},
		{"a policy without statements", own, bucketPolicyT, m{"bucket": "s3-a-dev", "policy": "{}"}, nil, "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Policies must be valid JSON and the first byte must be '{' (no Statement)"},
		{"a policy statement without a principal", own, bucketPolicyT,
			m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::s3-a-dev"})}, nil, "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Missing required field Principal"},
		{"a policy statement without a resource", own, bucketPolicyT,
			m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*"})}, nil, "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Missing required field Resource"},
		{"a policy on another bucket's objects", own, bucketPolicyT,
			m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": "arn:aws:s3:::s3-b-dev/*"})}, nil, "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Policy has invalid resource"},
		{"a policy for a role that does not exist", own, bucketPolicyT,
			m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": m{"AWS": roleARN("nobody")}, "Resource": "arn:aws:s3:::s3-a-dev/*"})}, nil, "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Invalid principal in policy (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")"},
		{"versioning with an unknown status", own, versioningT, m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "On"}}, nil, "versioningConfiguration.status: expected versioningConfiguration.status to be one of [\"Enabled\" \"Suspended\" \"Disabled\"], got On"},
		{"versioning of a bucket that is not there", nil, versioningT, m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "Enabled"}}, nil, "creating S3 Bucket Versioning: operation error S3: PutBucketVersioning, api error NoSuchBucket: The specified bucket does not exist"},
		{"encryption with an unknown algorithm", own, encryptionT,
			m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "rot13"}}}}, nil, "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm: expected sseAlgorithm to be one of [\"AES256\" \"aws:kms\" \"aws:kms:dsse\"], got rot13"},
		{"encryption with a key that does not exist", own, encryptionT,
			m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "arn:aws:kms:us-east-1:000000000000:key/none"}}}}, nil, "creating S3 Bucket Server-side Encryption Configuration: operation error S3: PutBucketEncryption, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a KMS key for AES256", own, encryptionT,
			m{"bucket": "s3-a-dev", "rules": list{m{"applyServerSideEncryptionByDefault": m{"sseAlgorithm": "AES256", "kmsMasterKeyId": "alias/aws/s3"}}}}, nil, "creating S3 Bucket Server-side Encryption Configuration: operation error S3: PutBucketEncryption, api error InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"},
		{"an unknown object ownership", own, ownershipT, m{"bucket": "s3-a-dev", "rule": m{"objectOwnership": "Mine"}}, nil, "rule.objectOwnership: expected rule.objectOwnership to be one of [\"BucketOwnerPreferred\" \"ObjectWriter\" \"BucketOwnerEnforced\"], got Mine"},
		{"a lifecycle rule without an action", own, expiryT, m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled"}}}, nil, "rules.0: at least one action needs to be specified in a rule"},
		{"a lifecycle rule without an id", own, expiryT, m{"bucket": "s3-a-dev", "rules": list{m{"status": "Enabled", "expiration": m{"days": 30.0}}}}, nil, "rules.0.id: Missing required property 'id'"},
		{"a lifecycle rule with an unknown status", own, expiryT, m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "On", "expiration": m{"days": 30.0}}}}, nil, "rules.0.status: expected status to be one of [\"Disabled\" \"Enabled\"], got On"},
		{"a lifecycle rule that expires after no day", own, expiryT, m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled", "expiration": m{"days": 0.0}}}}, nil, "rules.0.expiration.days: expected expiration.days to be at least (1), got 0"},
		{"access logs into a bucket that is not there", own, loggingT, m{"bucket": "s3-a-dev", "targetBucket": "s3-logs-dev", "targetPrefix": "a/"}, nil, "creating S3 Bucket Logging: operation error S3: PutBucketLogging, api error InvalidTargetBucketForLogging: The target bucket for logging does not exist"},
		{"a setting without its bucket", nil, publicAccessT, m{}, nil, "bucket: Missing required property 'bucket'"},
	})
}
