package dynamodb

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// Item is one row: its attributes by name, each a string (S) or a json.Number (N).
type Item map[string]any

// mostBytes is the largest row there may be (DynamoDB quotas).
const mostBytes = 400 * 1024

// decode reads a row as the API writes it: {"name": {"S": "text"}}.
func decode(object map[string]any) (Item, error) {
	item := Item{}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		value, err := decodeValue(name, object[name])
		if err != nil {
			return nil, err
		}
		item[name] = value
	}
	return item, nil
}

func decodeValue(name string, attribute any) (any, error) {
	typed, _ := attribute.(map[string]any)
	if text, ok := typed["S"].(string); ok && len(typed) == 1 {
		return text, nil
	}
	digits, ok := typed["N"].(string)
	if !ok || len(typed) != 1 {
		return nil, invalid(`attribute %s is neither {"S": text} nor {"N": "number"}`, name)
	}
	if _, ok := new(big.Rat).SetString(digits); !ok || strings.ContainsAny(digits, "/_ ") {
		return nil, invalid("The parameter cannot be converted to a numeric value: %s", digits)
	}
	return json.Number(digits), nil
}

// encode writes a row as the API does.
func encode(item Item) map[string]any {
	object := map[string]any{}
	for name, value := range item {
		if number, is := value.(json.Number); is {
			object[name] = map[string]any{"N": number.String()}
		} else {
			object[name] = map[string]any{"S": value}
		}
	}
	return object
}

// compare orders two values of one type; false when their types differ.
func compare(a, b any) (order int, comparable bool) {
	switch a := a.(type) {
	case string:
		b, is := b.(string)
		return strings.Compare(a, b), is
	case json.Number:
		b, is := b.(json.Number)
		return rational(a).Cmp(rational(b)), is
	}
	return 0, false
}

// rational is a number in full precision; zero for what is none.
func rational(number json.Number) *big.Rat {
	value, ok := new(big.Rat).SetString(number.String())
	if !ok {
		return new(big.Rat)
	}
	return value
}

// add is the sum of two numbers.
func add(a, b json.Number) json.Number {
	sum := new(big.Rat).Add(rational(a), rational(b))
	if sum.IsInt() {
		return json.Number(sum.Num().String())
	}
	return json.Number(strings.TrimRight(sum.FloatString(38), "0"))
}

// size is about how many bytes a row has: its names and values as UTF-8.
func (i Item) size() int {
	size := 0
	for name, value := range i {
		size += len(name)
		switch value := value.(type) {
		case string:
			size += len(value)
		case json.Number:
			size += len(value)
		}
	}
	return size
}
