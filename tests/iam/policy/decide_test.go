package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/policy"
)

const (
	mayRead    = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::store/*"}`
	mayDecrypt = `{"Effect":"Allow","Action":"kms:Decrypt","Resource":"` + key + `"}`
	mayAssume  = `{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"` + distant + `"}`
	keyRoot    = `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"}`
	trustRoot  = `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"sts:AssumeRole"}`
	otherRoot  = `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"s3:GetObject",` +
		`"Resource":"arn:aws:s3:::store/*"}`
	lambdaReads = `{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"s3:GetObject",` +
		`"Resource":"arn:aws:s3:::store/*"}`
	onlyTLS = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",` +
		`"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`
)

func TestDecide(t *testing.T) {
	t.Parallel()
	read := policy.Request{
		Principal: builder,
		Action:    "s3:GetObject",
		Resource:  bucket + "/a",
	}
	decrypt := policy.Request{
		Principal: builder,
		Action:    "kms:Decrypt",
		Resource:  key,
	}
	assume := policy.Request{
		Principal: builder,
		Action:    "sts:AssumeRole",
		Resource:  distant,
	}
	asLambda := policy.Request{
		Principal: "lambda.amazonaws.com",
		Action:    "s3:GetObject",
		Resource:  bucket + "/a",
	}
	far := policy.Request{
		Principal: distant,
		Action:    "s3:GetObject",
		Resource:  bucket + "/a",
	}
	trust := doc{policy.Trust, distant, other, trustRoot}

	for name, c := range map[string]struct {
		docs    []doc
		request policy.Request
		allowed bool
		why     string
	}{
		"nothing allows by itself":                    {nil, read, false, "no statement of the role allows it"},
		"a role's own policy suffices in its account": {[]doc{identity(builder, mayRead)}, read, true, ""},
		"another role's policy does not": {[]doc{identity(distant, mayRead)}, read, false,
			"no statement of the role allows it"},
		"another action is not allowed": {[]doc{identity(builder, mayRead)}, policy.Request{
			Principal: builder,
			Action:    "s3:PutObject",
			Resource:  bucket + "/a",
		}, false, "no statement of the role allows it"},
		"a name that only begins alike is not within": {[]doc{identity(builder, mayRead)}, policy.Request{
			Principal: builder,
			Action:    "s3:GetObject",
			Resource:  bucket + "2/a",
		}, false, "no statement of the role allows it"},
		"a denial wins": {[]doc{identity(builder, mayRead), resource(bucket, onlyTLS)}, insecure(read),
			false, "explicitly denied"},
		"a denial that does not apply is none": {[]doc{identity(builder, mayRead), resource(bucket, onlyTLS)}, read, true,
			""},
		"a key's policy must let its account decide": {[]doc{identity(builder, mayDecrypt)}, decrypt, false,
			"the role and the key or trust policy must allow it"},
		"and then the role must be allowed too": {[]doc{resource(key, keyRoot)}, decrypt, false,
			"the role and the key or trust policy must allow it"},
		"a key is used when both allow": {[]doc{identity(builder, mayDecrypt), resource(key, keyRoot)}, decrypt, true,
			""},
		"across accounts a role's policy is one side": {[]doc{identity(distant, mayRead), resource(bucket, lambdaReads)}, far,
			false, "across accounts both sides must allow it"},
		"across accounts the resource's is one side": {[]doc{resource(bucket, otherRoot)}, far, false,
			"across accounts both sides must allow it"},
		"across accounts both sides suffice": {[]doc{identity(distant, mayRead), resource(bucket, otherRoot)}, far, true,
			""},
		"a role of another account needs its trust": {[]doc{identity(builder, mayAssume)}, assume, false,
			"across accounts both sides must allow it"},
		"a role is taken on when both allow":           {[]doc{identity(builder, mayAssume), trust}, assume, true, ""},
		"a service is let in by the resource's policy": {[]doc{resource(bucket, lambdaReads)}, asLambda, true, ""},
		"and by nothing else": {[]doc{identity(builder, mayRead)}, asLambda, false,
			"no resource policy lets the service in"},
		"a root as principal is no service": {[]doc{resource(bucket, otherRoot)}, asLambda, false,
			"no resource policy lets the service in"},
		"a role that is named needs no policy of its own": {
			[]doc{resource(bucket,
				`{"Effect":"Allow","Principal":{"AWS":"`+builder+`"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::store/*"}`)},
			read,
			true,
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := set(t, c.docs...).Decide(c.request)
			assert.Equal(t, c.allowed, got.Allowed)
			assert.Equal(t, c.why, got.Why)
		})
	}
}

func insecure(r policy.Request) policy.Request {
	r.Context = r.Context.With("aws:SecureTransport", "false")
	return r
}

func TestADecisionNamesTheStatementsThatMadeIt(t *testing.T) {
	t.Parallel()
	all := set(t, identity(builder, mayDecrypt), identity(builder, mayRead), resource(key, keyRoot))
	request := policy.Request{
		Principal: builder,
		Action:    "kms:Decrypt",
		Resource:  key,
	}
	assert.Equal(t, []int{0, 2}, all.Decide(request).By)
	assert.False(t, all.Without(0).Decide(request).Allowed)
	assert.False(t, all.Without(2).Decide(request).Allowed)
	assert.True(t, all.Without(1).Decide(request).Allowed)
}

func TestTheAccountsThatAWSAddsCanBeAskedFor(t *testing.T) {
	t.Parallel()
	conditions := func(key, value string) policy.Set {
		return set(t, identity(builder,
			`{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"`+key+`":"`+value+`"}}}`),
			doc{policy.Resource, bucket, other, onlyTLS},
			doc{policy.Resource, bucket, other, `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}`})
	}
	request := policy.Request{
		Principal: builder,
		Action:    "s3:GetObject",
		Resource:  bucket,
	}
	assert.True(t, conditions("aws:ResourceAccount", other).Decide(request).Allowed, "the account of the bucket's policy")
	assert.False(t, conditions("aws:ResourceAccount", own).Decide(request).Allowed)
	assert.True(t, conditions("aws:PrincipalAccount", own).Decide(request).Allowed)
	assert.True(t, conditions("aws:PrincipalArn", builder).Decide(request).Allowed)
}
