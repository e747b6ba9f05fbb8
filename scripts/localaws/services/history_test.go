package services_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheHistoryKeepsTextsAndNumbers(t *testing.T) {
	t.Parallel()
	m, _ := newModel()
	lock := parameters{"deploymentId": parameters{"S": "lock#api"}, "timestamp": parameters{"S": "lock"}}
	take := parameters{
		"TableName":                 "t",
		"Key":                       lock,
		"UpdateExpression":          "SET holder = :me ADD attempts :one",
		"ConditionExpression":       "attribute_not_exists(holder) OR holder = :me",
		"ExpressionAttributeValues": parameters{":me": parameters{"S": "one"}, ":one": parameters{"N": "1"}},
	}
	must(t, m, "dynamodb:updateItem", take)
	must(t, m, "dynamodb:updateItem", take)
	assert.Equal(t, map[string]map[string]string{"lock#api lock": {
		"deploymentId": "lock#api",
		"timestamp":    "lock",
		"holder":       "one",
		"attempts":     "2",
	}}, m.Rows)
	m.Rows["lock#api lock"]["holder"] = "other"
	_, err := call(m, "dynamodb:updateItem", take)
	require.EqualError(t, err, "DynamoDB.ConditionalCheckFailedException: The conditional request failed",
		"a row changed by hand counts")

	items := must(t, m, "dynamodb:query", parameters{
		"TableName":                 "t",
		"KeyConditionExpression":    "deploymentId = :id",
		"ExpressionAttributeValues": parameters{":id": parameters{"S": "lock#api"}},
	})["Items"].([]any)
	require.Len(t, items, 1)
	assert.Equal(t, parameters{"N": "2"}, items[0].(parameters)["attempts"])
	must(t, m, "dynamodb:deleteItem", parameters{"TableName": "t", "Key": lock})
	assert.Empty(t, m.Rows)
	assert.Equal(t, parameters{}, must(t, m, "dynamodb:getItem", parameters{"TableName": "t", "Key": lock}))
}
