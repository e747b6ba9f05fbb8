// Package statebucket makes what keeps Pulumi's state in an account: a bucket, and the
// key that encrypts it and the secrets in it. Both are made once in an account and region,
// for all environments, and outlive them.
package statebucket

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

// alias is the key's name.
const alias = "alias/slipway-state"

// Place is where the state of an account's environments is.
type Place struct{ Account, Region string }

// Bucket is the bucket's name, which no other account may have.
func (p Place) Bucket() string { return "slipway-state-" + p.Account + "-" + p.Region }

// Backend is the value of PULUMI_BACKEND_URL.
func (p Place) Backend() string { return "s3://" + p.Bucket() + "?region=" + p.Region }

// Secrets is the value of `secretsprovider` in the stack files.
func (p Place) Secrets() string { return "awskms://" + alias + "?region=" + p.Region }

// Keys is the part of KMS that is used.
type Keys interface {
	DescribeKey(context.Context, *kms.DescribeKeyInput, ...func(*kms.Options)) (*kms.DescribeKeyOutput, error)
	CreateKey(context.Context, *kms.CreateKeyInput, ...func(*kms.Options)) (*kms.CreateKeyOutput, error)
	CreateAlias(context.Context, *kms.CreateAliasInput, ...func(*kms.Options)) (*kms.CreateAliasOutput, error)
	EnableKeyRotation(
		context.Context, *kms.EnableKeyRotationInput, ...func(*kms.Options),
	) (*kms.EnableKeyRotationOutput, error)
}

// Make makes what is missing, and sets everything of what is there as it should be. It can
// be called again, also after it was cut off.
func (p Place) Make(ctx context.Context, keys Keys, buckets Buckets) error {
	key, err := p.key(ctx, keys)
	if err != nil {
		return err
	}
	if err := p.bucket(ctx, buckets); err != nil {
		return err
	}
	return p.set(ctx, buckets, key)
}

// key finds or makes the key, and returns its ARN. Its policy is AWS's default: who may
// use it is said by the policies of the account's roles (KMS Developer Guide,
// key-policy-default).
func (p Place) key(ctx context.Context, keys Keys) (string, error) {
	found, err := keys.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String(alias)})
	if err == nil {
		return p.turn(ctx, keys, aws.ToString(found.KeyMetadata.Arn))
	}
	if !is(err, "NotFoundException") {
		return "", fmt.Errorf("look for key %s: %w", alias, err)
	}
	made, err := keys.CreateKey(ctx, &kms.CreateKeyInput{
		Description: aws.String("Encrypts the states of slipway's environments, and the secrets in them"),
	})
	if err != nil {
		return "", fmt.Errorf("make key %s: %w", alias, err)
	}
	arn := aws.ToString(made.KeyMetadata.Arn)
	if _, err := keys.CreateAlias(ctx, &kms.CreateAliasInput{
		AliasName:   aws.String(alias),
		TargetKeyId: &arn,
	}); err != nil {
		return "", fmt.Errorf("name key %s %s: %w", arn, alias, err)
	}
	return p.turn(ctx, keys, arn)
}

// turn has AWS change the key's material each year.
func (p Place) turn(ctx context.Context, keys Keys, arn string) (string, error) {
	if _, err := keys.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: &arn}); err != nil {
		return "", fmt.Errorf("have key %s rotated: %w", arn, err)
	}
	return arn, nil
}

// bucket makes the bucket unless it is there. us-east-1 is where a bucket is without a
// location (S3 API reference, CreateBucket).
func (p Place) bucket(ctx context.Context, buckets Buckets) error {
	in := &s3.CreateBucketInput{
		Bucket:          aws.String(p.Bucket()),
		ObjectOwnership: types.ObjectOwnershipBucketOwnerEnforced,
	}
	if p.Region != "us-east-1" {
		in.CreateBucketConfiguration = &types.CreateBucketConfiguration{
			LocationConstraint: types.BucketLocationConstraint(p.Region),
		}
	}
	_, err := buckets.CreateBucket(ctx, in)
	if err == nil || is(err, "BucketAlreadyOwnedByYou") {
		return nil
	}
	return fmt.Errorf("make bucket %s: %w", p.Bucket(), err)
}

// is tells whether AWS answered with the code.
func is(err error, code string) bool {
	var answer smithy.APIError
	return errors.As(err, &answer) && answer.ErrorCode() == code
}
