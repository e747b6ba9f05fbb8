package expression

import (
	"fmt"
	"strings"
)

// parser reads one intrinsic function, which may hold others.
type parser struct {
	text string
	at   int
	// functions is how many there are so far.
	functions int
}

// mostFunctions is how many functions a field may have, one inside the other or
// side by side ("Intrinsic functions for JSONPath states", Step Functions
// developer guide, which counts both).
const mostFunctions = 10

func (p *parser) rest() string { return p.text[p.at:] }

func (p *parser) skipSpace() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
}

// take moves past the token when it is next.
func (p *parser) take(token string) bool {
	p.skipSpace()
	if !strings.HasPrefix(p.rest(), token) {
		return false
	}
	p.at += len(token)
	return true
}

// function reads name(argument, ...).
func (p *parser) function() (Expression, error) {
	open := strings.IndexByte(p.rest(), '(')
	if open < 0 {
		return nil, fmt.Errorf("%q has no (", p.rest())
	}
	name := p.rest()[:open]
	known, there := functions[name]
	if !there {
		return nil, fmt.Errorf("%s is not supported", name)
	}
	if p.functions++; p.functions > mostFunctions {
		return nil, fmt.Errorf("there are more than %d functions in one field", mostFunctions)
	}
	p.at += open + 1
	f := call{name: name, apply: known.apply}
	for !p.take(")") {
		if len(f.arguments) > 0 && !p.take(",") {
			return nil, fmt.Errorf("%q is neither , nor )", p.rest())
		}
		argument, err := p.argument(name == "States.Format" && len(f.arguments) == 0)
		if err != nil {
			return nil, err
		}
		f.arguments = append(f.arguments, argument)
	}
	if len(f.arguments) < known.least || known.most >= 0 && len(f.arguments) > known.most {
		return nil, fmt.Errorf("%s does not take %d arguments", name, len(f.arguments))
	}
	if name == "States.UUID" {
		return uuid{}, nil
	}
	return f, nil
}

// argument reads a text, a path, a number, true, false, null or a function. The
// template of States.Format keeps its escapes, which that function resolves.
func (p *parser) argument(template bool) (Expression, error) {
	p.skipSpace()
	switch {
	case strings.HasPrefix(p.rest(), "'"):
		return p.quoted(template)
	case strings.HasPrefix(p.rest(), "States."):
		return p.function()
	}
	word := p.word()
	if strings.HasPrefix(word, "$") {
		return compilePath(word)
	}
	value, err := decode(word)
	if err != nil {
		return nil, fmt.Errorf("argument %q is no path, no number and not quoted", word)
	}
	return literal{value}, nil
}

// word reads up to the next comma or parenthesis that is not inside brackets.
func (p *parser) word() string {
	start, depth := p.at, 0
	for ; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth == 0 && (c == ',' || c == ')'):
			return strings.TrimSpace(p.text[start:p.at])
		}
	}
	return p.text[start:]
}
