package localpipeline

import (
	"context"
	"fmt"

	"slipway/scripts/asl"
	"slipway/scripts/localaws"
)

// putItem is the one task that writes a row.
const putItem = "arn:aws:states:::dynamodb:putItem"

// tables are the services behind a state machine, with a table that is the
// simulated account's: rows written there stay.
type tables struct {
	store   *localaws.Store
	account string
	others  asl.Tasks // nil: there are none
}

// Call puts a row, or passes the call on.
func (t tables) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	if resource != putItem {
		if t.others == nil {
			return nil, fmt.Errorf("the simulated pipeline has no %s here", resource)
		}
		return t.others.Call(ctx, resource, role, parameters)
	}
	call, _ := parameters.(map[string]any)
	table, _ := call["TableName"].(string)
	item, _ := call["Item"].(map[string]any)
	row := map[string]any{}
	for name, attribute := range item {
		typed, _ := attribute.(map[string]any)
		text, ok := typed["S"].(string)
		if !ok || len(typed) != 1 {
			return nil, &asl.Error{
				Name:  "DynamoDB.ValidationException",
				Cause: fmt.Sprintf("attribute %s is not {\"S\": text}", name),
			}
		}
		row[name] = text
	}
	if err := t.store.PutItem(t.account, table, row, false); err != nil {
		return nil, &asl.Error{Name: "DynamoDB.AmazonDynamoDBException", Cause: err.Error()}
	}
	return map[string]any{}, nil
}
