package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestS3RejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Bucket("s3-a-dev") }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a bucket name with capitals",
			Token: awstest.Bucket,
			In:    m{"bucket": "S3-Artifacts"},
			Want: "bucket: invalid value for bucket (only lowercase alphanumeric characters, dots and hyphens, " +
				"beginning and ending with a letter or digit): S3-Artifacts",
		},
		{
			Says:  "a bucket name of two characters",
			Token: awstest.Bucket,
			In:    m{"bucket": "s3"},
			Want:  "bucket: expected length of bucket to be in the range (3 - 63), got s3",
		},
		{
			Says:  "a bucket name with two periods side by side",
			Token: awstest.Bucket,
			In:    m{"bucket": "s3..dev"},
			Want:  "bucket: invalid value for bucket (must not contain two adjacent periods): s3..dev",
		},
		{
			Says:  "a bucket name with a reserved ending",
			Token: awstest.Bucket,
			In:    m{"bucket": "s3-dev-s3alias"},
			Want:  "bucket: invalid value for bucket (must not begin with xn-- or end with -s3alias): s3-dev-s3alias",
		},
		{
			Says:  "a second bucket of the same name",
			Given: own,
			Token: awstest.Bucket,
			In:    m{"bucket": "s3-a-dev"},
			Want: "creating S3 Bucket (s3-a-dev): operation error S3: CreateBucket, api error BucketAlreadyOwnedByYou: " +
				"Your previous request to create the named bucket succeeded and you already own it.",
		},
	})
}
