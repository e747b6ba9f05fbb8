package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/policy"
)

func TestADocumentIsReadInBothSpellings(t *testing.T) {
	t.Parallel()
	want := policy.Statement{
		Sid:        "S",
		Effect:     "Allow",
		Actions:    []string{"s3:GetObject"},
		Resources:  []string{"*"},
		Principals: map[string][]string{"AWS": {"*"}},
		Conditions: map[string]map[string][]string{"Bool": {"aws:SecureTransport": {"true"}}},
	}
	for _, text := range []string{
		`{"Version":"2012-10-17","Statement":{"Sid":"S","Effect":"Allow","Action":"s3:GetObject","Resource":"*",` +
			`"Principal":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}}`,
		`{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"S","Effect":"Allow","Action":["s3:GetObject"],` +
			`"Resource":["*"],"Principal":{"AWS":["*"]},"Condition":{"Bool":{"aws:SecureTransport":["true"]}}}]}`,
	} {
		doc, err := policy.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, []policy.Statement{want}, doc.Statements)
	}
}

func TestADocumentThatNoServiceTakesIsRejected(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{`no`,
			"not a policy document: invalid character 'o' in literal null (expecting 'u')"},
		{`{} {}`,
			"not a policy document: text after the document"},
		{`{"Statements":[]}`,
			`not a policy document: json: unknown field "Statements"`},
		{`{"Version":"2020-01-01"}`, `unknown Version "2020-01-01"`},
		{`{"Statement":[]}`, "no Statement"},
		{`{"Statement":[{"Effect":"Maybe","Action":"s3:*"}]}`,
			`statement 1: the Effect must be Allow or Deny, not "Maybe"`},
		{`{"Statement":[{"Effect":"Allow"}]}`,
			"statement 1: no Action"},
		{`{"Statement":[{"Effect":"Allow","Action":"s3"}]}`,
			`statement 1: actions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: "s3"`},
		{`{"Statement":[{"Effect":"Allow","Action":{}}]}`,
			"statement 1: expected a string or a list of strings"},
		{`{"Statement":[{"Effect":"Allow","Action":"s3:*","Principal":"me"}]}`,
			`statement 1: invalid principal "me"`},
		{`{"Statement":[{"Effect":"Allow","Action":"s3:*","Principal":[]}]}`,
			"statement 1: principal: json: cannot unmarshal array into Go value of type map[string]policy.words"},
		{`{"Statement":[{"Effect":"Allow","Action":"s3:*","Principal":{"User":"me"}}]}`,
			`statement 1: unknown principal type "User"`},
		{`{"Statement":[{"Effect":"Allow","Action":"s3:*","NotPrincipal":{"AWS":[]}}]}`,
			"statement 1: principal AWS names nobody"},
		{`{"Statement":[{"Effect":"Allow","Action":"s3:*","Condition":{"StringMatches":{"a":"b"}}}]}`,
			"statement 1: invalid condition type StringMatches"},
		{`{"Statement":[{"Effect":"Allow","Action":"s3:*"},{"Effect":"Allow","NotAction":"DoThings"}]}`,
			`statement 2: actions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: "DoThings"`},
	} {
		_, err := policy.Parse(c.text)
		assert.EqualError(t, err, c.want, c.text)
	}
}
