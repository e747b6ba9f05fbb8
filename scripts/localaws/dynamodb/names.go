package dynamodb

import (
	_ "embed" // the list of reserved words
	"maps"
	"slices"
	"strings"
)

// reservedText is the list of "Reserved words in DynamoDB", developer guide.
//
//go:embed reserved.txt
var reservedText string

var reserved = strings.Fields(reservedText)

// placeholders are the names and values that the expressions of one call may use, and
// which of them were used.
type placeholders struct {
	names  map[string]any
	values Item
	used   map[string]bool
}

// placeholdersOf reads those of a call.
func placeholdersOf(p map[string]any, expressions ...string) (*placeholders, error) {
	names, hasNames := p["ExpressionAttributeNames"].(map[string]any)
	values, hasValues := p["ExpressionAttributeValues"].(map[string]any)
	switch given := strings.Join(expressions, "") != ""; {
	case (hasNames || hasValues) && !given:
		return nil, invalid("ExpressionAttributeNames and ExpressionAttributeValues need an expression: none is given")
	case hasNames && len(names) == 0:
		return nil, invalid("ExpressionAttributeNames must not be empty")
	case hasValues && len(values) == 0:
		return nil, invalid("ExpressionAttributeValues must not be empty")
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if _, text := names[name].(string); !text || !strings.HasPrefix(name, "#") {
			return nil, invalid("ExpressionAttributeNames contains invalid key: Syntax error; key: %q", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !strings.HasPrefix(name, ":") {
			return nil, invalid("ExpressionAttributeValues contains invalid key: Syntax error; key: %q", name)
		}
	}
	decoded, err := decode(values)
	return &placeholders{
		names:  names,
		values: decoded,
		used:   map[string]bool{},
	}, err
}

// name is the attribute that a word of an expression means.
func (p *placeholders) name(word string) (string, error) {
	if !strings.HasPrefix(word, "#") {
		if slices.Contains(reserved, strings.ToUpper(word)) {
			return "", invalid("Attribute name is a reserved keyword; reserved keyword: %s", word)
		}
		return word, nil
	}
	name, there := p.names[word].(string)
	if !there {
		return "", invalid("An expression attribute name used in the document path is not defined; "+
			"attribute name: %s", word)
	}
	p.used[word] = true
	return name, nil
}

// value is what a placeholder stands for.
func (p *placeholders) value(word string) (any, error) {
	value, there := p.values[word]
	if !there {
		return nil, invalid("An expression attribute value used in expression is not defined; attribute value: %s", word)
	}
	p.used[word] = true
	return value, nil
}

// rest rejects placeholders that no expression used.
func (p *placeholders) rest() error {
	for _, word := range slices.Sorted(maps.Keys(p.names)) {
		if !p.used[word] {
			return invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: {%s}", word)
		}
	}
	for _, word := range slices.Sorted(maps.Keys(p.values)) {
		if !p.used[word] {
			return invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: {%s}", word)
		}
	}
	return nil
}
