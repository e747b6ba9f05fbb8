package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/dynamodb"
	"slipway/scripts/localaws/store"
)

// tables are the services behind a state machine, with tables that are the simulated
// account's: rows written there stay.
type tables struct {
	kept    *store.Store
	account string
	others  asl.Tasks // nil: there are none
}

// Call performs a call to a table, or passes it on.
func (t tables) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	switch {
	case dynamodb.Serves(resource) && role == "":
		return dynamodb.Call(t, resource, parameters)
	case t.others == nil:
		return nil, fmt.Errorf("the simulated pipeline has no %s here", resource)
	}
	return t.others.Call(ctx, resource, role, parameters)
}

// Keys is dynamodb.Rows.
func (t tables) Keys(table string) (hash, sort string, err error) {
	hash, sort, err = t.kept.TableKeys(t.account, table)
	if errors.Is(err, store.ErrNoTable) {
		err = dynamodb.ErrNoTable
	}
	return hash, sort, err
}

// Get is dynamodb.Rows.
func (t tables) Get(table string, key dynamodb.Item) (dynamodb.Item, error) {
	row, err := t.kept.GetItem(t.account, table, store.Item(key))
	return typed(row), err
}

// Put is dynamodb.Rows.
func (t tables) Put(table string, item dynamodb.Item) error {
	return t.kept.PutItem(t.account, table, store.Item(item), false)
}

// Delete is dynamodb.Rows.
func (t tables) Delete(table string, key dynamodb.Item) error {
	return t.kept.DeleteItem(t.account, table, store.Item(key))
}

// All is dynamodb.Rows.
func (t tables) All(table string) ([]dynamodb.Item, error) {
	rows, err := t.kept.Query(t.account, table, "", nil)
	items := make([]dynamodb.Item, len(rows))
	for i, row := range rows {
		items[i] = typed(row)
	}
	return items, err
}

// typed is a row with its numbers as DynamoDB has them; nil for none.
func typed(row store.Item) dynamodb.Item {
	for name, value := range row {
		if number, is := value.(float64); is {
			row[name] = json.Number(strconv.FormatFloat(number, 'f', -1, 64))
		}
	}
	return dynamodb.Item(row)
}
