package asl

import (
	"strings"
	"time"

	"slipway/scripts/asl/expression"
)

// comparisons are the operators a rule may have. One whose operands have
// another type does not hold. Each also exists with Path at its end, unless it
// is a test of a type or a pattern.
var comparisons = map[string]func(left, right any) bool{
	"StringEquals":             func(l, r any) bool { return text(l) && l == r },
	"StringLessThan":           texts(func(l, r string) bool { return l < r }),
	"StringGreaterThan":        texts(func(l, r string) bool { return l > r }),
	"StringMatches":            stringMatches,
	"BooleanEquals":            func(l, r any) bool { return boolean(l) && l == r },
	"NumericEquals":            numbers(func(l, r float64) bool { return l == r }),
	"NumericLessThan":          numbers(func(l, r float64) bool { return l < r }),
	"NumericLessThanEquals":    numbers(func(l, r float64) bool { return l <= r }),
	"NumericGreaterThan":       numbers(func(l, r float64) bool { return l > r }),
	"NumericGreaterThanEquals": numbers(func(l, r float64) bool { return l >= r }),
	"TimestampEquals":          times(time.Time.Equal),
	"TimestampLessThan":        times(time.Time.Before),
	"TimestampGreaterThan":     times(time.Time.After),
	"IsString":                 is(text),
	"IsNumeric":                is(number),
	"IsBoolean":                is(boolean),
	"IsNull":                   is(func(v any) bool { return v == nil }),
}

// operator finds what a rule compares with, and how.
func (src *source) operator(rule map[string]any, operator string) (func(left, right any) bool, expression.Expression) {
	if compare, there := comparisons[operator]; there {
		if want := operandOf(operator); !want.holds(rule[operator]) {
			src.fault("%s must have %s", operator, want.name)
			return nil, nil
		}
		return compare, fixed(rule[operator])
	}
	base, isPath := strings.CutSuffix(operator, "Path")
	compare, there := comparisons[base]
	if !isPath || !there || base == "StringMatches" || strings.HasPrefix(base, "Is") {
		src.fault("operator %s is not supported", operator)
		return nil, nil
	}
	inner := &source{fields: rule}
	right := inner.single(operator)
	src.faults = append(src.faults, inner.faults...)
	if right == nil {
		return nil, nil
	}
	return compare, right
}

// operand is a type that an operator compares with.
type operand struct {
	name  string
	holds func(any) bool
}

// operandOf is the type that the operator's name begins with; the tests of a type
// have true or false.
func operandOf(operator string) operand {
	switch {
	case strings.HasPrefix(operator, "String"):
		return operand{"a text", text}
	case strings.HasPrefix(operator, "Numeric"):
		return operand{"a number", number}
	case strings.HasPrefix(operator, "Timestamp"):
		return operand{"a time such as 2026-03-01T12:00:00Z", timestamp}
	default:
		return operand{"true or false", boolean}
	}
}

// texts compares in the order of the bytes, as far as two texts are compared.
func texts(compare func(l, r string) bool) func(left, right any) bool {
	return func(left, right any) bool {
		l, isLeft := left.(string)
		r, isRight := right.(string)
		return isLeft && isRight && compare(l, r)
	}
}

// times compares, as far as both operands are timestamps.
func times(compare func(l, r time.Time) bool) func(left, right any) bool {
	return func(left, right any) bool {
		l, isLeft := moment(left)
		r, isRight := moment(right)
		return isLeft && isRight && compare(l, r)
	}
}

// moment reads a timestamp: RFC 3339 with an upper-case T, and Z for no offset (States
// Language, "Timestamps").
func moment(value any) (time.Time, bool) {
	written, _ := value.(string)
	at, err := time.Parse(time.RFC3339, written)
	return at, err == nil && !strings.ContainsAny(written, "tz ")
}

func timestamp(value any) bool {
	_, is := moment(value)
	return is
}

func boolean(value any) bool {
	_, is := value.(bool)
	return is
}

func number(value any) bool {
	_, is := expression.Number(value)
	return is
}

func text(value any) bool {
	_, is := value.(string)
	return is
}

// is compares the result of a test with the value of the rule.
func is(test func(any) bool) func(left, right any) bool {
	return func(left, right any) bool { return test(left) == (right == true) }
}

func numbers(compare func(left, right float64) bool) func(left, right any) bool {
	return func(left, right any) bool {
		l, ok := expression.Number(left)
		r, also := expression.Number(right)
		return ok && also && compare(l, r)
	}
}

// stringMatches compares with a pattern in which * matches any text, \* for an
// asterisk and \\ for a backslash.
func stringMatches(left, right any) bool {
	value, ok := left.(string)
	pattern, also := right.(string)
	if !ok || !also {
		return false
	}
	parts := patternParts(pattern)
	if len(parts) == 1 {
		return value == parts[0]
	}
	first, last := parts[0], parts[len(parts)-1]
	rest, found := strings.CutPrefix(value, first)
	if !found {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, there := strings.Cut(rest, part)
		if !there {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, last)
}

// patternParts are the texts between the asterisks that match any text.
func patternParts(pattern string) []string {
	parts := []string{""}
	escaped := false
	for _, character := range pattern {
		switch {
		case !escaped && character == '\\':
			escaped = true
			continue
		case !escaped && character == '*':
			parts = append(parts, "")
			continue
		}
		parts[len(parts)-1] += string(character)
		escaped = false
	}
	return parts
}
