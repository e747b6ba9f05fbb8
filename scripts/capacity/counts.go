package capacity

import (
	"context"

	"slipway/scripts/localaws/resources"
)

// Count is a quota of things of which an environment has some, and more with each service.
type Count struct {
	Quota
	Of          string // what there are so many of
	Fixed, Each int    // of an environment, and of each of its services, with default settings
	usual       int    // what an account has that never asked for more
}

// Counts are the quotas that a large environment can meet. tests/scale holds the numbers
// against what is deployed.
func Counts() []Count {
	usual := resources.Quotas()
	count := func(service, code, name, of string, fixed, each int) Count {
		return Count{Quota{service, code, name}, of, fixed, each, usual[code]}
	}
	return []Count{
		count("events", resources.RulesQuota, "Number of rules", "EventBridge rules on the bus default", 0, 4),
		count("iam", resources.RolesQuota, "Roles per account", "IAM roles", 5, 8),
		count("codepipeline", resources.PipelinesQuota, "Total pipelines", "pipelines", 0, 1),
		count("codebuild", resources.ProjectsQuota, "Build projects", "CodeBuild projects", 0, 2),
		count("codedeploy", resources.GroupsQuota, "Deployment groups associated with a single application",
			"CodeDeploy deployment groups", 0, 1),
	}
}

// near is the part of the usual quota from which on AWS is asked for the one in force: no
// region has less than a third of it.
const near = 3

// counts looks whether the account may have as many things as the services need. What is
// not this environment's takes its share as well, which nobody but the account's owner knows.
func (n Needs) counts(ctx context.Context, f *Found, a Account) {
	for _, c := range Counts() {
		need := c.Fixed + c.Each*n.Services
		if n.Services == 0 || need*near <= c.usual {
			continue
		}
		has, err := a.Quota(ctx, c.Quota)
		switch {
		case err != nil:
			f.unread("quota "+c.Code+" of "+c.Of, err)
		case need > has:
			f.short("account %s may have %d %s, and %d services (slipway-foundation:services) need %d, beside what else is in "+
				"the account. Spread the services over environments in accounts or regions of their own, or ask for more of %s",
				n.Own, has, c.Of, n.Services, need, c.ask(n.Region, need+need/4))
		}
	}
}
