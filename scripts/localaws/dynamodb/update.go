package dynamodb

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// change is what an update does to one attribute.
type change struct {
	attribute string
	section   string // SET, ADD or REMOVE
	operand   operand
}

// parseUpdate reads an UpdateExpression.
func parseUpdate(expression string, names *placeholders) ([]change, error) {
	t, err := split("UpdateExpression", expression, names)
	if err != nil {
		return nil, err
	}
	if t.peek() == "" {
		return nil, invalid("Invalid UpdateExpression: The expression can not be empty;")
	}
	var changes []change
	seen := map[string]bool{}
	for t.peek() != "" {
		section := strings.ToUpper(t.peek())
		if !slices.Contains([]string{"SET", "ADD", "REMOVE"}, section) {
			return nil, t.unexpected()
		}
		if t.next(); seen[section] {
			return nil, invalid("Invalid UpdateExpression: The %q section can only be used once in an update expression;",
				section)
		}
		seen[section] = true
		for more := true; more; more = t.keyword(",") {
			one, err := t.change(section)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(changes, func(c change) bool { return c.attribute == one.attribute }) {
				return nil, invalid("Invalid UpdateExpression: Two document paths overlap with each other; "+
					"must remove or rewrite one of these paths; path one: [%s], path two: [%s]", one.attribute, one.attribute)
			}
			changes = append(changes, one)
		}
	}
	return changes, nil
}

func (t *tokens) change(section string) (change, error) {
	attribute, err := t.attribute()
	if err != nil {
		return change{}, err
	}
	one := change{attribute: attribute, section: section}
	if section == "SET" {
		err = t.want("=")
	}
	if section != "REMOVE" && err == nil {
		one.operand, err = t.operand()
	}
	if section == "ADD" && err == nil {
		if _, number := one.operand.value.(json.Number); !number {
			return change{}, invalid("Invalid UpdateExpression: Incorrect operand type for operator or function; " +
				"operator: ADD, operand type: STRING")
		}
	}
	return one, err
}

// apply makes the changes to a copy of the row. All read the row as it was.
func apply(changes []change, was Item) (Item, error) {
	item := maps.Clone(was)
	for _, c := range changes {
		switch c.section {
		case "SET":
			value := c.operand.of(was)
			if value == nil {
				return nil, invalid("The provided expression refers to an attribute that does not exist in the item")
			}
			item[c.attribute] = value
		case "ADD":
			number, is := was[c.attribute].(json.Number)
			if _, there := was[c.attribute]; there && !is {
				return nil, invalid("An operand in the update expression has an incorrect data type")
			}
			item[c.attribute] = add(number, c.operand.value.(json.Number))
		case "REMOVE":
			delete(item, c.attribute)
		}
	}
	return item, nil
}
