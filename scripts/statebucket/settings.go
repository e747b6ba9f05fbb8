package statebucket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// kept is how many days a state that was overwritten can still be fetched.
const kept = 365

// Buckets is the part of S3 that is used.
type Buckets interface {
	CreateBucket(context.Context, *s3.CreateBucketInput, ...func(*s3.Options)) (*s3.CreateBucketOutput, error)
	PutPublicAccessBlock(
		context.Context, *s3.PutPublicAccessBlockInput, ...func(*s3.Options),
	) (*s3.PutPublicAccessBlockOutput, error)
	PutBucketVersioning(
		context.Context, *s3.PutBucketVersioningInput, ...func(*s3.Options),
	) (*s3.PutBucketVersioningOutput, error)
	PutBucketEncryption(
		context.Context, *s3.PutBucketEncryptionInput, ...func(*s3.Options),
	) (*s3.PutBucketEncryptionOutput, error)
	PutBucketPolicy(context.Context, *s3.PutBucketPolicyInput, ...func(*s3.Options)) (*s3.PutBucketPolicyOutput, error)
	PutBucketLifecycleConfiguration(
		context.Context, *s3.PutBucketLifecycleConfigurationInput, ...func(*s3.Options),
	) (*s3.PutBucketLifecycleConfigurationOutput, error)
}

// set gives the bucket its settings: nothing public, TLS alone, the key, and every
// version of a state for a year.
func (p Place) set(ctx context.Context, buckets Buckets, key string) error {
	bucket := aws.String(p.Bucket())
	_, public := buckets.PutPublicAccessBlock(ctx, &s3.PutPublicAccessBlockInput{
		Bucket: bucket,
		PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{
			BlockPublicAcls:       aws.Bool(true),
			BlockPublicPolicy:     aws.Bool(true),
			IgnorePublicAcls:      aws.Bool(true),
			RestrictPublicBuckets: aws.Bool(true),
		},
	})
	_, versions := buckets.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{
		Bucket:                  bucket,
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled},
	})
	_, encryption := buckets.PutBucketEncryption(ctx, &s3.PutBucketEncryptionInput{
		Bucket: bucket,
		ServerSideEncryptionConfiguration: &types.ServerSideEncryptionConfiguration{
			Rules: []types.ServerSideEncryptionRule{{
				BucketKeyEnabled: aws.Bool(true),
				ApplyServerSideEncryptionByDefault: &types.ServerSideEncryptionByDefault{
					SSEAlgorithm:   types.ServerSideEncryptionAwsKms,
					KMSMasterKeyID: &key,
				},
			}},
		},
	})
	_, lifecycle := buckets.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{
		Bucket: bucket,
		LifecycleConfiguration: &types.BucketLifecycleConfiguration{
			Rules: []types.LifecycleRule{{
				ID:                             aws.String("forget-overwritten-states"),
				Status:                         types.ExpirationStatusEnabled,
				Filter:                         &types.LifecycleRuleFilter{Prefix: aws.String("")},
				NoncurrentVersionExpiration:    &types.NoncurrentVersionExpiration{NoncurrentDays: aws.Int32(kept)},
				AbortIncompleteMultipartUpload: &types.AbortIncompleteMultipartUpload{DaysAfterInitiation: aws.Int32(7)},
			}},
		},
	})
	_, policy := buckets.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{
		Bucket: bucket,
		Policy: aws.String(p.policy()),
	})
	if err := errors.Join(public, versions, encryption, lifecycle, policy); err != nil {
		return fmt.Errorf("set up bucket %s: %w", p.Bucket(), err)
	}
	return nil
}

// policy lets nobody in without TLS.
func (p Place) policy() string {
	arn := "arn:aws:s3:::" + p.Bucket()
	text, _ := json.Marshal(map[string]any{ // of texts, which always have JSON
		"Version": "2012-10-17",
		"Statement": []any{map[string]any{
			"Sid":       "DenyWithoutTLS",
			"Effect":    "Deny",
			"Principal": "*",
			"Action":    "s3:*",
			"Resource":  []string{arn, arn + "/*"},
			"Condition": map[string]any{"Bool": map[string]string{"aws:SecureTransport": "false"}},
		}},
	})
	return string(text)
}
