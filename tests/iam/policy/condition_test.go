package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/policy"
)

func TestConditions(t *testing.T) {
	t.Parallel()
	none := policy.Context(nil)
	with := func(values ...string) policy.Context { return none.With("Test:Key", values...) }
	for name, c := range map[string]struct {
		condition string
		context   policy.Context
		holds     bool
	}{
		"equal text":                            {`"StringEquals":{"test:key":["a","b"]}`, with("b"), true},
		"other text":                            {`"StringEquals":{"test:key":"a"}`, with("b"), false},
		"a wildcard is none in StringEquals":    {`"StringEquals":{"test:key":"a*"}`, with("ab"), false},
		"a missing key":                         {`"StringEquals":{"test:key":"a"}`, none, false},
		"a missing key with IfExists":           {`"StringEqualsIfExists":{"test:key":"a"}`, none, true},
		"another value with IfExists":           {`"StringLikeIfExists":{"test:key":"a/*"}`, with("b/c"), false},
		"a like value with IfExists":            {`"StringLikeIfExists":{"test:key":"a/*"}`, with("a/c"), true},
		"a key whose name is written otherwise": {`"StringEquals":{"TEST:KEY":"a"}`, with("a"), true},
		"a negation of another value": {`"ArnNotEquals":{"test:key":"arn:aws:iam::1:role/a"}`,
			with("arn:aws:iam::1:role/b"), true},
		"a negation of the value": {`"ArnNotEquals":{"test:key":"arn:aws:iam::1:role/a"}`,
			with("arn:aws:iam::1:role/a"), false},
		"a negation of nothing": {`"StringNotEquals":{"test:key":"a"}`, none, true},
		"all of several": {`"ForAllValues:StringEquals":{"test:key":["a","b"]}`, with("a", "b"),
			true},
		"not all of several":                  {`"ForAllValues:StringEquals":{"test:key":["a"]}`, with("a", "b"), false},
		"all of none":                         {`"ForAllValues:StringEquals":{"test:key":["a"]}`, none, true},
		"any of several":                      {`"ForAnyValue:StringEquals":{"test:key":["a"]}`, with("a", "b"), true},
		"any of none":                         {`"ForAnyValue:StringEquals":{"test:key":["a"]}`, none, false},
		"a key that must be there and is not": {`"Null":{"test:key":"false"}`, none, false},
		"a key that must be there and is":     {`"Null":{"test:key":"false"}`, with("a"), true},
		"a key that must not be there":        {`"Null":{"test:key":"true"}`, with("a"), false},
		"a truth value":                       {`"Bool":{"test:key":"false"}`, with("false"), true},
		"the other truth value":               {`"Bool":{"test:key":"false"}`, with("true"), false},
		"a wildcard in an ARN's last part": {`"ArnLike":{"test:key":"arn:aws:events:r:1:rule/bus/*"}`,
			with("arn:aws:events:r:1:rule/bus/a"), true},
		"a wildcard does not reach over a colon": {`"ArnLike":{"test:key":"arn:aws:events:*:rule/a"}`,
			with("arn:aws:events:r:1:rule/a"), false},
		"text that is no ARN": {`"ArnLike":{"test:key":"*"}`, with("a"), false},
		"two conditions must both hold": {`"Bool":{"test:key":"false"},"StringEquals":{"test:other":"a"}`, with("false"),
			false},
		"two keys of one operator must both match": {`"StringEquals":{"test:key":"a","test:other":"a"}`, with("a"), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := set(t,
				identity(builder, `{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{`+c.condition+`}}`))
			got := all.Decide(policy.Request{
				Principal: builder,
				Action:    "s3:GetObject",
				Resource:  bucket,
				Context:   c.context,
			})
			assert.Equal(t, c.holds, got.Allowed)
		})
	}
}

func TestAnUnknownOperatorIsNotGuessed(t *testing.T) {
	t.Parallel()
	all := set(t,
		identity(builder,
			`{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"NumericLessThan":{"a:b":"1"}}}`))
	assert.PanicsWithValue(t, "condition operator NumericLessThan is not known to this evaluator", func() {
		all.Decide(policy.Request{
			Principal: builder,
			Action:    "s3:GetObject",
			Resource:  bucket,
		})
	})
}

func TestAContextIsChangedByCopy(t *testing.T) {
	t.Parallel()
	before := policy.Context{}.With("A:B", "1")
	after := before.With("a:b")
	assert.Equal(t, policy.Context{"a:b": {"1"}}, before)
	assert.Empty(t, after)
}
