package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
	"slipway/tests/harness"
)

// R15: what somebody attached to a role keeps no environment from being destroyed.
func TestDestroyTakesRolesAwayWithWhatWasAttachedByHand(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	roles := harness.Of(s.Deployed(t, s.env), "iam/role:Role")
	require.NotEmpty(t, roles)
	for _, role := range roles {
		s.attach(t, resources.RolePolicyAttachment, role.ID+"/look", map[string]any{
			"role":      role.ID,
			"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
		})
		s.attach(t, awstest.RolePolicy, role.ID+":look", map[string]any{
			"role": role.ID,
			"name": "look",
		})
		s.attach(t, resources.InstanceProfile, role.ID, map[string]any{
			"role": role.ID,
			"name": role.ID,
		})
	}
	r := s.run(t, "destroy-all")
	require.Zero(t, r.Code, r.Err)
	assert.Empty(t, s.Deployed(t, s.env))
	for _, token := range []string{awstest.Role, awstest.RolePolicy, resources.RolePolicyAttachment} {
		left, err := s.store.List(s.account, token)
		require.NoError(t, err)
		assert.Empty(t, left)
	}
	profiles, err := s.store.List(s.account, resources.InstanceProfile)
	require.NoError(t, err)
	assert.Len(t, profiles, len(roles), "the profile is somebody else's")
}

// attach puts something into the simulated account that no state knows.
func (s *site) attach(t *testing.T, token, key string, outputs map[string]any) {
	t.Helper()
	require.NoError(t, s.store.Put(store.Resource{
		Account: s.account,
		Region:  "us-east-1",
		Type:    token,
		ID:      key,
		Key:     key,
		Outputs: outputs,
	}))
}
