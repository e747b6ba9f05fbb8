package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

func TestBuckets(t *testing.T) {
	t.Parallel()
	rec := deploy(t, logged)
	for name, physical := range map[string]string{
		"artifacts": "s3-artifacts-111122223333-dev",
		"cache":     "s3-cache-111122223333-dev",
		"logs":      "s3-logs-111122223333-dev",
	} {
		t.Run("R7 R13 R15 "+name+" is named for its account and goes with its objects", func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, map[string]any{"bucket": physical, "forceDestroy": true},
				rec.Get(t, "s3/bucketV2:BucketV2", name+"-bucket").Inputs)
		})
		t.Run("R7 "+name+" is versioned", func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, map[string]any{"bucket": physical, "versioningConfiguration": map[string]any{"status": "Enabled"}},
				rec.Get(t, "s3/bucketVersioningV2:BucketVersioningV2", name+"-versioning").Inputs)
		})
		t.Run("R16 "+name+" cannot be made public", func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, map[string]any{
				"bucket": physical, "blockPublicAcls": true, "blockPublicPolicy": true,
				"ignorePublicAcls": true, "restrictPublicBuckets": true,
			}, rec.Get(t, "s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name+"-public-access").Inputs)
		})
		t.Run("R16 "+name+" owns its objects, without access lists", func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, map[string]any{"bucket": physical, "rule": map[string]any{"objectOwnership": "BucketOwnerEnforced"}},
				rec.Get(t, "s3/bucketOwnershipControls:BucketOwnershipControls", name+"-ownership").Inputs)
		})
		t.Run("the policy of "+name+" waits for the public access block", func(t *testing.T) {
			t.Parallel()
			assert.Contains(t, rec.Get(t, "s3/bucketPolicy:BucketPolicy", name+"-policy").DependsOn, name+"-public-access")
		})
	}
	t.Run("R7 artifacts and cache are buckets apart, and no other is made unless asked for", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, rec.Of("s3/bucketV2:BucketV2"), 3)
		assert.Len(t, deploy(t, plain).Of("s3/bucketV2:BucketV2"), 2)
	})
}

func TestBucketEncryption(t *testing.T) {
	t.Parallel()
	managed := map[string]any{
		"applyServerSideEncryptionByDefault": map[string]any{"sseAlgorithm": "aws:kms"}, "bucketKeyEnabled": true,
	}
	of := func(rec *pulumitest.Recording, bucket string) any {
		x := rec.Get(t, "BucketServerSideEncryptionConfigurationV2", bucket+"-encryption")
		assert.Equal(t, "s3-"+bucket+"-111122223333-dev", x.Inputs["bucket"])
		return x.Inputs["rules"]
	}

	t.Run("R7 is with the key that AWS manages, through bucket keys", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, plain)
		assert.Equal(t, []any{managed}, of(rec, "artifacts"))
		assert.Equal(t, []any{managed}, of(rec, "cache"))
	})
	t.Run("R9 of artifacts is with the customer managed key once a second account has a part", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, twoAccount)
		rule := of(rec, "artifacts").([]any)[0].(map[string]any)
		assert.Equal(t, true, rule["bucketKeyEnabled"])
		byDefault := rule["applyServerSideEncryptionByDefault"].(map[string]any)
		assert.Equal(t, "aws:kms", byDefault["sseAlgorithm"])
		assert.Equal(t, rec.Kept()["keyArn"], byDefault["kmsMasterKeyId"])
		assert.Equal(t, []any{managed}, of(rec, "cache"))
	})
	t.Run("R16 of access logs is with the key that S3 owns, the only one S3 delivers them to", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []any{map[string]any{
			"applyServerSideEncryptionByDefault": map[string]any{"sseAlgorithm": "AES256"}, "bucketKeyEnabled": false,
		}}, of(deploy(t, logged), "logs"))
	})
}

func TestBucketExpiry(t *testing.T) {
	t.Parallel()
	rec := deploy(t, logged)
	for _, bucket := range []string{"artifacts", "cache", "logs"} {
		x := rec.Get(t, "BucketLifecycleConfigurationV2", bucket+"-lifecycle")
		t.Run("R7 R18 objects of "+bucket+" go after 30 days, old versions a day later, and so do leftovers", func(
			t *testing.T,
		) {
			t.Parallel()
			assert.Equal(t, map[string]any{
				"bucket": "s3-" + bucket + "-111122223333-dev",
				"rules": []any{
					map[string]any{
						"id": "expire", "status": "Enabled", "filter": map[string]any{"prefix": ""},
						"expiration":                     map[string]any{"days": 30.0},
						"noncurrentVersionExpiration":    map[string]any{"noncurrentDays": 1.0},
						"abortIncompleteMultipartUpload": map[string]any{"daysAfterInitiation": 1.0},
					},
					map[string]any{
						"id": "expire-delete-markers", "status": "Enabled", "filter": map[string]any{"prefix": ""},
						"expiration": map[string]any{"expiredObjectDeleteMarker": true},
					},
				},
			}, x.Inputs)
		})
		t.Run("the lifecycle of "+bucket+" waits for versioning, and nothing for the lifecycle", func(t *testing.T) {
			t.Parallel()
			assert.Contains(t, x.DependsOn, bucket+"-versioning")
			for _, other := range rec.All() {
				assert.NotContains(t, other.DependsOn, x.Name, other.Name)
			}
		})
	}
}
