package dynamodb

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"slipway/scripts/asl"
)

// Rows is where the rows of tables are kept. A table that is not there is ErrNoTable.
type Rows interface {
	// Keys are the attributes of a table's key; sort is empty when it has one only.
	Keys(table string) (hash, sort string, err error)
	// Get is the row with the key attributes, nil when there is none.
	Get(table string, key Item) (Item, error)
	// Put writes a row, and Delete removes one.
	Put(table string, item Item) error
	Delete(table string, key Item) error
	// All are the rows of a table, in any order.
	All(table string) ([]Item, error)
}

// action is one API action: its parameters beside TableName, and what it does.
type action struct {
	required, optional []string
	do                 func(Rows, map[string]any, keys) (any, error)
}

var expressions = []string{
	"ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues", "ReturnValues",
}

// actions are those modelled, by their names in a state's resource.
var actions = map[string]action{
	"putItem": {
		required: []string{"Item"},
		optional: expressions,
		do:       putItem,
	},
	"getItem": {
		required: []string{"Key"},
		optional: []string{"ConsistentRead"},
		do:       getItem,
	},
	"updateItem": {
		required: []string{"Key"},
		optional: append([]string{"UpdateExpression"}, expressions...),
		do:       updateItem,
	},
	"deleteItem": {
		required: []string{"Key"},
		optional: expressions,
		do:       deleteItem,
	},
	"query": {
		required: []string{"KeyConditionExpression"},
		optional: []string{"FilterExpression", "ExpressionAttributeNames", "ExpressionAttributeValues", "ConsistentRead"},
		do:       query,
	},
}

const (
	optimised = "arn:aws:states:::dynamodb:"
	ofSDK     = "arn:aws:states:::aws-sdk:dynamodb:"
)

// Serves reports whether a state's resource is a call that this package answers. The
// optimised integration of Step Functions has no Query.
func Serves(resource string) bool {
	name, short := strings.CutPrefix(resource, optimised)
	if !short {
		name = strings.TrimPrefix(resource, ofSDK)
	}
	_, known := actions[name]
	return known && name != resource && (!short || name != "query")
}

// Call performs the action of a resource that Serves. Its errors are those of a state
// machine; the prefix tells which of the two integrations was used.
func Call(rows Rows, resource string, parameters any) (any, error) {
	prefix, name := "DynamoDB", strings.TrimPrefix(resource, optimised)
	if name == resource {
		prefix, name = "DynamoDb", strings.TrimPrefix(resource, ofSDK)
	}
	p, err := check(actions[name], prefix, parameters)
	if err != nil {
		return nil, err
	}
	table, _ := p["TableName"].(string)
	k, err := keysOf(rows, table)
	var answer any
	if err == nil {
		answer, err = actions[name].do(rows, p, k)
	}
	var rejected *Error
	switch {
	case err == nil:
		return answer, nil
	case errors.As(err, &rejected):
		return nil, &asl.Error{Name: prefix + "." + rejected.Code, Cause: rejected.Message}
	}
	return nil, &asl.Error{Name: prefix + ".InternalServerErrorException", Cause: err.Error()}
}

// check rejects parameters the action does not have and asks for those it needs.
func check(a action, prefix string, parameters any) (map[string]any, error) {
	p, is := parameters.(map[string]any)
	if !is {
		return nil, &asl.Error{Name: asl.Runtime, Cause: "the parameters are no object"}
	}
	required := append([]string{"TableName"}, a.required...)
	for _, name := range required {
		if _, there := p[name]; !there {
			return nil, &asl.Error{Name: prefix + ".ValidationException", Cause: "parameter " + name + " is missing"}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if !slices.Contains(required, name) && !slices.Contains(a.optional, name) {
			return nil, &asl.Error{Name: asl.Runtime, Cause: `the field "` + name + `" is not supported by the API`}
		}
	}
	return p, nil
}

// text and object read parameters; what is missing is empty.
func text(p map[string]any, name string) string {
	value, _ := p[name].(string)
	return value
}

func object(p map[string]any, name string) map[string]any {
	value, _ := p[name].(map[string]any)
	return value
}
