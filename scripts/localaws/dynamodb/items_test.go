package dynamodb_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/dynamodb"
)

// valuesOf are those that an expression uses.
func valuesOf(values object, expression string) object {
	used := object{}
	for _, word := range strings.FieldsFunc(expression, func(r rune) bool { return strings.ContainsRune(" ()=<>", r) }) {
		if value, there := values[word]; there {
			used[word] = value
		}
	}
	return used
}

func TestUpdates(t *testing.T) {
	t.Parallel()
	t.Run("all of one call read the row as it was", func(t *testing.T) {
		t.Parallel()
		rows := memory{}
		_, err := call(t, rows, "putItem", object{"Item": row(object{"a": s("old"), "n": n("1.5"), "gone": s("x")})})
		require.NoError(t, err)
		answer, err := call(t, rows, "updateItem", object{
			"Key":                       key(),
			"UpdateExpression":          "SET a = :a, b = a ADD n :n REMOVE gone, never",
			"ConditionExpression":       "#a = :old",
			"ExpressionAttributeNames":  object{"#a": "a"},
			"ExpressionAttributeValues": object{":a": s("new"), ":old": s("old"), ":n": n("0.25")},
			"ReturnValues":              "UPDATED_NEW",
		})
		require.NoError(t, err)
		changed := object{"a": s("new"), "b": s("old"), "n": n("1.75")}
		assert.Equal(t, changed, answer["Attributes"])
		held, err := call(t, rows, "getItem", object{"Key": key(), "ConsistentRead": true})
		require.NoError(t, err)
		assert.Equal(t, row(changed), held["Item"])
	})
	t.Run("a row that is not there is made", func(t *testing.T) {
		t.Parallel()
		answer, err := call(t, memory{}, "updateItem", object{
			"Key":                       key(),
			"UpdateExpression":          "ADD attempts :one",
			"ExpressionAttributeValues": object{":one": n("1")},
			"ReturnValues":              "ALL_NEW",
		})
		require.NoError(t, err)
		assert.Equal(t, row(object{"attempts": n("1")}), answer["Attributes"])
	})
	for name, c := range map[string]struct{ update, want string }{
		"nothing":         {" ", "Invalid UpdateExpression: The expression can not be empty;"},
		"another section": {"DELETE a :one", `Invalid UpdateExpression: Syntax error; token: "DELETE"`},
		"a section twice": {"SET a = :one SET b = :one",
			`Invalid UpdateExpression: The "SET" section can only be used once in an update expression;`},
		"an attribute twice": {"SET a = :one REMOVE a",
			"Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; " +
				"path one: [a], path two: [a]"},
		"a sum in SET":        {"SET a = a + :one", `Invalid UpdateExpression: Syntax error; token: "+"`},
		"SET without a value": {"SET a :one", `Invalid UpdateExpression: Syntax error; token: ":one"`},
		"ADD of an attribute": {"ADD a b",
			"Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING"},
		"ADD to a text":     {"ADD a :one", "An operand in the update expression has an incorrect data type"},
		"what is not there": {"SET b = c", "The provided expression refers to an attribute that does not exist in the item"},
		"the key": {"SET id = :one",
			"One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key"},
	} {
		t.Run(name+" is rejected", func(t *testing.T) {
			t.Parallel()
			rows := memory{}
			_, err := call(t, rows, "putItem", object{"Item": row(object{"a": s("text")})})
			require.NoError(t, err)
			p := object{"Key": key(), "UpdateExpression": c.update}
			if strings.Contains(c.update, ":one") {
				p["ExpressionAttributeValues"] = object{":one": n("1")}
			}
			_, err = call(t, rows, "updateItem", p)
			require.EqualError(t, err, "DynamoDB.ValidationException: "+c.want)
			assert.Equal(t, memory{"a 1": {"id": "a", "at": "1", "a": "text"}}, rows)
		})
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	t.Run("what was there comes back when it is asked for", func(t *testing.T) {
		t.Parallel()
		rows := memory{}
		answer, err := call(t, rows, "putItem", object{"Item": row(object{"a": s("1")}), "ReturnValues": "ALL_OLD"})
		require.NoError(t, err)
		assert.Equal(t, object{}, answer)
		answer, err = call(t, rows, "deleteItem", object{"Key": key(), "ReturnValues": "ALL_OLD"})
		require.NoError(t, err)
		assert.Equal(t, object{"Attributes": row(object{"a": s("1")})}, answer)
		answer, err = call(t, rows, "getItem", object{"Key": key()})
		require.NoError(t, err)
		assert.Equal(t, object{}, answer)
	})
	for name, c := range map[string]struct {
		action string
		p      object
		want   string
	}{
		"a row without a key": {"putItem", object{"Item": object{"id": s("a")}},
			"One or more parameter values were invalid: Missing the key at in the item"},
		"an empty key": {"putItem", object{"Item": object{
			"id": s("a"),
			"at": s(""),
		}}, "One or more parameter values are not " +
			"valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: at"},
		"a number as a key": {"putItem", object{"Item": object{"id": n("1"), "at": s("1")}},
			"One or more parameter values were invalid: Type mismatch for key id expected: S actual: N"},
		"half a key": {"getItem", object{"Key": object{"id": s("a")}}, "The provided key element does not match the schema"},
		"more than a key": {"deleteItem", object{"Key": row(object{"a": s("b")})},
			"The provided key element does not match the schema"},
		"a row over 400 KB": {"putItem", object{"Item": row(object{"a": s(strings.Repeat("x", 400*1024))})},
			"Item size has exceeded the maximum allowed size"},
		"a missing parameter": {"updateItem", object{}, "parameter Key is missing"},
	} {
		t.Run(name+" is rejected", func(t *testing.T) {
			t.Parallel()
			_, err := call(t, memory{}, c.action, c.p)
			require.EqualError(t, err, "DynamoDB.ValidationException: "+c.want)
		})
	}
	t.Run("a table, a parameter and an action that are not there", func(t *testing.T) {
		t.Parallel()
		_, err := dynamodb.Call(memory{}, "arn:aws:states:::aws-sdk:dynamodb:getItem", object{"TableName": "x", "Key": key()})
		require.EqualError(t, err, "DynamoDb.ResourceNotFoundException: Requested resource not found")
		_, err = call(t, memory{}, "getItem", object{"Key": key(), "IndexName": "i"})
		require.EqualError(t, err, `States.Runtime: the field "IndexName" is not supported by the API`)
		for resource, served := range map[string]bool{
			"arn:aws:states:::dynamodb:putItem":         true,
			"arn:aws:states:::aws-sdk:dynamodb:putItem": true,
			"arn:aws:states:::aws-sdk:dynamodb:query":   true,
			"arn:aws:states:::dynamodb:query":           false,
			"arn:aws:states:::dynamodb:scan":            false,
			"putItem":                                   false,
		} {
			assert.Equal(t, served, dynamodb.Serves(resource), resource)
		}
	})
}

func TestQueries(t *testing.T) {
	t.Parallel()
	rows := memory{}
	for _, at := range []string{"3", "1", "2"} {
		_, err := call(t, rows, "putItem", object{"Item": object{"id": s("a"), "at": s(at), "odd": s(at)}})
		require.NoError(t, err)
	}
	_, err := call(t, rows, "putItem", object{"Item": object{"id": s("b"), "at": s("0")}})
	require.NoError(t, err)

	answer, err := call(t, rows, "query", object{
		"KeyConditionExpression":    "id = :a AND #at <= :two",
		"FilterExpression":          "odd <> :two",
		"ExpressionAttributeNames":  object{"#at": "at"},
		"ExpressionAttributeValues": object{":a": s("a"), ":two": s("2")},
		"ConsistentRead":            true,
	})
	require.NoError(t, err)
	assert.Equal(t, object{
		"Items":        []any{object{"id": s("a"), "at": s("1"), "odd": s("1")}},
		"Count":        1,
		"ScannedCount": 2,
	}, answer)

	for condition, want := range map[string]string{
		"odd = :a":                         "Query key condition not supported",
		"id <> :a":                         "Query key condition not supported",
		"#at = :a":                         "Query condition missed key schema element: id",
		"id = :a OR #at = :a":              "Query condition missed key schema element: id",
		"NOT id = :a AND #at = :a":         "Query condition missed key schema element: id",
		"id = :a AND attribute_exists(at)": "Attribute name is a reserved keyword; reserved keyword: at",
	} {
		p := object{"KeyConditionExpression": condition, "ExpressionAttributeValues": object{":a": s("a")}}
		if strings.Contains(condition, "#at") {
			p["ExpressionAttributeNames"] = object{"#at": "at"}
		}
		_, err := call(t, rows, "query", p)
		require.EqualError(t, err, "DynamoDb.ValidationException: "+want, condition)
	}
	_, err = call(t, rows, "query", object{
		"KeyConditionExpression":    "id = :a",
		"FilterExpression":          "#at = :a",
		"ExpressionAttributeNames":  object{"#at": "at"},
		"ExpressionAttributeValues": object{":a": s("a")},
	})
	require.EqualError(t, err,
		"DynamoDb.ValidationException: Filter Expression can only contain non-primary key attributes: "+
			"Primary key attribute: at")
}
