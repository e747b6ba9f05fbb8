package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestKMSRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	root := m{
		"Effect":    "Allow",
		"Action":    "kms:*",
		"Resource":  "*",
		"Principal": m{"AWS": "arn:aws:iam::000000000000:root"},
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a deletion window below seven days",
			Token: awstest.Key,
			In:    m{"deletionWindowInDays": 6.0},
			Want:  "deletionWindowInDays: expected deletionWindowInDays to be in the range (7 - 30), got 6",
		},
		{
			Says:  "an unknown key usage",
			Token: awstest.Key,
			In:    m{"keyUsage": "ALL"},
			Want: "keyUsage: expected keyUsage to be one of [\"ENCRYPT_DECRYPT\" \"SIGN_VERIFY\" \"GENERATE_VERIFY_MAC\" " +
				"\"KEY_AGREEMENT\"], got ALL",
		},
		{
			Says:  "a policy that is no JSON",
			Token: awstest.Key,
			In:    m{"policy": "no"},
			Want:  "policy: \"policy\" contains an invalid JSON: invalid character 'o' in literal null (expecting 'u')",
		},
		{
			Says:  "a policy without an effect",
			Token: awstest.Key,
			In:    m{"policy": awstest.Document(m{"Action": "kms:*", "Resource": "*", "Principal": "*"})},
			Want: "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: " +
				"The new key policy is malformed: statement 1: the Effect must be Allow or Deny, not \"\"",
		},
		{
			Says:  "a policy for a role that does not exist",
			Token: awstest.Key,
			In: m{"policy": awstest.Document(root, m{
				"Effect":    "Allow",
				"Action":    "kms:Decrypt",
				"Resource":  "*",
				"Principal": m{"AWS": awstest.RoleARN("nobody")},
			})},
			Want: "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: Policy " +
				"contains a statement with one or more invalid principals. (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")",
		},
		{
			Says:  "a policy for a service that does not exist",
			Token: awstest.Key,
			In: m{"policy": awstest.Document(root, m{
				"Effect":    "Allow",
				"Action":    "kms:Decrypt",
				"Resource":  "*",
				"Principal": m{"Service": "sms.amazonaws.com"},
			})},
			Want: "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: " +
				"Policy contains a statement with one or more invalid principals. (\"SERVICE\":\"sms.amazonaws.com\")",
		},
		{
			Says:  "a policy that locks everyone out",
			Token: awstest.Key,
			In: m{"policy": awstest.Document(m{
				"Effect":    "Allow",
				"Action":    "kms:Decrypt",
				"Resource":  "*",
				"Principal": m{"Service": "sns.amazonaws.com"},
			})},
			Want: "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: " +
				"The new key policy will not allow you to update the key policy in the future.",
		},
	})
}

func TestAKeyThatWaitsForItsDeletionIsOfNoUse(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	k := c.Given(awstest.Key, "k", m{})
	require.NoError(t, c.Delete(k))
	id := k.Out.Str("keyId")
	_, there := c.Read(k)
	assert.False(t, there)

	_, err := c.Create(awstest.Alias, "a", m{"name": "alias/kms-dev", "targetKeyId": id})
	assert.Equal(t,
		"creating KMS Alias (alias/kms-dev): operation error KMS: CreateAlias, api error KMSInvalidStateException: "+id+
			" is pending deletion.",
		awstest.Message(err))

	c.Given(awstest.Alias, "a", m{"name": "alias/kms-dev", "targetKeyId": c.Key("again")})
}
