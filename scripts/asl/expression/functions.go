package expression

import (
	"fmt"
	"math"
	"strings"
)

// call is one intrinsic function with its arguments.
type call struct {
	name      string
	arguments []Expression
	apply     func([]any) (any, error)
}

// Eval evaluates the arguments, then the function.
func (c call) Eval(scope Scope) (any, error) {
	values := make([]any, len(c.arguments))
	for i, argument := range c.arguments {
		value, err := argument.Eval(scope)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	result, err := c.apply(values)
	if err != nil {
		return nil, &IntrinsicError{Function: c.name, Reason: err.Error()}
	}
	return result, nil
}

// function is an intrinsic function and how many arguments it takes; most is -1
// for any number.
type function struct {
	least, most int
	apply       func([]any) (any, error)
}

// functions are the intrinsic functions the definitions use, by the names and
// with the behaviour of "Intrinsic functions", Step Functions developer guide.
var functions map[string]function

func init() {
	functions = map[string]function{
		"States.Array":         {0, -1, func(a []any) (any, error) { return a, nil }},
		"States.ArrayContains": {2, 2, arrayContains},
		"States.ArrayGetItem":  {2, 2, arrayGetItem},
		"States.ArrayLength":   {1, 1, arrayLength},
		"States.Format":        {1, -1, format},
		"States.JsonMerge":     {3, 3, jsonMerge},
		"States.JsonToString":  {1, 1, jsonToString},
		"States.MathAdd":       {2, 2, mathAdd},
		"States.StringSplit":   {2, 2, stringSplit},
		"States.StringToJson":  {1, 1, stringToJSON},
		"States.UUID":          {0, 0, nil},
	}
}

// mathAdd adds whole numbers; others are rounded first.
func mathAdd(a []any) (any, error) {
	x, ok := Number(a[0])
	y, also := Number(a[1])
	if !ok || !also {
		return nil, fmt.Errorf("the arguments are not numbers")
	}
	return int(math.Round(x)) + int(math.Round(y)), nil
}

// stringSplit cuts at each character of the second argument and drops empty
// parts.
func stringSplit(a []any) (any, error) {
	text, ok := a[0].(string)
	cuts, also := a[1].(string)
	if !ok || !also {
		return nil, fmt.Errorf("the arguments are not texts")
	}
	parts := []any{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(cuts, r) }) {
		parts = append(parts, part)
	}
	return parts, nil
}
