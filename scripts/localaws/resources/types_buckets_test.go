package resources_test

import "slipway/scripts/localaws/awstest"

func bucketTypes() []outputs {
	bucket := func(c awstest.Client) { c.Bucket("s3-a-dev") }
	return []outputs{
		{
			token: awstest.Bucket,
			in:    m{"bucket": "s3-a-dev", "forceDestroy": true},
			id:    "s3-a-dev",
			out: m{
				"arn":                      "arn:aws:s3:::s3-a-dev",
				"bucketDomainName":         "s3-a-dev.s3.amazonaws.com",
				"bucketRegionalDomainName": "s3-a-dev.s3.us-east-1.amazonaws.com",
				"hostedZoneId":             "Z3AQBSTGFYJSTF",
				"region":                   "us-east-1",
				"requestPayer":             "BucketOwner",
			},
		},
		{
			token: awstest.BucketVersioning,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "Enabled"}},
			id:    "s3-a-dev",
		},
		{
			token: awstest.BucketEncryption,
			given: bucket,
			in: m{
				"bucket": "s3-a-dev",
				"rules":  list{m{"bucketKeyEnabled": true, "applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms"}}},
			},
			id: "s3-a-dev",
		},
		{
			token: awstest.BucketPublicAccess,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "blockPublicAcls": true},
			id:    "s3-a-dev",
		},
		{
			token: awstest.BucketOwnership,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "rule": m{"objectOwnership": "BucketOwnerEnforced"}},
			id:    "s3-a-dev",
		},
		{
			token: awstest.BucketPolicy,
			given: bucket,
			in: m{
				"bucket": "s3-a-dev",
				"policy": awstest.Document(m{
					"Effect":    "Deny",
					"Action":    "s3:*",
					"Principal": "*",
					"Resource":  list{"arn:aws:s3:::s3-a-dev", "arn:aws:s3:::s3-a-dev/*"},
					"Condition": m{"Bool": m{"aws:SecureTransport": "false"}},
				}),
			},
			id: "s3-a-dev",
		},
		{
			token: awstest.BucketLifecycle,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled", "expiration": m{"days": 30.0}}}},
			id:    "s3-a-dev",
			out: m{
				"expectedBucketOwner": "", "transitionDefaultMinimumObjectSize": "all_storage_classes_128K",
			},
		},
		{
			token: awstest.BucketLogging,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "targetBucket": "s3-a-dev", "targetPrefix": "log/"},
			id:    "s3-a-dev",
		},
	}
}
