package dynamodb

import (
	"maps"
	"slices"
)

// putItem replaces or writes one row.
func putItem(rows Rows, p map[string]any, k keys) (any, error) {
	item, err := decode(object(p, "Item"))
	if err != nil {
		return nil, err
	}
	key, err := k.of(item)
	if err != nil {
		return nil, err
	}
	was, _, err := meet(rows, p, k, key)
	if err != nil {
		return nil, err
	}
	return write(rows, p, k, was, item)
}

// getItem answers one row; without Item when there is none.
func getItem(rows Rows, p map[string]any, k keys) (any, error) {
	key, err := k.given(p)
	if err != nil {
		return nil, err
	}
	item, err := rows.Get(k.table, key)
	if err != nil || item == nil {
		return map[string]any{}, err
	}
	return map[string]any{"Item": encode(item)}, nil
}

// updateItem changes attributes of one row, which it makes if it is not there.
func updateItem(rows Rows, p map[string]any, k keys) (any, error) {
	key, err := k.given(p)
	if err != nil {
		return nil, err
	}
	was, changes, err := meet(rows, p, k, key)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if slices.Contains(k.names(), c.attribute) {
			return nil, invalid("One or more parameter values were invalid: Cannot update attribute %s. "+
				"This attribute is part of the key", c.attribute)
		}
	}
	from := was
	if from == nil {
		from = key
	}
	item, err := apply(changes, from)
	if err != nil {
		return nil, err
	}
	return write(rows, p, k, was, item)
}

// deleteItem removes one row, if it is there.
func deleteItem(rows Rows, p map[string]any, k keys) (any, error) {
	key, err := k.given(p)
	if err != nil {
		return nil, err
	}
	was, _, err := meet(rows, p, k, key)
	if err != nil {
		return nil, err
	}
	if err := rows.Delete(k.table, key); err != nil {
		return nil, err
	}
	return returned(p, was, nil)
}

// meet reads the expressions of a call and the row as it is, and checks the condition.
func meet(rows Rows, p map[string]any, k keys, key Item) (Item, []change, error) {
	asked, update := text(p, "ConditionExpression"), text(p, "UpdateExpression")
	names, err := placeholdersOf(p, asked, update)
	if err != nil {
		return nil, nil, err
	}
	var changes []change
	if _, given := p["UpdateExpression"]; given {
		if changes, err = parseUpdate(update, names); err != nil {
			return nil, nil, err
		}
	}
	wanted, err := parseCondition("ConditionExpression", asked, names)
	if err == nil {
		err = names.rest()
	}
	if err != nil {
		return nil, nil, err
	}
	was, err := rows.Get(k.table, key)
	if err == nil && !wanted.holds(was) {
		err = errCondition
	}
	return was, changes, err
}

// write puts the row and answers what the caller wants back.
func write(rows Rows, p map[string]any, k keys, was, item Item) (any, error) {
	if item.size() > mostBytes {
		return nil, invalid("Item size has exceeded the maximum allowed size")
	}
	answer, err := returned(p, was, item)
	if err != nil {
		return nil, err
	}
	return answer, rows.Put(k.table, item)
}

// returned is the answer that ReturnValues asks for.
func returned(p map[string]any, was, item Item) (any, error) {
	var back Item
	_, updates := p["UpdateExpression"]
	switch wanted := text(p, "ReturnValues"); {
	case wanted == "" || wanted == "NONE":
	case wanted == "ALL_OLD":
		back = was
	case wanted == "ALL_NEW" && updates:
		back = item
	case wanted == "UPDATED_NEW" && updates:
		back = maps.Clone(item)
		maps.DeleteFunc(back, func(name string, value any) bool { return was[name] == value })
	default:
		return nil, invalid("Return values set to invalid value: %s", wanted)
	}
	if back == nil {
		return map[string]any{}, nil
	}
	return map[string]any{"Attributes": encode(back)}, nil
}
