package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBucketPolicy(t *testing.T) {
	t.Parallel()
	for _, bucket := range []string{"artifacts", "cache"} {
		for layout, v := range map[string]values{"in one account": plain, "in two accounts": twoAccount} {
			t.Run("R9 R16 of "+bucket+" refuses what is not TLS and lets no other account in, "+layout, func(t *testing.T) {
				t.Parallel()
				p := deploy(t, v).Get(t, "s3/bucketPolicy:BucketPolicy", bucket+"-policy")
				assert.Equal(t, "s3-"+bucket+"-111122223333-dev", p.Inputs["bucket"])
				assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [{
					"Sid": "OnlyTLS", "Effect": "Deny", "Principal": "*", "Action": ["s3:*"],
					"Resource": ["arn:aws:s3:::s3-`+bucket+`-111122223333-dev", "arn:aws:s3:::s3-`+bucket+`-111122223333-dev/*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}
				}]}`, policy(t, p))
			})
		}
	}
}

func TestAccessLogs(t *testing.T) {
	t.Parallel()
	rec := deploy(t, logged)

	t.Run("R17 requests to both buckets are logged, each under its own name", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, rec.Of("s3/bucketLoggingV2:BucketLoggingV2"), 2)
		for _, bucket := range []string{"artifacts", "cache"} {
			x := rec.Get(t, "s3/bucketLoggingV2:BucketLoggingV2", bucket+"-logging")
			name := "s3-" + bucket + "-111122223333-dev"
			assert.Equal(t, map[string]any{
				"bucket": name, "targetBucket": "s3-logs-111122223333-dev", "targetPrefix": name + "/",
			}, x.Inputs)
			assert.Contains(t, x.DependsOn, "logs-policy", "S3 could not deliver before")
		}
	})
	t.Run("R16 S3 delivers logs of those two buckets of this account, and of no other", func(t *testing.T) {
		t.Parallel()
		assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [
			{
				"Sid": "OnlyTLS", "Effect": "Deny", "Principal": "*", "Action": ["s3:*"],
				"Resource": ["arn:aws:s3:::s3-logs-111122223333-dev", "arn:aws:s3:::s3-logs-111122223333-dev/*"],
				"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}
			},
			{
				"Sid": "AccessLogs", "Effect": "Allow", "Principal": {"Service": ["logging.s3.amazonaws.com"]},
				"Action": ["s3:PutObject"], "Resource": ["arn:aws:s3:::s3-logs-111122223333-dev/*"],
				"Condition": {
					"StringEquals": {"aws:SourceAccount": ["111122223333"]},
					"ArnLike": {"aws:SourceArn": [
						"arn:aws:s3:::s3-artifacts-111122223333-dev", "arn:aws:s3:::s3-cache-111122223333-dev"
					]}
				}
			}
		]}`, policy(t, rec.Get(t, "s3/bucketPolicy:BucketPolicy", "logs-policy")))
	})
	t.Run("without accessLogs nothing is logged", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, deploy(t, plain).Of("s3/bucketLoggingV2:BucketLoggingV2"))
	})
}
