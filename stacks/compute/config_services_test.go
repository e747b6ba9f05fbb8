package compute_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/compute"
)

// numbered is a configuration of n services with names of ten letters.
func numbered(n int) (values, []string) {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("checkout%02d", i))
	}
	return values{"services": `["` + strings.Join(names, `", "`) + `"]`}, names
}

func TestHowManyServices(t *testing.T) {
	t.Parallel()
	t.Run("R14 twelve services with names of ten letters fit what IAM takes as a trust policy", func(t *testing.T) {
		t.Parallel()
		v, names := numbered(12)
		r := run(t, v)
		r.Stacks["organization/slipway-foundation/dev"] = foundationStack(names...)
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		assert.Len(t, policy(t, rec.Get(t, "iam/role:Role", "deployer-role"), "assumeRolePolicy"), 2003)
		assert.Less(t, len(policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-policy"), "policy")), 10240,
			"what IAM takes as a role's own policies")
	})
	t.Run("R14 R17 one more, which adds 131 characters, is refused before anything is deployed", func(t *testing.T) {
		t.Parallel()
		v, _ := numbered(13)
		_, err := compute.LoadConfig(v)
		require.EqualError(t, err,
			"slipway-compute:services names 13 services: role role-deployer-dev would have to trust them "+
				"in 2134 characters, IAM takes 2048; use fewer services or shorter names, "+
				"or deploy some as an application of their own")
	})
}
