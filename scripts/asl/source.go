package asl

import (
	"fmt"

	"slipway/scripts/asl/expression"
)

// fault notes one fault of the state.
func (src *source) fault(format string, values ...any) {
	src.faults = append(src.faults, fmt.Errorf(format, values...))
}

// text is the text of a field; empty when it is not there.
func (src *source) text(field string) string {
	text, _ := src.fields[field].(string)
	return text
}

// expression compiles the path or intrinsic function of a field.
func (src *source) expression(field string) expression.Expression {
	value, there := src.fields[field]
	if !there {
		return nil
	}
	text, isText := value.(string)
	if !isText {
		src.fault("%s must be a path", field)
		return nil
	}
	compiled, err := expression.Compile(text)
	if err != nil {
		src.fault("%s: %w", field, err)
		return nil
	}
	return compiled
}

// template compiles the payload template of a field.
func (src *source) template(field string, into *expression.Expression) {
	value, there := src.fields[field]
	if !there {
		return
	}
	compiled, err := expression.Template(value)
	if err != nil {
		src.fault("%s: %w", field, err)
		return
	}
	*into = compiled
}

// textOrPath is the field as it stands, or what <field>Path names.
func (src *source) textOrPath(field string) expression.Expression {
	if text, there := src.fields[field]; there {
		return fixed(text)
	}
	return src.expression(field + "Path")
}

// textOrTemplate is the field as it stands, or what <field>.$ names.
func (src *source) textOrTemplate(field string) expression.Expression {
	if text, there := src.fields[field]; there {
		return fixed(text)
	}
	return src.expression(field + ".$")
}

// positive reads a number of at least one.
func (src *source) positive(from map[string]any, field string) int {
	number, ok := expression.Number(from[field])
	if !ok || number < 1 {
		src.fault("%s must be a number of at least 1", field)
	}
	return int(number)
}

// fixed is an expression that is always the same value.
func fixed(value any) expression.Expression { return constant{value} }

type constant struct{ value any }

func (c constant) Eval(expression.Scope) (any, error) { return c.value, nil }
