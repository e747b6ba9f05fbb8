package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/policy"
)

func TestGrantsAreEachActionOnEachResource(t *testing.T) {
	t.Parallel()
	all := set(t,
		identity(builder,
			`{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::a","arn:aws:s3:::b"]}`),
		resource(bucket, onlyTLS),
		resource(key, keyRoot))
	assert.Equal(t, []policy.Grant{
		{0, "s3:GetObject", "arn:aws:s3:::a"}, {0, "s3:GetObject", "arn:aws:s3:::b"},
		{0, "s3:PutObject", "arn:aws:s3:::a"}, {0, "s3:PutObject", "arn:aws:s3:::b"},
		{2, "kms:*", key},
	}, all.Grants())
}

func TestAGrantCoversWhatItsPatternsMatch(t *testing.T) {
	t.Parallel()
	g := policy.Grant{Action: "kms:GenerateDataKey*", Resource: "arn:aws:s3:::a/*"}
	assert.True(t, g.Covers("kms:generatedatakeypair", "arn:aws:s3:::a/b/c"))
	assert.False(t, g.Covers("kms:Decrypt", "arn:aws:s3:::a/b"))
	assert.False(t, g.Covers("kms:GenerateDataKey", "arn:aws:s3:::a"))
}

func TestADocumentThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	var all policy.Set
	assert.ErrorContains(t, all.Add(policy.Trust, builder, own, "role-a/trust", `{}`), "parse role-a/trust: no Statement")
	assert.Empty(t, all)
}

func TestAStatementIsNamedByItsDocumentAndSid(t *testing.T) {
	t.Parallel()
	all := set(t, identity(builder, mayRead),
		identity(builder, `{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}`))
	assert.Equal(t, "doc", all[0].Name())
	assert.Equal(t, "doc Read", all[1].Name())
}
