package policy

import (
	"slices"
	"strings"
)

// Context holds the condition keys of a call and their values. AWS compares the
// names of keys without regard to case, so they are kept in lower case.
type Context map[string][]string

// With is the context with a key set to values, or absent when there are none.
func (c Context) With(key string, values ...string) Context {
	changed := Context{}
	for k, v := range c {
		changed[k] = v
	}
	delete(changed, strings.ToLower(key))
	if len(values) > 0 {
		changed[strings.ToLower(key)] = values
	}
	return changed
}

// compare reports whether a value of the call meets a value of the policy.
var compare = map[string]func(pattern, value string) bool{
	"StringEquals": func(pattern, value string) bool { return pattern == value },
	"StringLike":   like,
	"ArnEquals":    arnLike,
	"ArnLike":      arnLike,
	"Bool":         strings.EqualFold,
}

// arnLike compares the six parts of ARNs each by itself: a wildcard does not
// reach over a colon, except in the last part (IAM User Guide,
// reference_policies_elements_condition_operators).
func arnLike(pattern, value string) bool {
	p, v := strings.SplitN(pattern, ":", 6), strings.SplitN(value, ":", 6)
	return len(p) == 6 && len(v) == 6 && !slices.ContainsFunc([]int{0, 1, 2, 3, 4, 5}, func(i int) bool {
		return !like(p[i], v[i])
	})
}

// holds reports whether all conditions of a statement are met. An operator that
// is not known here stops the test: a guess would make the decision worthless.
func (e Entry) holds(context Context) bool {
	for operator, keys := range e.Conditions {
		for key, values := range keys {
			if !meets(operator, values, context[strings.ToLower(key)]) {
				return false
			}
		}
	}
	return true
}

// meets decides one condition. A key that the call lacks meets only ForAllValues,
// IfExists, negated operators and a Null that asks for its absence.
func meets(operator string, values, got []string) bool {
	set, name, found := strings.Cut(operator, ":")
	if !found {
		set, name = "", operator
	}
	name, ifExists := strings.CutSuffix(name, "IfExists")
	if name == "Null" {
		return slices.Contains(values, "true") == (len(got) == 0)
	}
	negated := strings.Contains(name, "Not")
	test, known := compare[strings.Replace(name, "Not", "", 1)]
	if !known {
		panic("condition operator " + operator + " is not known to this evaluator")
	}
	if len(got) == 0 {
		return ifExists || negated || set == "ForAllValues"
	}
	matches := func(value string) bool {
		one := slices.ContainsFunc(values, func(pattern string) bool { return test(pattern, value) })
		return one != negated
	}
	if set == "ForAnyValue" || set == "" && !negated {
		return slices.ContainsFunc(got, matches)
	}
	return !slices.ContainsFunc(got, func(value string) bool { return !matches(value) })
}
