package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// Names as long as they may be, so that what AWS bounds is as large as it gets.
const (
	longService = "order-fulfilment-api"
	longSuffix  = "feature-login1"
)

var longPath = "/" + strings.Repeat("p", 160) + "/"

// demanding is an account that lets roles be made at a path and within a boundary only.
func demanding(path, boundary string) []string {
	return []string{
		"slipway-foundation:targetAccount: '444455556666'",
		"slipway-foundation:services: [" + longService + "]",
		"slipway-foundation:rolePath: " + path,
		"slipway-foundation:permissionsBoundary: arn:aws:iam::111122223333:policy/" + boundary,
	}
}

func TestRolesAreAtThePathAndWithinTheBoundaryThatAccountsDemand(t *testing.T) {
	t.Parallel()
	s := build(t, longSuffix, "444455556666", nil, map[string][]string{"foundation": demanding(longPath, "Boundary")})
	s.bounded(t, "Boundary")

	t.Run("a push reaches production", func(t *testing.T) {
		before := s.production(t, longService)
		r := s.run(t, "push", "--service", longService)
		require.Zero(t, r.Code, r.Err)
		assert.NotEqual(t, before.Live, s.production(t, longService).Live)
	})
	t.Run("another boundary bounds the roles that are there", func(t *testing.T) {
		s.Configure(t, "foundation", s.env, demanding(longPath, "limits/Other")...)
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
		for _, word := range []string{"created", "replaced", "deleted"} {
			assert.NotContains(t, lastLine(r), word)
		}
		s.bounded(t, "limits/Other")
	})
	t.Run("another path would make all roles anew, so it is rejected", func(t *testing.T) {
		s.Configure(t, "foundation", s.env, demanding("/shop/", "Boundary")...)
		for _, words := range [][]string{{"deploy-all"}, {"preview-all"}, {"deploy", "--layer", "compute"}} {
			r := s.run(t, words...)
			assert.Equal(t, 1, r.Code)
			assert.Contains(t, r.Err, "path of the roles: "+longPath+" in what is deployed (compute, delivery), "+
				"/shop/ in the settings (slipway-foundation:rolePath)")
			assert.Contains(t, r.Err, "pulumi config set slipway-foundation:rolePath "+longPath+" --stack "+s.env)
		}
		s.bounded(t, "limits/Other")
	})
	t.Run("the way that is printed leads there", func(t *testing.T) {
		for _, words := range [][]string{
			{"destroy", "--layer", "delivery"}, {"destroy", "--layer", "compute"}, {"deploy-all"},
		} {
			r := s.run(t, words...)
			require.Zero(t, r.Code, r.Err)
		}
		for _, role := range harness.Of(s.Deployed(t, s.env), "iam/role:Role") {
			assert.Equal(t, "/shop/", role.Text("path"), role.URN)
		}
	})
}

// bounded asserts that every role is at the long path and within the boundary of its
// own account.
func (s *site) bounded(t *testing.T, policy string) {
	t.Helper()
	accounts := map[string]bool{}
	for _, role := range harness.Of(s.Deployed(t, s.env), "iam/role:Role") {
		account := strings.Split(role.Text("arn"), ":")[4]
		accounts[account] = true
		assert.Equal(t, longPath, role.Text("path"), role.URN)
		assert.Equal(t, "arn:aws:iam::"+account+":role"+longPath+role.ID, role.Text("arn"))
		assert.Equal(t, "arn:aws:iam::"+account+":policy/"+policy, role.Text("permissionsBoundary"), role.URN)
	}
	assert.Equal(t, map[string]bool{tooling: true, "444455556666": true}, accounts)
}
