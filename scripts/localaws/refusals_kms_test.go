package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKMSRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	root := m{"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": m{"AWS": "arn:aws:iam::000000000000:root"}}
	refused(t, []refusal{
		{
			says:  "a deletion window below seven days",
			token: keyT,
			in:    m{"deletionWindowInDays": 6.0},
			want:  "deletionWindowInDays: expected deletionWindowInDays to be in the range (7 - 30), got 6",
		},
		{
			says:  "an unknown key usage",
			token: keyT,
			in:    m{"keyUsage": "ALL"},
			want:  "keyUsage: expected keyUsage to be one of [\"ENCRYPT_DECRYPT\" \"SIGN_VERIFY\" \"GENERATE_VERIFY_MAC\" \"KEY_AGREEMENT\"], got ALL",
		},
		{
			says:  "a policy that is no JSON",
			token: keyT,
			in:    m{"policy": "no"},
			want:  "policy: \"policy\" contains an invalid JSON: invalid character 'o' in literal null (expecting 'u')",
		},
		{
			says:  "a policy without an effect",
			token: keyT,
			in:    m{"policy": document(m{"Action": "kms:*", "Resource": "*", "Principal": "*"})},
			want:  "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: The new key policy is malformed: statement 1: the Effect must be Allow or Deny, not \"\"",
		},
		{
			says:  "a policy for a role that does not exist",
			token: keyT,
			in:    m{"policy": document(root, m{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Principal": m{"AWS": roleARN("nobody")}})},
			want:  "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals. (\"AWS\":\"arn:aws:iam::000000000000:role/nobody\")",
		},
		{
			says:  "a policy for a service that does not exist",
			token: keyT,
			in:    m{"policy": document(root, m{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Principal": m{"Service": "sms.amazonaws.com"}})},
			want:  "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals. (\"SERVICE\":\"sms.amazonaws.com\")",
		},
		{
			says:  "a policy that locks everyone out",
			token: keyT,
			in:    m{"policy": document(m{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Principal": m{"Service": "sns.amazonaws.com"}})},
			want:  "creating KMS Key: operation error KMS: CreateKey, api error MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
		},
		{
			says:  "an alias without its prefix",
			token: aliasT,
			in:    m{"name": "kms-dev", "targetKeyId": "x"},
			want:  "name: invalid value for name (must begin with 'alias/' and be comprised of only [a-zA-Z0-9/_-]): kms-dev",
		},
		{
			says:  "an alias among AWS's own",
			token: aliasT,
			in:    m{"name": "alias/aws/mine", "targetKeyId": "x"},
			want:  "name: name cannot begin with reserved AWS CMK prefix 'alias/aws/'",
		},
		{
			says:  "an alias for a key that does not exist",
			token: aliasT,
			in:    m{"name": "alias/kms-dev", "targetKeyId": "none"},
			want:  "creating KMS Alias (alias/kms-dev): operation error KMS: CreateAlias, api error NotFoundException: Key 'none' does not exist",
		},
		{
			says: "a second alias of the same name",
			given: func(c client) {
				c.given(aliasT, "first", m{"name": "alias/kms-dev", "targetKeyId": c.key("k")})
			},
			token: aliasT,
			in:    m{"name": "alias/kms-dev", "targetKeyId": "x"},
			want:  "creating KMS Alias (alias/kms-dev): operation error KMS: CreateAlias, api error AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:000000000000:alias/kms-dev already exists",
		},
	})
}

func TestAKeyThatWaitsForItsDeletionIsOfNoUse(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	k := c.given(keyT, "k", m{})
	require.NoError(t, c.delete(k))
	id := k.out.Str("keyId")
	_, there := c.read(k)
	assert.False(t, there)

	_, err := c.create(aliasT, "a", m{"name": "alias/kms-dev", "targetKeyId": id})
	assert.Equal(t, "creating KMS Alias (alias/kms-dev): operation error KMS: CreateAlias, api error KMSInvalidStateException: "+id+" is pending deletion.", message(err))

	c.given(aliasT, "a", m{"name": "alias/kms-dev", "targetKeyId": c.key("again")})
}
