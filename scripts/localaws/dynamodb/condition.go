package dynamodb

import "strings"

// condition is a parsed expression: whether a row, nil for none, meets it.
type condition struct {
	holds func(Item) bool
	// compared are the comparisons that must all hold, for a key condition; nil when
	// the condition is more than comparisons joined with AND.
	compared []comparison
	// attributes are those it speaks of.
	attributes []string
}

// comparison is one attribute beside one value.
type comparison struct {
	attribute, operator string
	value               any
}

// parseCondition reads an expression; an empty one always holds.
func parseCondition(kind, expression string, names *placeholders) (condition, error) {
	if expression == "" {
		return condition{holds: func(Item) bool { return true }}, nil
	}
	t, err := split(kind, expression, names)
	if err != nil {
		return condition{}, err
	}
	parsed, err := t.or()
	if err != nil {
		return condition{}, err
	}
	return parsed, t.end()
}

func (t *tokens) or() (condition, error) {
	left, err := t.and()
	for err == nil && t.keyword("OR") {
		var right condition
		if right, err = t.and(); err == nil {
			a, b := left.holds, right.holds
			left = condition{
				holds:      func(i Item) bool { return a(i) || b(i) },
				attributes: append(left.attributes, right.attributes...),
			}
		}
	}
	return left, err
}

func (t *tokens) and() (condition, error) {
	left, err := t.not()
	for err == nil && t.keyword("AND") {
		var right condition
		if right, err = t.not(); err == nil {
			a, b := left.holds, right.holds
			joined := condition{
				holds:      func(i Item) bool { return a(i) && b(i) },
				attributes: append(left.attributes, right.attributes...),
			}
			if left.compared != nil && right.compared != nil {
				joined.compared = append(left.compared, right.compared...)
			}
			left = joined
		}
	}
	return left, err
}

func (t *tokens) not() (condition, error) {
	if t.keyword("NOT") {
		inner, err := t.not()
		if err != nil {
			return condition{}, err
		}
		return condition{
			holds:      func(i Item) bool { return !inner.holds(i) },
			attributes: inner.attributes,
		}, nil
	}
	if t.peek() == "(" {
		t.next()
		inner, err := t.or()
		if err != nil {
			return condition{}, err
		}
		return inner, t.want(")")
	}
	if word := t.peek(); len(t.left) > 1 && t.left[1] == "(" {
		return t.function(word)
	}
	return t.comparison()
}

// function is attribute_exists(a) or attribute_not_exists(a).
func (t *tokens) function(word string) (condition, error) {
	if word != "attribute_exists" && word != "attribute_not_exists" {
		return condition{}, invalid("Invalid %s: Invalid function name; function: %s", t.kind, word)
	}
	t.next()
	t.next()
	attribute, err := t.attribute()
	if err != nil {
		return condition{}, err
	}
	wanted := word == "attribute_exists"
	return condition{
		holds: func(i Item) bool {
			_, there := i[attribute]
			return there == wanted
		},
		attributes: []string{attribute},
	}, t.want(")")
}

// operand is an attribute or a placeholder of a value.
type operand struct {
	attribute string // empty: it is the value
	value     any
}

func (o operand) of(i Item) any {
	if o.attribute == "" {
		return o.value
	}
	return i[o.attribute]
}

func (t *tokens) operand() (operand, error) {
	if strings.HasPrefix(t.peek(), ":") {
		value, err := t.names.value(t.next())
		return operand{value: value}, err
	}
	attribute, err := t.attribute()
	return operand{attribute: attribute}, err
}

// operators decide by the order of two values of one type. A value that is not there,
// or one of another type, is never equal and never smaller.
var operators = map[string]func(order int, comparable bool) bool{
	"=":  func(order int, comparable bool) bool { return comparable && order == 0 },
	"<>": func(order int, comparable bool) bool { return !comparable || order != 0 },
	"<":  func(order int, comparable bool) bool { return comparable && order < 0 },
	"<=": func(order int, comparable bool) bool { return comparable && order <= 0 },
}

func (t *tokens) comparison() (condition, error) {
	left, err := t.operand()
	if err != nil {
		return condition{}, err
	}
	decide, known := operators[t.peek()]
	if !known {
		return condition{}, t.unexpected()
	}
	operator := t.next()
	right, err := t.operand()
	parsed := condition{holds: func(i Item) bool { return decide(compare(left.of(i), right.of(i))) }}
	for _, side := range []operand{left, right} {
		if side.attribute != "" {
			parsed.attributes = append(parsed.attributes, side.attribute)
		}
	}
	if left.attribute != "" && right.attribute == "" {
		parsed.compared = []comparison{{left.attribute, operator, right.value}}
	}
	return parsed, err
}
