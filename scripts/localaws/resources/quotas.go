package resources

import (
	"slipway/scripts/localaws/awserr"
)

// Quotas of an account that grow with the services, by their codes in Service Quotas.
const (
	RulesQuota     = "L-244521F2" // rules on an event bus
	RolesQuota     = "L-FE177D64"
	PipelinesQuota = "L-78D200AD"
	ProjectsQuota  = "L-ACCF6C0D"
	GroupsQuota    = "L-D9088B77" // deployment groups of an application
)

// Quotas are what an account has if it has not asked for more (EventBridge User Guide,
// eb-quota; IAM User Guide, reference_iam-quotas; CodePipeline User Guide, limits;
// CodeBuild User Guide, limits; CodeDeploy User Guide, limits).
func Quotas() map[string]int {
	return map[string]int{
		RulesQuota:     300,
		RolesQuota:     1000,
		PipelinesQuota: 1000,
		ProjectsQuota:  5000,
		GroupsQuota:    1000,
	}
}

// within rejects one more of the type than the account may have.
func within(quota, typ, service, operation, code, message string) Rule {
	return func(c *Call) error {
		n, err := c.Store.Count(c.Account, typ, "")
		if err != nil || n < c.Quotas[quota] {
			return err
		}
		return awserr.New(service, operation, code, message, c.Quotas[quota])
	}
}

// ruleQuota counts the rules of one bus. Those of the default bus have no bus in their ids.
func ruleQuota(c *Call) error {
	bus := busOf(c)
	prefix := ""
	if bus != "default" {
		prefix = ruleID(bus, "")
	}
	n, err := c.Store.Count(c.Account, ruleType, prefix)
	if err != nil {
		return err
	}
	if bus == "default" {
		buses, err := c.List(busType)
		if err != nil {
			return err
		}
		for _, other := range buses {
			more, err := c.Store.Count(c.Account, ruleType, ruleID(other.Str("name"), ""))
			if err != nil {
				return err
			}
			n -= more
		}
	}
	if n >= c.Quotas[RulesQuota] {
		return awserr.New("EventBridge", "PutRule", "LimitExceededException",
			"The requested resource exceeds the maximum number allowed.")
	}
	return nil
}
