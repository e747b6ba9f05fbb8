package dynamodb

import (
	"regexp"
	"strings"
)

// token is a word, a sign, or a placeholder of an expression.
var token = regexp.MustCompile(`^\s*([#:]?[A-Za-z_0-9]+|<>|<=|[=<(),])`)

// tokens is an expression on its way through a parser.
type tokens struct {
	kind  string // "ConditionExpression", for messages
	left  []string
	names *placeholders
}

// split cuts an expression into tokens.
func split(kind, expression string, names *placeholders) (*tokens, error) {
	t := &tokens{kind: kind, names: names}
	for rest := strings.TrimSpace(expression); rest != ""; rest = strings.TrimSpace(rest) {
		found := token.FindStringSubmatch(rest)
		if found == nil {
			return nil, invalid("Invalid %s: Syntax error; token: %q", kind, rest[:1])
		}
		t.left = append(t.left, found[1])
		rest = rest[len(found[0]):]
	}
	return t, nil
}

// peek is the next token; empty at the end.
func (t *tokens) peek() string {
	if len(t.left) == 0 {
		return ""
	}
	return t.left[0]
}

// next takes the next token.
func (t *tokens) next() string {
	word := t.peek()
	if word != "" {
		t.left = t.left[1:]
	}
	return word
}

// keyword takes the next token if it is the word, in any case.
func (t *tokens) keyword(word string) bool {
	if !strings.EqualFold(t.peek(), word) {
		return false
	}
	t.next()
	return true
}

// want takes a token that must be there.
func (t *tokens) want(word string) error {
	if t.peek() != word {
		return t.unexpected()
	}
	t.next()
	return nil
}

// unexpected is the error about the next token.
func (t *tokens) unexpected() error {
	word := t.peek()
	if word == "" {
		word = "<EOF>"
	}
	return invalid("Invalid %s: Syntax error; token: %q", t.kind, word)
}

// attribute takes the name of an attribute.
func (t *tokens) attribute() (string, error) {
	word := t.peek()
	if word == "" || strings.ContainsAny(word[:1], ":=<(),0123456789") {
		return "", t.unexpected()
	}
	return t.names.name(t.next())
}

// end rejects what is left over.
func (t *tokens) end() error {
	if t.peek() != "" {
		return t.unexpected()
	}
	return nil
}
