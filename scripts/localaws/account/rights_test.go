package account_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/policy"
)

func TestPermits(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	put := func(id, role, text string) {
		require.NoError(t, store.Put(localaws.Resource{
			Account: "000000000000",
			Type:    "aws:iam/rolePolicy:RolePolicy",
			ID:      id,
			Outputs: map[string]any{"role": role, "policy": text},
		}))
	}
	put("a", "role-a", `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": ["dynamodb:PutItem"], "Resource": ["arn:t"],
			"Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["lock#api"]}}}]}`)
	put("b", "role-b", `{"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}`)
	view := account.View{Store: store}
	ask := func(role, partition string) bool {
		may, err := view.Permits("arn:aws:iam::000000000000:role/"+role, policy.Request{
			Action:   "dynamodb:PutItem",
			Resource: "arn:t",
			Context:  map[string]string{"dynamodb:leadingkeys": partition},
		})
		require.NoError(t, err)
		return may
	}
	assert.True(t, ask("role-a", "lock#api"))
	assert.False(t, ask("role-a", "lock#cart"), "the policies of the other role are not its")
	assert.True(t, ask("role-b", "lock#cart"))
	assert.False(t, ask("role-c", "lock#api"))
	put("a", "role-a", `{`)
	_, err := view.Permits("arn:aws:iam::000000000000:role/role-a", policy.Request{})
	require.ErrorContains(t, err, "read policy of role arn:aws:iam::000000000000:role/role-a: ")
}
