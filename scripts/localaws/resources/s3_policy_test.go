package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestS3RejectsPoliciesAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Bucket("s3-a-dev") }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a policy on a bucket that is not there",
			Token: awstest.BucketPolicy,
			In:    m{"bucket": "s3-a-dev", "policy": "{}"},
			Want: "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error NoSuchBucket: " +
				"The specified bucket does not exist",
		},
		{
			Says:  "a policy that is no JSON",
			Given: own,
			Token: awstest.BucketPolicy,
			In:    m{"bucket": "s3-a-dev", "policy": "{"},
			Want:  "policy: \"policy\" contains an invalid JSON: unexpected end of JSON input",
		},
		{
			Says:  "a policy without statements",
			Given: own,
			Token: awstest.BucketPolicy,
			In:    m{"bucket": "s3-a-dev", "policy": "{}"},
			Want: "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: " +
				"Policies must be valid JSON and the first byte must be '{' (no Statement)",
		},
		{
			Says:  "a policy statement without a principal",
			Given: own,
			Token: awstest.BucketPolicy,
			In: m{
				"bucket": "s3-a-dev",
				"policy": awstest.Document(m{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::s3-a-dev"}),
			},
			Want: "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: " +
				"Missing required field Principal",
		},
		{
			Says:  "a policy statement without a resource",
			Given: own,
			Token: awstest.BucketPolicy,
			In:    m{"bucket": "s3-a-dev", "policy": awstest.Document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*"})},
			Want: "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: " +
				"Missing required field Resource",
		},
		{
			Says:  "a policy on another bucket's objects",
			Given: own,
			Token: awstest.BucketPolicy,
			In: m{
				"bucket": "s3-a-dev",
				"policy": awstest.Document(m{
					"Effect":    "Deny",
					"Action":    "s3:*",
					"Principal": "*",
					"Resource":  "arn:aws:s3:::s3-b-dev/*",
				}),
			},
			Want: "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: " +
				"Policy has invalid resource",
		},
		{
			Says:  "a policy for a role that does not exist",
			Given: own,
			Token: awstest.BucketPolicy,
			In: m{
				"bucket": "s3-a-dev",
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "s3:GetObject",
					"Principal": m{"AWS": awstest.RoleARN("nobody")},
					"Resource":  "arn:aws:s3:::s3-a-dev/*",
				}),
			},
			Want: "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: " +
				"Invalid principal in policy (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")",
		},
	})
}
