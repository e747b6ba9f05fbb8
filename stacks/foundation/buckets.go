package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// BucketArgs is what a Bucket is made from.
type BucketArgs struct {
	Bucket     naming.Name
	Encryption Encryption
	LogTo      *Bucket    // receives a log of the requests; nil for none
	LogsOf     LogSources // whose access logs this bucket receives
	Account    awsaccount.Account
}

// Bucket is a private, versioned, encrypted bucket whose objects expire.
type Bucket struct {
	pulumi.ResourceState
	Name pulumi.StringOutput // known once something may be put into it

	policy *s3.BucketPolicy
	ready  []pulumi.Resource // what must be there before something is put into it
}

// NewBucket makes the bucket and everything that guards it.
func NewBucket(ctx *pulumi.Context, name string, args BucketArgs, opts ...pulumi.ResourceOption) (*Bucket, error) {
	b := &Bucket{}
	if err := component.Register(ctx, contract.FoundationLayer, "Bucket", name, b, opts...); err != nil {
		return nil, err
	}
	bucket, err := s3.NewBucketV2(ctx, name+"-bucket", &s3.BucketV2Args{
		Bucket:       pulumi.String(args.Bucket.String()),
		ForceDestroy: pulumi.Bool(true), // objects go with their environment
	}, component.Named(b, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create bucket %s: %w", args.Bucket, err)
	}
	if err := b.guard(ctx, name, bucket, args); err != nil {
		return nil, err
	}
	if err := b.expire(ctx, name, bucket, args); err != nil {
		return nil, err
	}
	b.Name = component.After(bucket.Bucket, b.ready...)
	if args.LogTo != nil {
		_, err = s3.NewBucketLoggingV2(ctx, name+"-logging", &s3.BucketLoggingV2Args{
			Bucket:       bucket.Bucket,
			TargetBucket: args.LogTo.Name,
			TargetPrefix: pulumi.String(args.Bucket.String() + "/"),
		}, component.Child(b, args.Account, pulumi.DependsOn([]pulumi.Resource{args.LogTo.policy}))...)
		if err != nil {
			return nil, fmt.Errorf("log requests to bucket %s: %w", args.Bucket, err)
		}
	}
	return b, ctx.RegisterResourceOutputs(b, pulumi.Map{"name": b.Name})
}

// guard keeps the bucket private and its objects encrypted.
func (b *Bucket) guard(ctx *pulumi.Context, name string, bucket *s3.BucketV2, args BucketArgs) error {
	block, err := s3.NewBucketPublicAccessBlock(ctx, name+"-public-access", &s3.BucketPublicAccessBlockArgs{
		Bucket:                bucket.Bucket,
		BlockPublicAcls:       pulumi.Bool(true),
		BlockPublicPolicy:     pulumi.Bool(true),
		IgnorePublicAcls:      pulumi.Bool(true),
		RestrictPublicBuckets: pulumi.Bool(true),
	}, component.Child(b, args.Account)...)
	if err != nil {
		return fmt.Errorf("block public access to bucket %s: %w", args.Bucket, err)
	}
	_, err = s3.NewBucketOwnershipControls(ctx, name+"-ownership", &s3.BucketOwnershipControlsArgs{
		Bucket: bucket.Bucket,
		Rule:   &s3.BucketOwnershipControlsRuleArgs{ObjectOwnership: pulumi.String("BucketOwnerEnforced")},
	}, component.Child(b, args.Account)...)
	if err != nil {
		return fmt.Errorf("set object ownership in bucket %s: %w", args.Bucket, err)
	}
	byDefault := &s3.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs{
		SseAlgorithm:   pulumi.String(args.Encryption.algorithm),
		KmsMasterKeyId: args.Encryption.key,
	}
	encryption, err := s3.NewBucketServerSideEncryptionConfigurationV2(ctx, name+"-encryption",
		&s3.BucketServerSideEncryptionConfigurationV2Args{
			Bucket: bucket.Bucket,
			Rules: s3.BucketServerSideEncryptionConfigurationV2RuleArray{
				&s3.BucketServerSideEncryptionConfigurationV2RuleArgs{
					ApplyServerSideEncryptionByDefault: byDefault,
					BucketKeyEnabled:                   pulumi.Bool(args.Encryption.algorithm == kmsEncryption),
				},
			},
		}, component.Child(b, args.Account)...)
	if err != nil {
		return fmt.Errorf("encrypt bucket %s: %w", args.Bucket, err)
	}
	// S3 returns a policy and a public access block that arrive at once with
	// OperationAborted, so the one waits for the other.
	b.policy, err = s3.NewBucketPolicy(ctx, name+"-policy", &s3.BucketPolicyArgs{
		Bucket: bucket.Bucket,
		Policy: bucketPolicy(bucket.Arn, args.LogsOf).JSON(),
	}, component.Child(b, args.Account, pulumi.DependsOn([]pulumi.Resource{block}))...)
	if err != nil {
		return fmt.Errorf("create policy of bucket %s: %w", args.Bucket, err)
	}
	b.ready = append(b.ready, encryption, b.policy)
	return nil
}
