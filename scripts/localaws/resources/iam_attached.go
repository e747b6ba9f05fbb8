package resources

import (
	"slipway/scripts/localaws/awserr"
)

// What is attached to roles, by layers and by people and tools. Instance profiles are those
// of the latter alone; the provider does not serve them.
const (
	RolePolicyAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment" // role, policyArn
	InstanceProfile      = "aws:iam/instanceProfile:InstanceProfile"           // name, role
)

// attachedLimit is the quota of managed policies of a role.
const attachedLimit = 10

func attachedPolicies(c *Call) error {
	attached, err := c.ofRoleNamed(RolePolicyAttachment, c.In.Str("role"))
	if err == nil && len(attached) >= attachedLimit {
		return awserr.New("IAM", "AttachRolePolicy", "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: %d",
			attachedLimit)
	}
	return err
}

// roleWithoutPolicies is IAM's DeleteRole, as the provider prepares it: it takes the
// role out of instance profiles, and with forceDetachPolicies policies off the role.
func roleWithoutPolicies(c *Call) error {
	if c.In.Bool("forceDetachPolicies") {
		return nil
	}
	for _, kind := range []struct{ token, message string }{
		{rolePolicyType, "Cannot delete entity, must delete policies first."},
		{RolePolicyAttachment, "Cannot delete entity, must detach all policies first."},
	} {
		found, err := c.ofRole(kind.token)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return awserr.New("IAM", "DeleteRole", "DeleteConflict", "%s", kind.message)
		}
	}
	return nil
}

// detachFromRole takes away what hung on the role that is gone. An instance profile
// stays, without its role.
func detachFromRole(c *Call) error {
	for _, token := range []string{rolePolicyType, RolePolicyAttachment} {
		keys, err := c.ofRole(token)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := c.Store.Delete(c.Account, token, key); err != nil {
				return err
			}
		}
	}
	profiles, err := c.Store.List(c.Account, InstanceProfile)
	if err != nil {
		return err
	}
	for _, profile := range profiles {
		if profile.Outputs["role"] != c.ID {
			continue
		}
		delete(profile.Outputs, "role")
		if err := c.Store.Put(profile); err != nil {
			return err
		}
	}
	return nil
}

// ofRole returns the keys of what hangs on the role of the call.
func (c *Call) ofRole(token string) ([]string, error) { return c.ofRoleNamed(token, c.ID) }

func (c *Call) ofRoleNamed(token, role string) ([]string, error) {
	all, err := c.Store.List(c.Account, token)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, r := range all {
		if r.Outputs["role"] == role {
			keys = append(keys, r.Key)
		}
	}
	return keys, nil
}
