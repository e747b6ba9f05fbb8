package actions_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/actions"
)

func TestMatching(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string][]string{
		"s3:GetObject":          {"s3:GetObject"},
		"s3:GetObjectVersion":   {"s3:GetObjectVersion"}, // a permission, no operation
		"lambda:InvokeFunction": {"lambda:InvokeFunction"},
		"lambda:Invoke":         nil, // an operation, no permission
		"s3:ListObjectsV2":      nil,
		"s3:GetObjekt":          nil,
		"kms:ReEncrypt*":        {"kms:ReEncryptFrom", "kms:ReEncryptTo"},
		"kms:GenerateDataKey*": {
			"kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext",
			"kms:GenerateDataKeyWithoutPlaintext",
		},
	} {
		t.Run(pattern, func(t *testing.T) {
			t.Parallel()
			got := actions.Matching(pattern)
			slices.Sort(got)
			assert.Equal(t, want, got)
		})
	}
}

func TestApplies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		action, resource string
		applies          bool
	}{
		"an object's action on objects":    {"s3:GetObject", "arn:aws:s3:::store/*", true},
		"an object's action on the bucket": {"s3:GetObject", "arn:aws:s3:::store", false},
		"a bucket's action on the bucket":  {"s3:ListBucket", "arn:aws:s3:::store", true},
		"a bucket's action on objects":     {"s3:ListBucket", "arn:aws:s3:::store/*", false},
		"a query of an index": {
			"dynamodb:Query", "arn:aws:dynamodb:us-east-1:111111111111:table/a/index/b", true,
		},
		"an item in an index": {
			"dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:111111111111:table/a/index/b", false,
		},
		"an execution by its machine's ARN": {
			"states:DescribeExecution", "arn:aws:states:us-east-1:111111111111:stateMachine:a", false,
		},
		"warm capacity of a function": {
			"lambda:GetProvisionedConcurrencyConfig", "arn:aws:lambda:us-east-1:111111111111:function:a", false,
		},
		"warm capacity of versions": {
			"lambda:GetProvisionedConcurrencyConfig", "arn:aws:lambda:us-east-1:111111111111:function:a:*", true,
		},
		"a log group without its streams": {
			"logs:PutLogEvents", "arn:aws:logs:us-east-1:111111111111:log-group:/a", false,
		},
		"a log group with its streams": {
			"logs:PutLogEvents", "arn:aws:logs:us-east-1:111111111111:log-group:/a:*", true,
		},
		"another service's resource":             {"sns:Publish", "arn:aws:sqs:us-east-1:111111111111:a", false},
		"an action whose resources are not told": {"sns:Subscribe", "arn:aws:sns:us-east-1:111111111111:a", false},
		"a wildcard for every resource":          {"sns:Publish", "*", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.applies, actions.Applies(c.action, c.resource))
		})
	}
}

func TestEveryActionOnAllResourcesIsKnownAndHasItsEvidence(t *testing.T) { // I2
	t.Parallel()
	for action, evidence := range actions.Unscopable {
		assert.Len(t, actions.Matching(action), 1, action)
		assert.NotEmpty(t, evidence, action)
		assert.False(t, actions.Applies(action, "arn:aws:s3:::store"), action)
	}
}
