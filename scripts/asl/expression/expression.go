// Package expression evaluates what a state machine writes into its fields:
// JSONPaths into the state's input ($) and the context object ($$), intrinsic
// functions, and payload templates, the objects whose keys end in ".$".
//
// Everything is compiled once, so that a machine with a fault is rejected before
// it runs, and running it thousands of times is cheap.
package expression

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"slipway/scripts/asl/jsonpath"
)

// Scope is what an expression can see.
type Scope struct {
	// Input is the value behind $.
	Input any
	// Context makes the value behind $$, the context object. It is called only
	// when an expression asks, which most do not.
	Context func() any
	// Random is what States.UUID draws from; nil is a generator of its own.
	Random *rand.Rand
}

// Expression is one compiled value.
type Expression interface {
	// Eval returns the value, or a MissingError or an IntrinsicError.
	Eval(Scope) (any, error)
}

// MissingError says that a path leads nowhere. Step Functions ends an execution
// over it and lets no Catch see it.
type MissingError struct {
	// Path is the path as the definition has it.
	Path string
}

// Error names the path.
func (e *MissingError) Error() string {
	return fmt.Sprintf("the JSONPath '%s' could not be found in the input", e.Path)
}

// IntrinsicError says that an intrinsic function rejected its arguments.
type IntrinsicError struct {
	// Function is the name, such as States.MathAdd.
	Function string
	// Reason says what was wrong.
	Reason string
}

// Error names the function and the reason.
func (e *IntrinsicError) Error() string {
	return fmt.Sprintf("%s: %s", e.Function, e.Reason)
}

// Compile reads a path or an intrinsic function.
func Compile(text string) (Expression, error) {
	switch {
	case strings.HasPrefix(text, "$"):
		return compilePath(text)
	case strings.HasPrefix(text, "States."):
		p := &parser{text: text}
		function, err := p.function()
		if err != nil {
			return nil, fmt.Errorf("intrinsic function %q: %w", text, err)
		}
		if p.rest() != "" {
			return nil, fmt.Errorf("intrinsic function %q: %q follows its end", text, p.rest())
		}
		return function, nil
	default:
		return nil, fmt.Errorf("%q is neither a path nor an intrinsic function", text)
	}
}

// literal is a value in the definition.
type literal struct{ value any }

func (l literal) Eval(Scope) (any, error) { return l.value, nil }

// PathOf returns the path that an expression is, and whether it is one.
func PathOf(e Expression) (jsonpath.Path, bool) {
	p, is := e.(path)
	return p.Path, is
}

// FunctionOf returns the name of the intrinsic function that an expression is, and
// whether it is one.
func FunctionOf(e Expression) (string, bool) {
	switch e := e.(type) {
	case call:
		return e.name, true
	case uuid:
		return "States.UUID", true
	default:
		return "", false
	}
}

// path reads from the input or from the context object.
type path struct {
	jsonpath.Path
	context bool
}

func compilePath(text string) (Expression, error) {
	inner, context := strings.CutPrefix(text, "$$")
	if context {
		inner = "$" + inner
	} else {
		inner = text
	}
	parsed, err := jsonpath.Parse(inner)
	if err != nil {
		return nil, err
	}
	return path{Path: parsed, context: context}, nil
}

func (p path) Eval(scope Scope) (any, error) {
	from, prefix := scope.Input, ""
	if p.context {
		from, prefix = scope.Context(), "$"
	}
	value, there := p.Get(from)
	if !there {
		return nil, &MissingError{Path: prefix + p.String()}
	}
	return value, nil
}
