package eventpattern

import (
	"encoding/json"
	"fmt"
	"slices"
)

// anythingBut reads the operand of anything-but: a value, a list of values of
// one kind, or a text operator with a text or a list of texts. The field must
// be there: something else than the values, not nothing.
func (r *reader) anythingBut(path string, operand any) func(any) bool {
	var rejected []func(any) bool
	switch operand := operand.(type) {
	case map[string]any:
		rejected = r.butOperator(path, operand)
	case []any:
		rejected = r.butList(path, operand)
	case string, json.Number:
		rejected = append(rejected, equals(operand))
	default:
		r.fault(path, "%s must be a text, a number, a list or an operator", show(operand))
	}
	return func(value any) bool {
		return !slices.ContainsFunc(rejected, func(test func(any) bool) bool { return test(value) })
	}
}

func (r *reader) butList(path string, list []any) []func(any) bool {
	if len(list) == 0 {
		r.fault(path, "an empty list is not allowed")
	}
	var tests []func(any) bool
	texts, numbers := 0, 0
	for _, element := range list {
		switch element.(type) {
		case string:
			texts++
		case json.Number:
			numbers++
		default:
			r.fault(path, "%s must be a text or a number", show(element))
		}
		tests = append(tests, equals(element))
	}
	if texts > 0 && numbers > 0 {
		r.fault(path, "texts and numbers cannot be mixed")
	}
	return tests
}

func (r *reader) butOperator(path string, object map[string]any) []func(any) bool {
	if len(object) != 1 {
		r.fault(path, "one operator is allowed, there are %d", len(object))
		return nil
	}
	var tests []func(any) bool
	for name, operand := range object {
		path := path + "." + name
		list, isList := operand.([]any)
		if !isList {
			list = []any{operand}
		}
		if len(list) == 0 {
			r.fault(path, "an empty list is not allowed")
		}
		for i, element := range list {
			place := path
			if isList {
				place = fmt.Sprintf("%s[%d]", path, i)
			}
			switch name {
			case "prefix", "suffix":
				tests = append(tests, r.affix(place, name, element))
			case "equals-ignore-case", "wildcard":
				tests = append(tests, r.text(place, name, element))
			default:
				r.fault(place, "the operator is not known in anything-but")
			}
		}
	}
	return tests
}
