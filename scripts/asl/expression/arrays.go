package expression

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
)

func arrayContains(a []any) (any, error) {
	list, ok := a[0].([]any)
	if !ok {
		return nil, fmt.Errorf("the first argument is no array")
	}
	return slices.ContainsFunc(list, func(element any) bool { return equal(element, a[1]) }), nil
}

// equal compares JSON values. It compares numbers by their value, because a number of
// a definition and a number of a task's result have different Go types.
func equal(x, y any) bool {
	if a, isNumber := Number(x); isNumber {
		b, also := Number(y)
		return also && a == b
	}
	switch x := x.(type) {
	case map[string]any:
		y, ok := y.(map[string]any)
		return ok && maps.EqualFunc(x, y, equal)
	case []any:
		y, ok := y.([]any)
		return ok && slices.EqualFunc(x, y, equal)
	default:
		return reflect.DeepEqual(x, y)
	}
}

func arrayGetItem(a []any) (any, error) {
	list, ok := a[0].([]any)
	index, isNumber := Number(a[1])
	if !ok || !isNumber || index != math.Trunc(index) {
		return nil, fmt.Errorf("the arguments are not an array and an index")
	}
	if at := int(index); at >= 0 && at < len(list) {
		return list[at], nil
	}
	return nil, fmt.Errorf("index %v is outside an array of %d", a[1], len(list))
}

func arrayLength(a []any) (any, error) {
	list, ok := a[0].([]any)
	if !ok {
		return nil, fmt.Errorf("the argument is no array")
	}
	return len(list), nil
}
