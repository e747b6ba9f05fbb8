package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/policy"
)

const (
	pipeline = "arn:aws:iam::000000000000:role/role-pipeline"
	other    = "arn:aws:iam::111122223333:role/role-other"
)

func allows(t *testing.T, text string, r policy.Request) bool {
	t.Helper()
	doc, err := policy.Parse(`{"Statement":` + text + `}`)
	require.NoError(t, err)
	return doc.Allows(r)
}

func TestTrustIsDecidedByPrincipal(t *testing.T) {
	t.Parallel()
	assume := func(principal string) string {
		return `{"Effect":"Allow","Action":"sts:AssumeRole","Principal":` + principal + `}`
	}
	role, service := policy.Request{
		Principal: pipeline,
		Action:    "sts:AssumeRole",
	}, policy.Request{Service: "lambda.amazonaws.com", Action: "sts:AssumeRole"}
	for _, c := range []struct {
		principal string
		request   policy.Request
		want      bool
	}{
		{`{"AWS":"` + pipeline + `"}`, role, true},
		{`{"AWS":"` + other + `"}`, role, false},
		{`{"AWS":"arn:aws:iam::000000000000:root"}`, role, true},
		{`{"AWS":"000000000000"}`, role, true},
		{`{"AWS":"111122223333"}`, role, false},
		{`"*"`, role, true},
		{`"*"`, service, true},
		{`{"Service":"lambda.amazonaws.com"}`, service, true},
		{`{"Service":["events.amazonaws.com","lambda.amazonaws.com"]}`, service, true},
		{`{"Service":"events.amazonaws.com"}`, service, false},
		{`{"Service":"lambda.amazonaws.com"}`, role, false},
		{`{"AWS":"000000000000"}`, service, false},
	} {
		assert.Equal(t, c.want, allows(t, assume(c.principal), c.request), "%s %+v", c.principal, c.request)
	}
	assert.False(t, allows(t, `{"Effect":"Allow","Action":"sts:AssumeRole","NotPrincipal":{"AWS":"`+pipeline+`"}}`, role))
	assert.True(t, allows(t, `{"Effect":"Allow","Action":"sts:AssumeRole","NotPrincipal":{"AWS":"`+other+`"}}`, role))
}

func TestActionsAndResourcesAreMatched(t *testing.T) {
	t.Parallel()
	doc := func(statement string) policy.Document {
		d, err := policy.Parse(`{"Statement":` + statement + `}`)
		require.NoError(t, err)
		return d
	}
	put := policy.Request{Action: "s3:PutObject", Resource: "arn:aws:s3:::b/a/c"}
	for statement, want := range map[string]bool{
		`{"Effect":"Allow","Action":"*","Resource":"*"}`:                                                            true,
		`{"Effect":"Allow","Action":"s3:put*","Resource":"arn:aws:s3:::b/*"}`:                                       true,
		`{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}`:                                                      false,
		`{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/?/c"}`:                                true,
		`{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b"}`:                                    false,
		`{"Effect":"Allow","NotAction":"s3:Get*","Resource":"*"}`:                                                   true,
		`{"Effect":"Allow","NotAction":"s3:Put*","Resource":"*"}`:                                                   false,
		`{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::b/*"}`:                                       false,
		`[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}]`: false,
		`[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]`: true,
	} {
		assert.Equal(t, want, doc(statement).Permits(put), statement)
	}
}

func TestConditionsHoldAsIAMHoldsThem(t *testing.T) {
	t.Parallel()
	context := map[string]string{
		"aws:sourceaccount":   "000000000000",
		"aws:sourcearn":       "arn:aws:events:us-east-1:000000000000:rule/bus/push",
		"aws:securetransport": "true",
	}
	for condition, want := range map[string]bool{
		`{"StringEquals":{"aws:SourceAccount":"000000000000"}}`:                        true,
		`{"StringEquals":{"AWS:SourceAccount":["1","000000000000"]}}`:                  true,
		`{"StringEquals":{"aws:SourceAccount":"1"}}`:                                   false,
		`{"StringNotEquals":{"aws:SourceAccount":"1"}}`:                                true,
		`{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}`:                             true,
		`{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`:                                false,
		`{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}`:                        true,
		`{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}`:                            true,
		`{"ForAnyValue:StringEquals":{"aws:TagKeys":"a"}}`:                             false,
		`{"StringEqualsIgnoreCase":{"aws:SecureTransport":"TRUE"}}`:                    true,
		`{"StringLike":{"aws:SourceArn":"arn:aws:events:*:rule/bus/*"}}`:               true,
		`{"StringNotLike":{"aws:SourceArn":"arn:aws:events:*:rule/bus/*"}}`:            false,
		`{"ArnLike":{"aws:SourceArn":"arn:aws:events:us-east-1:000000000000:rule/*"}}`: true,
		`{"ArnEquals":{"aws:SourceArn":"arn:aws:events:us-east-1:1:rule/*"}}`:          false,
		`{"ArnNotLike":{"aws:SourceArn":"arn:aws:events:us-east-1:1:rule/*"}}`:         true,
		`{"Bool":{"aws:SecureTransport":"false"}}`:                                     false,
		`{"Bool":{"aws:SecureTransport":true}}`:                                        true,
		`{"Null":{"aws:SourceArn":"false"}}`:                                           true,
		`{"Null":{"aws:PrincipalOrgID":"true"}}`:                                       true,
		`{"Null":{"aws:SourceArn":"true"}}`:                                            false,
		`{"StringEquals":{"aws:SourceAccount":"000000000000","aws:Other":"x"}}`:        false,
	} {
		statement := `{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Condition":` + condition + `}`
		assert.Equal(t, want, allows(t, statement, policy.Request{
			Service: "events.amazonaws.com",
			Action:  "sts:AssumeRole",
			Context: context,
		}), condition)
	}
}

func TestPatternsMatchAcrossSlashes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"arn:*", "arn:aws:s3:::a/b/c", true}, {"a?c", "a/c", true}, {"a[b]c", "a[b]c", true}, {"a[b]c", "abc", false},
		{`a\*`, `a\x`, true}, {"", "", true}, {"*", "", true}, {"a", "b", false},
	} {
		assert.Equal(t, c.want, policy.Like(c.pattern, c.text), "%q %q", c.pattern, c.text)
	}
	assert.Equal(t, "000000000000", policy.Account(pipeline))
	assert.Empty(t, policy.Account("role-pipeline"))
}
