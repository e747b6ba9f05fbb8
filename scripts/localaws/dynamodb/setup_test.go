package dynamodb_test

import (
	"fmt"
	"maps"
	"testing"

	"slipway/scripts/localaws/dynamodb"
)

type object = map[string]any

func s(text string) object { return object{"S": text} }

func n(digits string) object { return object{"N": digits} }

// memory is one table, "t", with the key id and at.
type memory map[string]dynamodb.Item

func (m memory) Keys(table string) (hash, sort string, err error) {
	if table != "t" {
		return "", "", dynamodb.ErrNoTable
	}
	return "id", "at", nil
}

func place(key dynamodb.Item) string { return fmt.Sprint(key["id"], " ", key["at"]) }

func (m memory) Get(_ string, key dynamodb.Item) (dynamodb.Item, error) { return m[place(key)], nil }

func (m memory) Put(_ string, item dynamodb.Item) error {
	m[place(item)] = item
	return nil
}

func (m memory) Delete(_ string, key dynamodb.Item) error {
	delete(m, place(key))
	return nil
}

func (m memory) All(string) ([]dynamodb.Item, error) {
	var items []dynamodb.Item
	for item := range maps.Values(m) {
		items = append(items, item)
	}
	return items, nil
}

// call performs an optimised action, or Query, on table t.
func call(t testing.TB, rows memory, action string, p object) (object, error) {
	t.Helper()
	resource := "arn:aws:states:::dynamodb:" + action
	if action == "query" {
		resource = "arn:aws:states:::aws-sdk:dynamodb:query"
	}
	p["TableName"] = "t"
	answer, err := dynamodb.Call(rows, resource, p)
	found, _ := answer.(object)
	return found, err
}

// row is the table's only row, with what it holds beside its key.
func row(more object) object {
	item := object{"id": s("a"), "at": s("1")}
	maps.Copy(item, more)
	return item
}

func key() object { return row(nil) }
