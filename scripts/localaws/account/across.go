package account

import (
	"fmt"
	"strings"

	"slipway/scripts/localaws/policy"
)

// What AWS asks on the way from one account to another: the right of whoever calls, and
// that the other side lets it in (IAM User Guide, reference_policies_evaluation-logic-cross-account).

// Assumes tells whether a role may assume another, and is let in there.
func (v View) Assumes(from, to, externalID string) (bool, error) {
	lent, there, err := get[struct{ AssumeRolePolicy string }](v, OwnerOf(to), "aws:iam/role:Role", LastOf(to))
	if err != nil || !there {
		return false, err
	}
	asks := callBy(from, "sts:AssumeRole", to)
	asks.Context["sts:externalid"] = externalID
	return v.both(lent.AssumeRolePolicy, asks)
}

// Puts tells whether a role may put events on a bus, and the bus takes them.
func (v View) Puts(role, bus string) (bool, error) {
	asks, owner, name := callBy(role, "events:PutEvents", bus), OwnerOf(bus), LastOf(bus)
	if owner == OwnerOf(role) {
		return v.Permits(role, asks)
	}
	if _, there, err := v.Store.Get(owner, "aws:cloudwatch/eventBus:EventBus", name); err != nil || !there {
		return false, err
	}
	given, _, err := get[struct{ Policy string }](v, owner, "aws:cloudwatch/eventBusPolicy:EventBusPolicy", name)
	if err != nil {
		return false, err
	}
	return v.both(given.Policy, asks)
}

// Reaches tells whether a role may do something in an image repository.
func (v View) Reaches(role string, asks policy.Request) (bool, error) {
	if OwnerOf(asks.Resource) == OwnerOf(role) {
		return v.Permits(role, asks)
	}
	_, name, _ := strings.Cut(asks.Resource, ":repository/")
	given, _, err := get[struct {
		Policy string
	}](v, OwnerOf(asks.Resource), "aws:ecr/repositoryPolicy:RepositoryPolicy", name)
	if err != nil {
		return false, err
	}
	return v.both(given.Policy, callBy(role, asks.Action, asks.Resource))
}

func callBy(role, action, resource string) policy.Request {
	return policy.Request{
		Principal: role,
		Action:    action,
		Resource:  resource,
		Context:   map[string]string{"aws:principalarn": role, "aws:principalaccount": OwnerOf(role)},
	}
}

// both asks the policy of what is reached, and those of the role. No policy lets nobody in.
func (v View) both(text string, asks policy.Request) (bool, error) {
	if text == "" {
		return false, nil
	}
	parsed, err := policy.Parse(text)
	if err != nil {
		return false, fmt.Errorf("read policy of %s: %w", asks.Resource, err)
	}
	if !parsed.Allows(asks) {
		return false, nil
	}
	return v.Permits(asks.Principal, asks)
}
