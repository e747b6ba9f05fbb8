package account_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/policy"
)

const (
	here, there = "111111111111", "222222222222"
	builder     = "arn:aws:iam::" + there + ":role/build"
	lender      = "arn:aws:iam::" + here + ":role/lend"
)

// allow is a policy of one statement, with more of it.
func allow(action, resource, more string) string {
	return fmt.Sprintf(`{"Statement": [{"Effect": "Allow", "Action": %q, "Resource": %q%s}]}`, action, resource, more)
}

func TestAcrossAccounts(t *testing.T) {
	t.Parallel()
	const (
		bus        = "arn:aws:events:us-east-1:" + there + ":event-bus/bus"
		repository = "arn:aws:ecr:us-east-1:" + here + ":repository/images"
		root       = `, "Principal": {"AWS": "arn:aws:iam::` + there + `:root"}`
		teller     = `, "Principal": {"AWS": "arn:aws:iam::` + here + `:root"}`
	)
	pull := policy.Request{Action: "ecr:BatchGetImage", Resource: repository}
	ways := map[string]struct {
		role, own, token, key, field, other string
		goes                                func(account.View) (bool, error)
	}{
		"a role that is lent": {
			role:  builder,
			own:   allow("sts:AssumeRole", lender, ""),
			token: "aws:iam/role:Role",
			key:   "lend",
			field: "assumeRolePolicy",
			other: allow("sts:AssumeRole", "*", root+`, "Condition": {"StringEquals": {"sts:ExternalId": "me"},
				"ArnEquals": {"aws:PrincipalArn": "`+builder+`"}}`),
			goes: func(v account.View) (bool, error) { return v.Assumes(builder, lender, "me") },
		},
		"an event": {
			role:  lender,
			own:   allow("events:PutEvents", bus, ""),
			token: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
			key:   "bus",
			field: "policy",
			other: allow("events:PutEvents", bus, teller),
			goes:  func(v account.View) (bool, error) { return v.Puts(lender, bus) },
		},
		"an image": {
			role:  builder,
			own:   allow("ecr:BatchGetImage", repository, ""),
			token: "aws:ecr/repositoryPolicy:RepositoryPolicy",
			key:   "images",
			field: "policy",
			other: allow("ecr:BatchGetImage", repository, root),
			goes:  func(v account.View) (bool, error) { return v.Reaches(builder, pull) },
		},
	}
	for name, way := range ways {
		for says, c := range map[string]struct {
			own, other string
			goes       bool
		}{
			"goes if both sides say so":             {way.own, way.other, true},
			"does not without a right":              {"", way.other, false},
			"does not if the other side is silent":  {way.own, "", false},
			"does not if the other side means more": {way.own, allow("s3:GetObject", "*", root), false},
		} {
			t.Run(name+" "+says, func(t *testing.T) {
				t.Parallel()
				view := account.View{Store: localaws.Open(t.TempDir())}
				put := func(owner, token, key string, outputs map[string]any) {
					require.NoError(t, view.Store.Put(localaws.Resource{
						Account: owner,
						Type:    token,
						ID:      key,
						Outputs: outputs,
					}))
				}
				put(there, "aws:cloudwatch/eventBus:EventBus", "bus", nil)
				if c.own != "" {
					put(account.OwnerOf(way.role), "aws:iam/rolePolicy:RolePolicy", "own", map[string]any{
						"role": account.LastOf(way.role), "policy": c.own,
					})
				}
				owner := here
				if way.key == "bus" {
					owner = there
				}
				if c.other != "" {
					put(owner, way.token, way.key, map[string]any{way.field: c.other})
				}
				goes, err := way.goes(view)
				require.NoError(t, err)
				assert.Equal(t, c.goes, goes)
				put(owner, way.token, way.key, map[string]any{way.field: "{"})
				_, err = way.goes(view)
				require.ErrorContains(t, err, "read policy of ")
			})
		}
	}
	t.Run("nothing gets to what is not there", func(t *testing.T) {
		t.Parallel()
		view := account.View{Store: localaws.Open(t.TempDir())}
		for _, way := range ways {
			goes, err := way.goes(view)
			require.NoError(t, err)
			assert.False(t, goes)
		}
	})
	t.Run("within an account the role's own rights are enough", func(t *testing.T) {
		t.Parallel()
		view := account.View{Store: localaws.Open(t.TempDir())}
		require.NoError(t, view.Store.Put(localaws.Resource{
			Account: here,
			Type:    "aws:iam/rolePolicy:RolePolicy",
			ID:      "own",
			Outputs: map[string]any{"role": "lend", "policy": allow("*", "*", "")},
		}))
		reaches, err := view.Reaches(lender, pull)
		require.NoError(t, err)
		assert.True(t, reaches)
		puts, err := view.Puts(lender, "arn:aws:events:us-east-1:"+here+":event-bus/default")
		require.NoError(t, err)
		assert.True(t, puts)
	})
}
