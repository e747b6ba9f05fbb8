package eventpattern

import (
	"encoding/json"
	"math/big"
	"slices"
)

// numericLimit bounds the numbers that EventBridge compares: -5.0e9 to 5.0e9.
const numericLimit = 5_000_000_000

// bound is one comparison of a numeric operator.
type bound struct {
	operator string
	limit    *big.Rat
}

// numeric reads the operand of numeric: one comparison, or a lower and an
// upper bound.
func (r *reader) numeric(path string, operand any) func(any) bool {
	list, isList := operand.([]any)
	if !isList || (len(list) != 2 && len(list) != 4) {
		r.fault(path, "must be a list of one comparison or of two bounds")
		return never.fits
	}
	var bounds []bound
	for i := 0; i < len(list); i += 2 {
		operator, _ := list[i].(string)
		if !slices.Contains([]string{"=", "<", "<=", ">", ">="}, operator) {
			r.fault(path, "%s is not one of =, <, <=, >, >=", show(list[i]))
			return never.fits
		}
		limit := toNumber(list[i+1])
		if limit == nil || limit.Cmp(big.NewRat(numericLimit, 1)) > 0 || limit.Cmp(big.NewRat(-numericLimit, 1)) < 0 {
			r.fault(path, "%s must be a number from -5.0e9 to 5.0e9", show(list[i+1]))
			return never.fits
		}
		bounds = append(bounds, bound{operator: operator, limit: limit})
	}
	if len(bounds) == 2 && !isRange(bounds[0], bounds[1]) {
		r.fault(path, "two bounds must be a lower one and then a greater upper one")
	}
	return func(value any) bool {
		number := toNumber(value)
		return number != nil && !slices.ContainsFunc(bounds, func(b bound) bool { return !b.holds(number) })
	}
}

func isRange(lower, upper bound) bool {
	return lower.operator[:1] == ">" && upper.operator[:1] == "<" && lower.limit.Cmp(upper.limit) < 0
}

func (b bound) holds(number *big.Rat) bool {
	order := number.Cmp(b.limit)
	switch b.operator {
	case "=":
		return order == 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

// toNumber is the exact value of a JSON number, or nil. An exponent without
// measure would make a number of any size: those are no numbers here.
func toNumber(value any) *big.Rat {
	text, isNumber := value.(json.Number)
	if !isNumber {
		return nil
	}
	if _, err := text.Float64(); err != nil {
		return nil
	}
	number, _ := new(big.Rat).SetString(string(text))
	return number
}
