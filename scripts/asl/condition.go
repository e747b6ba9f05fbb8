package asl

import (
	"maps"
	"slices"

	"slipway/scripts/asl/expression"
)

// condition reports whether a rule holds. A path that leads nowhere is an error,
// except to IsPresent. Variable and what it is compared with are paths into the
// input or into the context object ("Accessing execution data from the Context
// object", Step Functions developer guide).
type condition func(expression.Scope) (bool, error)

// condition reads And, Or, Not or one comparison.
func (src *source) condition(rule map[string]any, outermost bool) condition {
	if _, there := rule["Next"]; there && !outermost {
		src.fault("only the outermost rule may have Next")
	}
	var operators []string
	for _, key := range slices.Sorted(maps.Keys(rule)) {
		if key != "Variable" && key != "Next" && key != "Comment" {
			operators = append(operators, key)
		}
	}
	if len(operators) != 1 {
		src.fault("a rule needs one operator, it has %q", operators)
		return nil
	}
	operator := operators[0]
	switch operator {
	case "And":
		return all(src.conditions(rule, operator), true)
	case "Or":
		return all(src.conditions(rule, operator), false)
	case "Not":
		inner, ok := rule[operator].(map[string]any)
		if !ok {
			src.fault("Not needs a rule")
			return nil
		}
		return not(src.condition(inner, false))
	default:
		return src.comparison(rule, operator)
	}
}

// conditions reads the rules under And or Or.
func (src *source) conditions(rule map[string]any, operator string) []condition {
	var conditions []condition
	for _, inner := range (&source{fields: rule}).objects(operator) {
		conditions = append(conditions, src.condition(inner, false))
	}
	if len(conditions) == 0 {
		src.fault("%s needs a list of rules", operator)
	}
	return conditions
}

// all is And if want is true: every condition must hold. It is Or if want is false:
// not every condition may fail. It stops at the first condition that decides,
// because a condition after IsPresent may rely on the value being there.
func all(conditions []condition, want bool) condition {
	return func(scope expression.Scope) (bool, error) {
		for _, one := range conditions {
			holds, err := one(scope)
			if err != nil {
				return false, err
			}
			if holds != want {
				return holds, nil
			}
		}
		return want, nil
	}
}

func not(inner condition) condition {
	return func(scope expression.Scope) (bool, error) {
		holds, err := inner(scope)
		return !holds, err
	}
}

// comparison reads a rule with a Variable.
func (src *source) comparison(rule map[string]any, operator string) condition {
	variable := (&source{fields: rule, faults: nil})
	left := variable.single("Variable")
	src.faults = append(src.faults, variable.faults...)
	if left == nil {
		src.fault("%s needs a Variable", operator)
		return nil
	}
	if operator == "IsPresent" {
		want, isBool := rule[operator].(bool)
		if !isBool {
			src.fault("IsPresent must have true or false")
		}
		return func(scope expression.Scope) (bool, error) {
			_, err := left.Eval(scope)
			return (err == nil) == want, nil
		}
	}
	compare, right := src.operator(rule, operator)
	if compare == nil {
		return nil
	}
	return func(scope expression.Scope) (bool, error) {
		l, err := left.Eval(scope)
		if err != nil {
			return false, err
		}
		r, err := right.Eval(scope)
		if err != nil {
			return false, err
		}
		return compare(l, r), nil
	}
}
