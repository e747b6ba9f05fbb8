package policy

import (
	"slices"
	"strings"
)

var operators = []string{
	"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
	"StringLike", "StringNotLike",
	"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Bool", "Null", "BinaryEquals", "IpAddress", "NotIpAddress",
	"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
	"NumericGreaterThan", "NumericGreaterThanEquals",
	"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
}

// base strips the set prefix and the IfExists suffix from an operator.
func base(operator string) (name string, ifExists bool) {
	for _, prefix := range []string{"ForAnyValue:", "ForAllValues:"} {
		operator = strings.TrimPrefix(operator, prefix)
	}
	return strings.CutSuffix(operator, "IfExists")
}

func knownOperator(operator string) bool {
	name, _ := base(operator)
	return slices.Contains(operators, name)
}

// holds reports whether all conditions are met. A key that the context lacks
// meets only IfExists, ForAllValues, Null and, without ForAnyValue, the negated
// operators, as in IAM.
func (s Statement) holds(context map[string]string) bool {
	for operator, keys := range s.Conditions {
		for key, values := range keys {
			got, present := context[strings.ToLower(key)]
			if !meets(operator, values, got, present) {
				return false
			}
		}
	}
	return true
}

func meets(operator string, values []string, got string, present bool) bool {
	name, ifExists := base(operator)
	negated := strings.Contains(name, "Not")
	if name == "Null" {
		return slices.Contains(values, "true") != present
	}
	if !present {
		if strings.HasPrefix(operator, "ForAnyValue:") {
			return ifExists
		}
		return ifExists || negated || strings.HasPrefix(operator, "ForAllValues:")
	}
	matches := comparison(strings.Replace(name, "Not", "", 1))
	return slices.ContainsFunc(values, func(wanted string) bool { return matches(wanted, got) }) != negated
}
