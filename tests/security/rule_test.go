package security_test

import (
	"slices"
)

// rule is one property that resources must have, and the ids under which
// published rule sets ask for it.
type rule struct {
	property string // such as S1
	says     string // what must be so
	ids      string // of trivy, checkov, cdk-nag, Security Hub, prowler and NIST; "" where none asks
	service  string
	// productionOnly: in other environments the rule is checked but not counted.
	productionOnly bool
	// over picks what the rule is asked of.
	over func(*environment) []subject
	// fault says why the subject does not have the property, "" when it does.
	fault func(*environment, subject) string
	// breaks each take the property from a subject that has it.
	breaks map[string]change
	// mend gives the property to a subject that does not have it; only rules
	// with exceptions need one.
	mend change
}

// subject is a resource, or one part of it such as a policy's statement.
type subject struct {
	*resource
	part string
}

func (s subject) title() string {
	if s.part == "" {
		return title(s.resource)
	}
	return title(s.resource) + "#" + s.part
}

// name is the rule's name in tests: its property and published ids, or what it says if
// it has no id.
func (r rule) name() string {
	if r.ids == "" {
		return r.property + " " + r.says
	}
	return r.property + " " + r.ids
}

// every asks a rule of all resources of a type.
func every(typ string) func(*environment) []subject {
	return func(env *environment) []subject { return subjects(env.of(typ)) }
}

func subjects(all []*resource) []subject {
	var found []subject
	for _, r := range all {
		found = append(found, subject{resource: r})
	}
	return found
}

// statements asks a rule of each allowing statement of the policies that
// resources of a type have.
func statements(typ string, of neighbour) func(*environment) []subject {
	return func(env *environment) []subject {
		var found []subject
		for _, r := range env.of(typ) {
			for _, s := range policy(of(env, r), "policy").allows() {
				found = append(found, subject{r, s.Sid})
			}
		}
		return found
	}
}

// neighbour finds the resource that says more about another, nil when there is none.
type neighbour func(*environment, *resource) *resource

// itself is for what a resource says about itself.
func itself(_ *environment, r *resource) *resource { return r }

// beside is the resource of a type that names another one in an output.
func beside(typ, output, by string) neighbour {
	return func(env *environment, r *resource) *resource { return env.the(typ, output, r.Text(by)) }
}

// rules are the whole ledger, service by service.
func rules() []rule {
	return slices.Concat(bucketRules(), keyRules(), repositoryRules(), tableRules(),
		topicRules(), grantRules(), trustRules(),
		functionRules(), projectRules(), pipelineRules(), logRules(), alarmRules(), eventRules())
}

// faults is for rules with several conditions: the first that is not met.
func faults(conditions ...string) string {
	for _, fault := range conditions {
		if fault != "" {
			return fault
		}
	}
	return ""
}

// unless is the fault when the condition is not met.
func unless(met bool, fault string) string {
	if met {
		return ""
	}
	return fault
}
