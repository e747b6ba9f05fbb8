package dynamodb

import (
	"slices"
)

// query answers the rows of one partition that pass the filter, in the order of the
// sort key.
func query(rows Rows, p map[string]any, k keys) (any, error) {
	asked, filter := text(p, "KeyConditionExpression"), text(p, "FilterExpression")
	names, err := placeholdersOf(p, asked, filter)
	if err != nil {
		return nil, err
	}
	wanted, err := parseCondition("KeyConditionExpression", asked, names)
	if err != nil {
		return nil, err
	}
	passes, err := parseCondition("FilterExpression", filter, names)
	if err == nil {
		err = names.rest()
	}
	if err == nil {
		err = k.suit(wanted, passes)
	}
	if err != nil {
		return nil, err
	}
	all, err := rows.All(k.table)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Item) int {
		order, _ := compare(a[k.sort], b[k.sort])
		return order
	})
	items, scanned := []any{}, 0
	for _, row := range all {
		if !wanted.holds(row) {
			continue
		}
		if scanned++; passes.holds(row) {
			items = append(items, encode(row))
		}
	}
	return map[string]any{"Items": items, "Count": len(items), "ScannedCount": scanned}, nil
}

// suit rejects a key condition that names no partition or more than the key, and a
// filter on the key.
func (k keys) suit(wanted, passes condition) error {
	partition := false
	for _, c := range wanted.compared {
		partition = partition || c.attribute == k.hash && c.operator == "="
		if !slices.Contains(k.names(), c.attribute) || c.operator == "<>" || c.attribute == k.hash && c.operator != "=" {
			return invalid("Query key condition not supported")
		}
	}
	if !partition {
		return invalid("Query condition missed key schema element: %s", k.hash)
	}
	for _, attribute := range passes.attributes {
		if slices.Contains(k.names(), attribute) {
			return invalid("Filter Expression can only contain non-primary key attributes: Primary key attribute: %s", attribute)
		}
	}
	return nil
}
