package account

import (
	"fmt"

	"slipway/scripts/localaws/policy"
)

// rolePolicy is one inline policy of a role.
type rolePolicy struct{ Role, Policy string }

// Permits tells whether the inline policies of a role let it do what is asked.
func (v View) Permits(role string, r policy.Request) (bool, error) {
	policies, err := list(v, OwnerOf(role), "aws:iam/rolePolicy:RolePolicy",
		func(p rolePolicy) bool { return p.Role == LastOf(role) })
	if err != nil {
		return false, err
	}
	var all policy.Document
	for _, p := range policies {
		parsed, err := policy.Parse(p.Policy)
		if err != nil {
			return false, fmt.Errorf("read policy of role %s: %w", role, err)
		}
		all.Statements = append(all.Statements, parsed.Statements...)
	}
	return all.Permits(r), nil
}
