package asl

import (
	"fmt"
	"math"
	"slices"
	"strings"

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

// path compiles the path of a field, which may find a list ("Using JSONPath
// paths", Step Functions developer guide). An intrinsic function is not a path: only
// payload templates have them ("Fields that support intrinsic functions").
func (src *source) path(field string) expression.Expression {
	compiled := src.expression(field)
	if compiled == nil {
		return nil
	}
	if _, isPath := expression.PathOf(compiled); !isPath {
		src.fault("%s must be a path, not an intrinsic function", field)
	}
	return compiled
}

// single compiles the reference path of a field: it finds one value.
func (src *source) single(field string) expression.Expression {
	compiled := src.path(field)
	if path, _ := expression.PathOf(compiled); !path.IsDefinite() {
		src.fault("%s %q does not name one place", field, path)
	}
	return compiled
}

// textFunctions are the intrinsic functions that ErrorPath and CausePath may have
// ("Fail workflow state", Step Functions developer guide).
var textFunctions = []string{"States.Format", "States.JsonToString", "States.ArrayGetItem", "States.UUID"}

// textOrPath is the field as it stands, or what <field>Path names: a reference
// path, or an intrinsic function that makes a text.
func (src *source) textOrPath(field string) expression.Expression {
	compiled := src.textOr(field, field+"Path")
	if path, _ := expression.PathOf(compiled); !path.IsDefinite() {
		src.fault("%sPath %q does not name one place", field, path)
	}
	if name, is := expression.FunctionOf(compiled); is && !slices.Contains(textFunctions, name) {
		src.fault("%sPath may not have %s, only %s", field, name, strings.Join(textFunctions, ", "))
	}
	return compiled
}

// textOrTemplate is the field as it stands, or what <field>.$ names.
func (src *source) textOrTemplate(field string) expression.Expression {
	return src.textOr(field, field+".$")
}

// textOr is the text of a field, or what another field names; one of them at most.
func (src *source) textOr(field, other string) expression.Expression {
	value, there := src.fields[field]
	if !there {
		return src.expression(other)
	}
	if _, both := src.fields[other]; both {
		src.fault("it needs either %s or %s", field, other)
	}
	if _, isText := value.(string); !isText {
		src.fault("%s must be a text", field)
	}
	return fixed(value)
}

// whole reads a whole number that is not below the least, nor over what the language
// allows; otherwise if the field is left out.
func (src *source) whole(from map[string]any, field string, least, otherwise int) int {
	value, there := from[field]
	if !there {
		return otherwise
	}
	number, ok := expression.Number(value)
	if !ok || number != math.Trunc(number) || number < float64(least) || number > mostWhole {
		src.fault("%s must be a whole number from %d to %d", field, least, mostWhole)
		return otherwise
	}
	return int(number)
}

// mostWhole is the most that a number of seconds or attempts may be.
const mostWhole = 99999999

// fixed is an expression that is always the same value.
func fixed(value any) expression.Expression { return constant{value} }

type constant struct{ value any }

func (c constant) Eval(expression.Scope) (any, error) { return c.value, nil }
