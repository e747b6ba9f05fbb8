package deployer_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/deployer"
)

var one = deployer.Environment{
	Account:  "111122223333",
	Region:   "eu-west-1",
	Suffix:   "prod",
	RolePath: "/",
}

func two() deployer.Environment {
	e := one
	e.Target, e.TargetRole = "444455556666", "arn:aws:iam::444455556666:role/Deploy"
	e.Boundary, e.State = "arn:aws:iam::111122223333:policy/limits/B", "acme-state"
	return e
}

// statement finds the one of an account with the name.
func statement(policies []deployer.Policy, account, sid string) *deployer.Statement {
	for _, p := range policies {
		for i, s := range p.Document.Statement {
			if p.Account == account && s.Sid == sid {
				return &p.Document.Statement[i]
			}
		}
	}
	return nil
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	t.Run("name the environment's own resources", func(t *testing.T) {
		t.Parallel()
		s := statement(one.Policies(), one.Account, "Functions")
		require.NotNil(t, s)
		assert.Equal(t, []string{"arn:aws:lambda:eu-west-1:111122223333:function:lambda-*-prod"}, s.Resource)
		assert.Contains(t, s.Action, "lambda:CreateFunction")
	})
	t.Run("leave nothing to be filled in", func(t *testing.T) {
		t.Parallel()
		for _, e := range []deployer.Environment{one, two()} {
			text, err := json.Marshal(e.Policies())
			require.NoError(t, err)
			assert.NotContains(t, string(text), "{R}")
			for _, hole := range strings.Split("{A} {S} {P} {B} {O} {T} {K} ::: //role", " ") {
				assert.False(t, strings.Contains(strings.ReplaceAll(string(text), "s3:::", ""), hole), hole)
			}
		}
	})
	t.Run("are as few as hold the statements, none too long, each named once", func(t *testing.T) {
		t.Parallel()
		for _, e := range []deployer.Environment{one, two()} {
			var names []string
			for _, p := range e.Policies() {
				text, err := json.Marshal(p.Document)
				require.NoError(t, err)
				assert.LessOrEqual(t, len(text), deployer.Limit)
				names = append(names, p.Account+" "+p.Name)
			}
			assert.Equal(t, names, slices.Compact(slices.Clone(names)))
			assert.Equal(t, e.Account+" slipway-deployer-prod-1", names[0])
		}
	})
	t.Run("let roles be made within the boundary alone, of each account its own", func(t *testing.T) {
		t.Parallel()
		for account, boundary := range map[string]string{
			"111122223333": "arn:aws:iam::111122223333:policy/limits/B",
			"444455556666": "arn:aws:iam::444455556666:policy/limits/B",
		} {
			s := statement(two().Policies(), account, "BoundedRoles")
			require.NotNil(t, s)
			assert.Equal(t, []string{boundary}, s.Condition["StringEquals"]["iam:PermissionsBoundary"])
			assert.NotContains(t, s.Action, "iam:DeleteRolePermissionsBoundary")
		}
		assert.Empty(t, statement(one.Policies(), one.Account, "BoundedRoles").Condition)
	})
	t.Run("give the account of the functions what functions need", func(t *testing.T) {
		t.Parallel()
		policies := two().Policies()
		for sid, accounts := range map[string][2]bool{
			"Functions": {true, true}, "Deployments": {false, true}, "Buckets": {true, false}, "Pipelines": {true, false},
			"FunctionsAccount": {true, false}, "State": {true, false}, "FunctionImages": {false, true},
		} {
			assert.Equal(t, accounts[0], statement(policies, "111122223333", sid) != nil, sid)
			assert.Equal(t, accounts[1], statement(policies, "444455556666", sid) != nil, sid)
		}
		assert.Nil(t, statement(one.Policies(), one.Account, "FunctionsAccount"))
		assert.Nil(t, statement(one.Policies(), one.Account, "State"))
		assert.NotNil(t, statement(one.Policies(), one.Account, "Deployments"))
	})
}
