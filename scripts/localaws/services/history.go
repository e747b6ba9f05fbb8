package services

import (
	"encoding/json"

	"slipway/scripts/localaws/dynamodb"
	"slipway/shared/contract"
)

// history keeps the rows of the one table in the model, as texts; which of them are
// numbers is kept beside them.
type history struct{ m *Model }

// Keys is dynamodb.Rows.
func (h history) Keys(string) (hash, sort string, err error) {
	return contract.HistoryDeployment, contract.HistoryTime, nil
}

// place is where the row of a key is.
func place(key dynamodb.Item) string {
	hash, _ := key[contract.HistoryDeployment].(string)
	sort, _ := key[contract.HistoryTime].(string)
	return hash + " " + sort
}

// Get is dynamodb.Rows.
func (h history) Get(_ string, key dynamodb.Item) (dynamodb.Item, error) {
	at := place(key)
	row, there := h.m.Rows[at]
	if !there {
		return nil, nil
	}
	return h.typed(at, row), nil
}

func (h history) typed(at string, row map[string]string) dynamodb.Item {
	item := dynamodb.Item{}
	for name, value := range row {
		item[name] = value
		if h.m.numbers[at+" "+name] {
			item[name] = json.Number(value)
		}
	}
	return item
}

// Put is dynamodb.Rows.
func (h history) Put(_ string, item dynamodb.Item) error {
	if h.m.Rows == nil {
		h.m.Rows = map[string]map[string]string{}
	}
	if h.m.numbers == nil {
		h.m.numbers = map[string]bool{}
	}
	at, row := place(item), map[string]string{}
	for name, value := range item {
		number, is := value.(json.Number)
		if row[name] = number.String(); !is {
			row[name], _ = value.(string)
		}
		if is {
			h.m.numbers[at+" "+name] = true
		} else {
			delete(h.m.numbers, at+" "+name)
		}
	}
	h.m.Rows[at] = row
	return nil
}

// Delete is dynamodb.Rows.
func (h history) Delete(_ string, key dynamodb.Item) error {
	delete(h.m.Rows, place(key))
	return nil
}

// All is dynamodb.Rows.
func (h history) All(string) ([]dynamodb.Item, error) {
	var items []dynamodb.Item
	for at, row := range h.m.Rows {
		items = append(items, h.typed(at, row))
	}
	return items, nil
}
