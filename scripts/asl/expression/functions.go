package expression

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
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

func arrayContains(a []any) (any, error) {
	list, ok := a[0].([]any)
	if !ok {
		return nil, fmt.Errorf("the first argument is no array")
	}
	return slices.ContainsFunc(list, func(element any) bool { return equal(element, a[1]) }), nil
}

// equal compares JSON values. Numbers are equal by what they are worth: one that a
// definition holds has another Go type than one that a task answers.
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

// jsonMerge lays the second object over the first. Deep merging is an argument
// of the function that Step Functions itself does not support.
func jsonMerge(a []any) (any, error) {
	below, ok := a[0].(map[string]any)
	above, also := a[1].(map[string]any)
	if !ok || !also {
		return nil, fmt.Errorf("the first two arguments are not objects")
	}
	if a[2] != false {
		return nil, fmt.Errorf("only shallow merging, false, is supported")
	}
	merged := make(map[string]any, len(below)+len(above))
	maps.Copy(merged, below)
	maps.Copy(merged, above)
	return merged, nil
}

func jsonToString(a []any) (any, error) { return encode(a[0]) }

// encode writes JSON as Step Functions does, which leaves <, > and & alone.
func encode(value any) (string, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSuffix(b.String(), "\n"), err
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

// stringToJSON reads a JSON text. On AWS a text of nothing but space is null.
func stringToJSON(a []any) (any, error) {
	text, ok := a[0].(string)
	if !ok {
		return nil, fmt.Errorf("the argument is no text")
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	value, err := decode(text)
	if err != nil {
		return nil, fmt.Errorf("the text is no JSON")
	}
	return value, nil
}

// decode reads one JSON value and keeps its numbers as they are written.
func decode(text string) (any, error) {
	var checked json.RawMessage
	if err := json.Unmarshal([]byte(text), &checked); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}
