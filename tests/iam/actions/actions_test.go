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
		"records of a stream": {"dynamodb:GetRecords",
			"arn:aws:dynamodb:us-east-1:111111111111:table/a/stream/2026-01-01T00:00:00.000", true},
		"records of a table": {"dynamodb:GetRecords", "arn:aws:dynamodb:us-east-1:111111111111:table/a", false},
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
		"a secret whose name has a slash": {
			"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop/pip-??????", true,
		},
		"another service's resource": {"sns:Publish", "arn:aws:sqs:us-east-1:111111111111:a", false},
		"another kind of the same service": {
			"states:DescribeExecution", "arn:aws:states:us-east-1:111111111111:activity:a", false,
		},
		"a version, by the guide beside the reference": {
			"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111111111111:function:a:*", true,
		},
		"a deployment to be stopped": {
			"codedeploy:StopDeployment", "arn:aws:codedeploy:us-east-1:111111111111:deploymentgroup:a/b", false,
		},
		"a pattern for part of a name":  {"sqs:SendMessage", "arn:aws:sqs:us-east-1:111111111111:a-*-dev", true},
		"a wildcard for every resource": {"sns:Publish", "*", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.applies, actions.Applies(c.action, c.resource))
		})
	}
}

func TestUnscopable(t *testing.T) { // I2
	t.Parallel()
	for name, want := range map[string]bool{
		"ecr:GetAuthorizationToken": true,
		"codedeploy:StopDeployment": true, // alone among those that name a deployment
		"codedeploy:GetDeployment":  false,
		"sns:Publish":               false,
		"sns:Publisch":              false,
	} {
		assert.Equal(t, want, actions.Unscopable(name), name)
	}
	for action, evidence := range actions.Unscoped {
		assert.Len(t, actions.Matching(action), 1, action)
		assert.NotEmpty(t, evidence, action)
	}
}

func TestSends(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		action, key string
		sends       bool
	}{
		"its own key":        {"kms:Decrypt", "kms:ViaService", true},
		"another's key":      {"sns:Publish", "kms:ViaService", false},
		"one of a family":    {"kms:GenerateDataKey*", "kms:ViaService", true},
		"a key for grants":   {"kms:Decrypt", "kms:GrantIsForAWSResource", false},
		"an external id":     {"sts:AssumeRole", "sts:ExternalId", true},
		"an unknown action":  {"sts:AssumeRoles", "sts:ExternalId", false},
		"a prefix of a list": {"s3:ListBucket", "s3:prefix", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.sends, actions.Sends(c.action, c.key))
		})
	}
}
