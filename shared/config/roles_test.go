package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestRoles(t *testing.T) {
	t.Parallel()
	const boundary = "arn:aws:iam::111122223333:policy/limits/Boundary"
	own := values{config.Caller: "111122223333"}
	read := func(more values) (config.Roles, error) {
		given := values{}
		for _, all := range []values{own, more} {
			for key, value := range all {
				given[key] = value
			}
		}
		r := config.NewReader("slipway-foundation", given)
		return r.Common().Roles, r.Err()
	}
	longest := "/" + strings.Repeat("p", 160) + "/"
	for name, c := range map[string]struct {
		given values
		want  config.Roles
	}{
		"at no path and unbounded": {values{}, config.Roles{Path: "/"}},
		"at a path": {
			values{"rolePath": "/shop/a+b=c,d.e@f-g_/"},
			config.Roles{Path: "/shop/a+b=c,d.e@f-g_/"},
		},
		"at the longest path": {values{"rolePath": longest}, config.Roles{Path: longest}},
		"bounded by the account's policy": {values{"permissionsBoundary": boundary}, config.Roles{
			Path:     "/",
			Boundary: boundary,
		}},
		"bounded by a policy of AWS's": {
			values{"permissionsBoundary": "arn:aws:iam::aws:policy/PowerUserAccess"},
			config.Roles{Path: "/", Boundary: "arn:aws:iam::aws:policy/PowerUserAccess"}},
		"bounded by a policy of another account, if AWS is simulated": {
			values{"permissionsBoundary": boundary, config.Caller: "000000000000", config.Simulated: "true"},
			config.Roles{Path: "/", Boundary: boundary}},
		"bounded while the account is not known": {
			values{"permissionsBoundary": boundary, config.Caller: ""}, config.Roles{Path: "/", Boundary: boundary}},
	} {
		t.Run("are made "+name, func(t *testing.T) {
			t.Parallel()
			roles, err := read(c.given)
			require.NoError(t, err)
			assert.Equal(t, c.want, roles)
		})
	}
	t.Run("are those of foundation in later layers", func(t *testing.T) {
		t.Parallel()
		c, err := readLater(values{}, values{
			"account":             "111122223333",
			"rolePath":            "/shop/",
			"permissionsBoundary": boundary,
		})
		require.NoError(t, err)
		assert.Equal(t, config.Roles{Path: "/shop/", Boundary: boundary}, c.Roles)
		_, err = readLater(values{"rolePath": "/cart/"}, values{"rolePath": "/shop/"})
		require.ErrorContains(t, err, "set it in the second file alone")
	})
	t.Run("R17 rejects foundation's boundary under its key in a later layer", func(t *testing.T) {
		t.Parallel()
		_, err := readLater(values{}, values{"account": "444455556666", "permissionsBoundary": boundary})
		require.ErrorContains(t, err, `slipway-foundation:permissionsBoundary is "`+boundary+`": a policy of slipway's own`)
	})
	const (
		path    = "slipway-foundation:rolePath is "
		bounded = "slipway-foundation:permissionsBoundary is "
		rule    = ": a path of IAM, such as /shop/: letters, digits and _+=,.@- between slashes, one at either end"
		arn     = ": the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/Boundary"
	)
	for name, c := range map[string]struct {
		given values
		fault string
	}{
		"a path without a slash in front":    {values{"rolePath": "shop/"}, path + `"shop/"` + rule},
		"a path without a slash behind":      {values{"rolePath": "/shop"}, path + `"/shop"` + rule},
		"a path with nothing in it":          {values{"rolePath": "/shop//"}, path + `"/shop//"` + rule},
		"a path that means more in policies": {values{"rolePath": "/shop*/"}, path + `"/shop*/"` + rule},
		"a path that Step Functions cannot take": {values{"rolePath": longest + "x/"},
			path + `"` + longest + `x/": at most 162 characters, because Step Functions takes no longer ARN of a role`},
		"a path of AWS's": {values{"rolePath": "/aws-service-role/x/"},
			path + `"/aws-service-role/x/": a path of your own: /aws-service-role/ is reserved for AWS`},
		"a boundary by name": {values{"permissionsBoundary": "Boundary"}, bounded + `"Boundary"` + arn},
		"a boundary that is a role": {values{"permissionsBoundary": "arn:aws:iam::111122223333:role/Boundary"},
			bounded + `"arn:aws:iam::111122223333:role/Boundary"` + arn},
		"a boundary of another account": {values{"permissionsBoundary": "arn:aws:iam::444455556666:policy/Boundary"},
			bounded + `"arn:aws:iam::444455556666:policy/Boundary": a policy of slipway's own account 111122223333; ` +
				"roles in targetAccount get the policy of the same path and name there"},
	} {
		t.Run("R17 rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, err := read(c.given)
			require.EqualError(t, err, c.fault)
		})
	}
}
