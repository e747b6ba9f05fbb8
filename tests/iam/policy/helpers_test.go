package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/tests/iam/policy"
)

const (
	own     = "111111111111"
	other   = "222222222222"
	builder = "arn:aws:iam::111111111111:role/builder"
	distant = "arn:aws:iam::222222222222:role/distant"
	bucket  = "arn:aws:s3:::store"
	key     = "arn:aws:kms:us-east-1:111111111111:key/one"
)

// doc is one document of a set under test.
type doc struct {
	kind    policy.Kind
	owner   string
	account string
	text    string
}

func set(t *testing.T, docs ...doc) policy.Set {
	t.Helper()
	var all policy.Set
	for _, d := range docs {
		require.NoError(t, all.Add(d.kind, d.owner, d.account, "doc", `{"Version":"2012-10-17","Statement":[`+d.text+`]}`))
	}
	return all
}

func identity(owner, text string) doc { return doc{policy.Identity, owner, "", text} }

func resource(owner, text string) doc { return doc{policy.Resource, owner, own, text} }
