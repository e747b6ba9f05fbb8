package resources

import (
	"slipway/scripts/localaws/policy"
)

// mayPull reports whether the other account's repository policy lets this
// account and the Lambda service pull; across accounts both are needed.
func (c *Call) mayPull(account, repository string) bool {
	own, ok := c.GetIn(account, "aws:ecr/repositoryPolicy:RepositoryPolicy", repository)
	if !ok {
		return false
	}
	doc, err := policy.Parse(own.Str("policy"))
	if err != nil {
		return false
	}
	context := map[string]string{
		"aws:sourcearn":        c.ARN("lambda", "function:"+c.Name()),
		"aws:sourceaccount":    c.Account,
		"aws:principalaccount": c.Account,
		"aws:securetransport":  "true",
	}
	for _, action := range []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"} {
		service := policy.Request{
			Service: "lambda.amazonaws.com",
			Action:  action,
			Context: context,
		}
		if !doc.Allows(service) || !grantsAccount(doc, c.Account, action) {
			return false
		}
	}
	return true
}

// grantsAccount reports whether any statement allows the action to a principal
// of the account; which of them deploys is not known here.
func grantsAccount(doc policy.Document, account, action string) bool {
	for _, s := range doc.Statements {
		for _, who := range s.Principals["AWS"] {
			if who == "*" || who == account || policy.Account(who) == account {
				one := policy.Document{Statements: []policy.Statement{{
					Effect:     s.Effect,
					Actions:    s.Actions,
					NotActions: s.NotActions,
					Principals: map[string][]string{"AWS": {"*"}},
				}}}
				if one.Allows(policy.Request{Principal: who, Action: action}) {
					return true
				}
			}
		}
	}
	return false
}
