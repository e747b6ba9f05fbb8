package deployer

import (
	"slices"
	"strings"

	"slipway/shared/naming"
)

// grant is a statement before it is filled in: {R} is the region, {A} the account, {S}
// the suffix, {P} the path of roles, {B} the boundary of roles, {O} the account of the
// pipelines, {T} the role in the account of the functions, {K} the bucket of the state.
type grant struct {
	sid     string
	actions []string
	on      []string
	when    conditions
}

type conditions = map[string]map[string][]string

// fill makes statements of grants, each once.
func (e Environment) fill(account string, grants []grant) []Statement {
	replace := strings.NewReplacer("{R}", e.Region, "{A}", account, "{S}", e.Suffix, "{P}", e.RolePath, "{B}",
		e.Boundary, "{O}", e.Account, "{T}", e.TargetRole, "{K}", e.State).Replace
	var all []Statement
	for _, g := range grants {
		if slices.ContainsFunc(all, func(s Statement) bool { return s.Sid == g.sid }) {
			continue
		}
		s := Statement{
			Sid:    g.sid,
			Effect: "Allow",
			Action: slices.Sorted(slices.Values(g.actions)),
		}
		for _, form := range g.on {
			s.Resource = append(s.Resource, replace(form))
		}
		for test, keys := range g.when {
			for key, values := range keys {
				if s.Condition == nil {
					s.Condition = conditions{}
				}
				if s.Condition[test] == nil {
					s.Condition[test] = map[string][]string{}
				}
				for _, value := range values {
					s.Condition[test][key] = append(s.Condition[test][key], replace(value))
				}
			}
		}
		all = append(all, s)
	}
	return all
}

// named is what the environment's names of a kind look like. Those of an environment
// whose suffix ends in a hyphen and this one's look so too.
func named(kind naming.Kind) string { return kind.Type + "-*-{S}" }

// arns are forms of ARNs that begin alike.
func arns(begin string, ends ...string) []string {
	var all []string
	for _, end := range ends {
		all = append(all, "arn:aws:"+begin+":"+end)
	}
	return all
}

// on are forms of ARNs of a service, in the region and the account.
func on(service string, ends ...string) []string { return arns(service+":{R}:{A}", ends...) }

var everything = []string{"*"}

// What AWS numbers has no name to tell it by, so its tags do: ours is what has
// slipway's, and asOurs what is made with them.
var (
	ours   = conditions{"StringEquals": tags("aws:ResourceTag/")}
	asOurs = conditions{"StringEquals": tags("aws:RequestTag/")}
)

func tags(prefix string) map[string][]string {
	return map[string][]string{prefix + "Project": {"slipway"}, prefix + "Environment": {"{S}"}}
}

// of are the actions of a service.
func of(service, names string) []string {
	var all []string
	for _, name := range strings.Fields(names) {
		all = append(all, service+":"+name)
	}
	return all
}
