package dynamodb_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/dynamodb"
)

func TestLeadingKey(t *testing.T) {
	t.Parallel()
	key := object{"id": s("lock#api"), "at": s("lock")}
	for name, c := range map[string]struct {
		resource   string
		parameters object
		want       string
	}{
		"of a row that is written": {"dynamodb:putItem", object{"Item": key}, "lock#api"},
		"of a row that is changed": {"dynamodb:updateItem", object{"Key": key}, "lock#api"},
		"of a query by the partition": {"aws-sdk:dynamodb:query", object{
			"KeyConditionExpression":    "#id = :id AND #at = :t",
			"FilterExpression":          "#state = :state",
			"ExpressionAttributeNames":  object{"#id": "id", "#at": "at", "#state": "state"},
			"ExpressionAttributeValues": object{":id": s("run-7"), ":t": s("1"), ":state": s("STARTED")},
		}, "run-7"},
		"of a query by something else": {"aws-sdk:dynamodb:query", object{
			"KeyConditionExpression":    "state = :s",
			"ExpressionAttributeValues": object{":s": s("x")},
		}, ""},
		"of a query without values": {"aws-sdk:dynamodb:query", object{"KeyConditionExpression": "a = :b"}, ""},
		"of nothing":                {"dynamodb:getItem", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := object{"TableName": "t"}
			for name, value := range c.parameters {
				p[name] = value
			}
			assert.Equal(t, c.want, dynamodb.LeadingKey(memory{}, "arn:aws:states:::"+c.resource, p))
		})
	}
	assert.Empty(t, dynamodb.LeadingKey(memory{}, "arn:aws:states:::dynamodb:getItem", object{"TableName": "x"}))
}

func TestDenied(t *testing.T) {
	t.Parallel()
	require.EqualError(t, dynamodb.Denied("arn:aws:states:::dynamodb:putItem", "role-a", "table-b"),
		"DynamoDB.AmazonDynamoDBException: User: role-a is not authorized to perform: dynamodb:PutItem on resource: "+
			"table-b because no identity-based policy allows the dynamodb:PutItem action")
	require.ErrorContains(t, dynamodb.Denied("arn:aws:states:::aws-sdk:dynamodb:query", "role-a", "table-b"),
		"DynamoDb.DynamoDbException: User: role-a is not authorized to perform: dynamodb:Query on")
}
