package statebucket_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/statebucket"
)

const key = "arn:aws:kms:eu-west-1:111122223333:key/1"

// account has a key and a bucket once they are made.
type account struct {
	statebucket.Keys
	statebucket.Buckets
	named, made bool
	taken       bool // the bucket's name, by somebody else
	denied      string
	rotated     []string
	location    types.BucketLocationConstraint
	sealed      *types.PublicAccessBlockConfiguration
	versions    types.BucketVersioningStatus
	encryption  types.ServerSideEncryptionRule
	forgets     types.LifecycleRule
	policy      string
}

func (a *account) answer(call string) error {
	if a.denied == call {
		return errors.New("denied " + call)
	}
	return nil
}

func (a *account) DescribeKey(
	_ context.Context, in *kms.DescribeKeyInput, _ ...func(*kms.Options),
) (*kms.DescribeKeyOutput, error) {
	if !a.named || aws.ToString(in.KeyId) != "alias/slipway-state" {
		return nil, errors.Join(a.answer("DescribeKey"), &kmstypes.NotFoundException{})
	}
	return &kms.DescribeKeyOutput{KeyMetadata: &kmstypes.KeyMetadata{Arn: aws.String(key)}}, a.answer("DescribeKey")
}

func (a *account) CreateKey(context.Context, *kms.CreateKeyInput, ...func(*kms.Options)) (*kms.CreateKeyOutput, error) {
	return &kms.CreateKeyOutput{KeyMetadata: &kmstypes.KeyMetadata{Arn: aws.String(key)}}, a.answer("CreateKey")
}

func (a *account) CreateAlias(
	_ context.Context, in *kms.CreateAliasInput, _ ...func(*kms.Options),
) (*kms.CreateAliasOutput, error) {
	a.named = aws.ToString(in.AliasName)+aws.ToString(in.TargetKeyId) == "alias/slipway-state"+key
	return nil, a.answer("CreateAlias")
}

func (a *account) EnableKeyRotation(
	_ context.Context, in *kms.EnableKeyRotationInput, _ ...func(*kms.Options),
) (*kms.EnableKeyRotationOutput, error) {
	a.rotated = append(a.rotated, aws.ToString(in.KeyId))
	return nil, a.answer("EnableKeyRotation")
}

func (a *account) CreateBucket(
	_ context.Context, in *s3.CreateBucketInput, _ ...func(*s3.Options),
) (*s3.CreateBucketOutput, error) {
	switch {
	case a.taken:
		return nil, &types.BucketAlreadyExists{}
	case a.made:
		return nil, &types.BucketAlreadyOwnedByYou{}
	}
	a.made = true
	if in.CreateBucketConfiguration != nil {
		a.location = in.CreateBucketConfiguration.LocationConstraint
	}
	return nil, nil
}

func (a *account) PutPublicAccessBlock(
	_ context.Context, in *s3.PutPublicAccessBlockInput, _ ...func(*s3.Options),
) (*s3.PutPublicAccessBlockOutput, error) {
	a.sealed = in.PublicAccessBlockConfiguration
	return nil, a.answer("PutPublicAccessBlock")
}

func (a *account) PutBucketVersioning(
	_ context.Context, in *s3.PutBucketVersioningInput, _ ...func(*s3.Options),
) (*s3.PutBucketVersioningOutput, error) {
	a.versions = in.VersioningConfiguration.Status
	return nil, a.answer("PutBucketVersioning")
}

func (a *account) PutBucketEncryption(
	_ context.Context, in *s3.PutBucketEncryptionInput, _ ...func(*s3.Options),
) (*s3.PutBucketEncryptionOutput, error) {
	a.encryption = in.ServerSideEncryptionConfiguration.Rules[0]
	return nil, a.answer("PutBucketEncryption")
}

func (a *account) PutBucketPolicy(
	_ context.Context, in *s3.PutBucketPolicyInput, _ ...func(*s3.Options),
) (*s3.PutBucketPolicyOutput, error) {
	a.policy = aws.ToString(in.Policy)
	return nil, a.answer("PutBucketPolicy")
}

func (a *account) PutBucketLifecycleConfiguration(
	_ context.Context, in *s3.PutBucketLifecycleConfigurationInput, _ ...func(*s3.Options),
) (*s3.PutBucketLifecycleConfigurationOutput, error) {
	a.forgets = in.LifecycleConfiguration.Rules[0]
	return nil, a.answer("PutBucketLifecycleConfiguration")
}

func TestMake(t *testing.T) {
	t.Parallel()
	place := statebucket.Place{Account: "111122223333", Region: "eu-west-1"}
	assert.Equal(t, "s3://slipway-state-111122223333-eu-west-1?region=eu-west-1", place.Backend())
	assert.Equal(t, "awskms://alias/slipway-state?region=eu-west-1", place.Secrets())
	a := &account{}
	for range 2 {
		require.NoError(t, place.Make(t.Context(), a, a))
		assert.True(t, a.named && a.made)
	}
	assert.Equal(t, []string{key, key}, a.rotated)
	assert.Equal(t, types.BucketLocationConstraintEuWest1, a.location)
	assert.Equal(t, types.PublicAccessBlockConfiguration{
		BlockPublicAcls:       aws.Bool(true),
		BlockPublicPolicy:     aws.Bool(true),
		IgnorePublicAcls:      aws.Bool(true),
		RestrictPublicBuckets: aws.Bool(true),
	}, *a.sealed)
	assert.Equal(t, types.BucketVersioningStatusEnabled, a.versions)
	assert.Equal(t, key, aws.ToString(a.encryption.ApplyServerSideEncryptionByDefault.KMSMasterKeyID))
	assert.Equal(t, types.ServerSideEncryptionAwsKms, a.encryption.ApplyServerSideEncryptionByDefault.SSEAlgorithm)
	assert.Equal(t, int32(365), aws.ToInt32(a.forgets.NoncurrentVersionExpiration.NoncurrentDays))
	assert.Nil(t, a.forgets.Expiration, "the state that is in force stays")
	assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [{"Sid": "DenyWithoutTLS", "Effect": "Deny", "Principal": "*",
		"Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}, "Resource": [
			"arn:aws:s3:::slipway-state-111122223333-eu-west-1", "arn:aws:s3:::slipway-state-111122223333-eu-west-1/*"]}]}`,
		a.policy)
	t.Run("us-east-1 is not named as a location", func(t *testing.T) {
		t.Parallel()
		a := &account{}
		require.NoError(t, statebucket.Place{Account: "111122223333", Region: "us-east-1"}.Make(t.Context(), a, a))
		assert.Empty(t, a.location)
	})
	for call, says := range map[string]string{
		"DescribeKey":          "look for key alias/slipway-state: denied DescribeKey",
		"CreateKey":            "make key alias/slipway-state: denied CreateKey",
		"CreateAlias":          "name key " + key + " alias/slipway-state: denied CreateAlias",
		"EnableKeyRotation":    "have key " + key + " rotated: denied EnableKeyRotation",
		"PutPublicAccessBlock": "set up bucket slipway-state-111122223333-eu-west-1: denied PutPublicAccessBlock",
		"PutBucketVersioning":  "set up bucket slipway-state-111122223333-eu-west-1: denied PutBucketVersioning",
		"PutBucketEncryption":  "set up bucket slipway-state-111122223333-eu-west-1: denied PutBucketEncryption",
		"PutBucketPolicy":      "set up bucket slipway-state-111122223333-eu-west-1: denied PutBucketPolicy",
		"PutBucketLifecycleConfiguration": "set up bucket slipway-state-111122223333-eu-west-1: " +
			"denied PutBucketLifecycleConfiguration",
	} {
		t.Run("says that it may not call "+call, func(t *testing.T) {
			t.Parallel()
			a := &account{denied: call, named: call == "DescribeKey"}
			assert.EqualError(t, place.Make(t.Context(), a, a), says)
		})
	}
	t.Run("says that the name is another account's", func(t *testing.T) {
		t.Parallel()
		a := &account{taken: true}
		assert.ErrorContains(t, place.Make(t.Context(), a, a),
			"make bucket slipway-state-111122223333-eu-west-1: BucketAlreadyExists")
	})
}
