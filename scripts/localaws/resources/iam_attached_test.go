package resources_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
)

func TestARoleWithWhatOthersAttachedIsDeletedByForceOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, s := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil), localaws.Open(dir)
	in := m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")}
	role := c.Given(awstest.Role, "r", in)
	c.Role("role-b", "lambda")
	inline, others := c.Grant("role-a", "inline", "*", "s3:GetObject"), c.Grant("role-b", "inline", "*", "s3:GetObject")
	for _, token := range []string{resources.RolePolicyAttachment, resources.InstanceProfile} {
		for _, name := range []string{"role-a", "role-b"} {
			require.NoError(t, s.Put(store.Resource{
				Account: awstest.Account,
				Type:    token,
				ID:      name,
				Key:     name,
				Outputs: m{"role": name},
			}))
		}
	}

	const conflict = "deleting IAM Role (role-a): operation error IAM: DeleteRole, api error DeleteConflict: " +
		"Cannot delete entity, must "
	assert.Equal(t, conflict+"delete policies first.", awstest.Message(c.Delete(role)))
	require.NoError(t, c.Delete(inline))
	assert.Equal(t, conflict+"detach all policies first.", awstest.Message(c.Delete(role)))
	_, there := c.Read(role)
	assert.True(t, there, "a rejected deletion changes nothing")

	forced, err := c.Update(role, awstest.With(in, m{"forceDetachPolicies": true}))
	require.NoError(t, err)
	again := c.Grant("role-a", "inline", "*", "s3:GetObject")
	require.NoError(t, c.Delete(forced))
	_, there = c.Read(again)
	assert.False(t, there)
	require.NoError(t, c.Delete(again), "what is gone already is no error")
	_, there = c.Read(others)
	assert.True(t, there, "another role keeps its policies")
	left, err := s.List(awstest.Account, resources.RolePolicyAttachment)
	require.NoError(t, err)
	require.Len(t, left, 1)
	assert.Equal(t, "role-b", left[0].Key)
	profiles, err := s.List(awstest.Account, resources.InstanceProfile)
	require.NoError(t, err)
	require.Len(t, profiles, 2, "the provider takes the role out of a profile, and leaves the profile")
	assert.Equal(t, "role-b", profiles[1].Outputs["role"])
	assert.NotContains(t, profiles[0].Outputs, "role")
}

func TestPoliciesAreAttachedAsAWSDoes(t *testing.T) {
	t.Parallel()
	attach := func(policy string) func(awstest.Client) m {
		return func(c awstest.Client) m {
			c.Role("role-a", "lambda")
			for i := range 10 {
				c.Given(awstest.RoleAttachment, fmt.Sprint(i), m{
					"role":      "role-a",
					"policyArn": fmt.Sprintf("arn:aws:iam::aws:policy/P%d", i),
				})
			}
			c.Role("role-b", "lambda")
			return m{"role": "role-b", "policyArn": policy}
		}
	}
	const call = "creating IAM Role Policy Attachment: operation error IAM: AttachRolePolicy, api error "
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "what is no ARN",
			Token: awstest.RoleAttachment,
			Make:  attach("ReadOnlyAccess"),
			Want:  "policyArn: \"policyArn\" (ReadOnlyAccess) is an invalid ARN: arn: invalid prefix",
		},
		{
			Says:  "a policy of another account",
			Token: awstest.RoleAttachment,
			Make:  attach("arn:aws:iam::111122223333:policy/Orders"),
			Want: call +
				"NoSuchEntity: Scope ARN: arn:aws:iam::111122223333:policy/Orders does not exist or is not attachable.",
		},
		{
			Says:  "a policy on a role that is not there",
			Token: awstest.RoleAttachment,
			Make: func(c awstest.Client) m {
				return awstest.With(attach("arn:aws:iam::aws:policy/A")(c), m{"role": "role-c"})
			},
			Want: call + "NoSuchEntity: The role with name role-c cannot be found.",
		},
		{
			Says:  "an eleventh policy",
			Token: awstest.RoleAttachment,
			Make: func(c awstest.Client) m {
				return awstest.With(attach("arn:aws:iam::aws:policy/A")(c), m{"role": "role-a"})
			},
			Want: call + "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
		},
	})
}
