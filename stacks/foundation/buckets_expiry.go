package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
)

const (
	expiryDays      = 30 // an object's life
	oldVersionDays  = 1  // its life as an old version, so that it is gone after 31: S3 takes no less
	abortUploadDays = 1  // an upload's time to be completed
)

// expire versions the bucket and lets objects expire. Nothing may depend on the
// lifecycle: the AWS provider waits about a minute for S3 to confirm one.
func (b *Bucket) expire(ctx *pulumi.Context, name string, bucket *s3.BucketV2, args BucketArgs) error {
	versioning, err := s3.NewBucketVersioningV2(ctx, name+"-versioning", &s3.BucketVersioningV2Args{
		Bucket:                  bucket.Bucket,
		VersioningConfiguration: &s3.BucketVersioningV2VersioningConfigurationArgs{Status: pulumi.String("Enabled")},
	}, component.Child(b, args.Account)...)
	if err != nil {
		return fmt.Errorf("version bucket %s: %w", args.Bucket, err)
	}
	b.ready = append(b.ready, versioning)
	_, err = s3.NewBucketLifecycleConfigurationV2(ctx, name+"-lifecycle", &s3.BucketLifecycleConfigurationV2Args{
		Bucket: bucket.Bucket,
		Rules: s3.BucketLifecycleConfigurationV2RuleArray{
			&s3.BucketLifecycleConfigurationV2RuleArgs{
				Id:         pulumi.String("expire"),
				Status:     pulumi.String("Enabled"),
				Filter:     everyObject(),
				Expiration: &s3.BucketLifecycleConfigurationV2RuleExpirationArgs{Days: pulumi.Int(expiryDays)},
				NoncurrentVersionExpiration: &s3.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs{
					NoncurrentDays: pulumi.Int(oldVersionDays),
				},
				AbortIncompleteMultipartUpload: &s3.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs{
					DaysAfterInitiation: pulumi.Int(abortUploadDays),
				},
			},
			// S3 takes no days and no delete markers in one rule.
			&s3.BucketLifecycleConfigurationV2RuleArgs{
				Id:         pulumi.String("expire-delete-markers"),
				Status:     pulumi.String("Enabled"),
				Filter:     everyObject(),
				Expiration: &s3.BucketLifecycleConfigurationV2RuleExpirationArgs{ExpiredObjectDeleteMarker: pulumi.Bool(true)},
			},
		},
	}, component.Child(b, args.Account, pulumi.DependsOn([]pulumi.Resource{versioning}))...)
	if err != nil {
		return fmt.Errorf("expire objects of bucket %s: %w", args.Bucket, err)
	}
	return nil
}

func everyObject() *s3.BucketLifecycleConfigurationV2RuleFilterArgs {
	return &s3.BucketLifecycleConfigurationV2RuleFilterArgs{Prefix: pulumi.String("")}
}
