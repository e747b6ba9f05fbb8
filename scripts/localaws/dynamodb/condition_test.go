package dynamodb_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConditions(t *testing.T) {
	t.Parallel()
	values := object{":me": s("me"), ":two": n("2"), ":ten": n("10.0"), ":text": s("2")}
	cases := map[string]bool{
		"attribute_exists(holder)":                        true,
		"attribute_not_exists(holder)":                    false,
		"attribute_not_exists(id) OR holder = :me":        true,
		"attribute_not_exists(absent) AND holder <> :me":  false,
		"NOT holder = :me":                                false,
		"not (holder = :me and attribute_exists(absent))": true,
		"NOT NOT holder = :me":                            true,
		"attempts < :ten":                                 true,
		"attempts <= :two":                                true,
		"attempts < :two":                                 false,
		"attempts = :text":                                false, // a number is no text
		"attempts <> :text":                               true,
		"attempts < :text":                                false,
		"absent = :me":                                    false,
		"absent <> :me":                                   true,
		"absent < :me":                                    false,
		":me = holder":                                    true,
		"holder = endedBy":                                false,
		"attribute_exists(absent) OR attribute_exists(id) AND id = :me":       false, // AND before OR
		"(attribute_exists(id) OR attribute_exists(absent)) AND holder = :me": true,
	}
	for expression, holds := range cases {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			rows := memory{}
			_, err := call(t, rows, "putItem", object{"Item": row(object{"holder": s("me"), "attempts": n("2")})})
			require.NoError(t, err)
			p := object{"Key": key(), "ConditionExpression": expression}
			if used := valuesOf(values, expression); len(used) > 0 {
				p["ExpressionAttributeValues"] = used
			}
			_, err = call(t, rows, "deleteItem", p)
			if !holds {
				require.EqualError(t, err, "DynamoDB.ConditionalCheckFailedException: The conditional request failed")
				assert.Len(t, rows, 1)
				return
			}
			require.NoError(t, err)
			assert.Empty(t, rows)
		})
	}
}

func TestWhatDynamoDBCannotReadIsRejected(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		p    object
		want string
	}{
		"a reserved word": {object{"ConditionExpression": "attribute_exists(timestamp)"},
			"Attribute name is a reserved keyword; reserved keyword: timestamp"},
		"a name that is not defined": {object{"ConditionExpression": "attribute_exists(#s)"},
			"An expression attribute name used in the document path is not defined; attribute name: #s"},
		"a value that is not defined": {object{"ConditionExpression": "holder = :me"},
			"An expression attribute value used in expression is not defined; attribute value: :me"},
		"a name that is not used": {object{
			"ConditionExpression":      "attribute_exists(id)",
			"ExpressionAttributeNames": object{"#s": "state"},
		}, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#s}"},
		"a value that is not used": {object{
			"ConditionExpression":       "attribute_exists(id)",
			"ExpressionAttributeValues": object{":me": s("me")},
		}, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:me}"},
		"values without an expression": {object{"ExpressionAttributeValues": object{":me": s("me")}},
			"ExpressionAttributeNames and ExpressionAttributeValues need an expression: none is given"},
		"no values": {object{"ConditionExpression": "attribute_exists(id)", "ExpressionAttributeValues": object{}},
			"ExpressionAttributeValues must not be empty"},
		"no names": {object{"ConditionExpression": "attribute_exists(id)", "ExpressionAttributeNames": object{}},
			"ExpressionAttributeNames must not be empty"},
		"a name without #": {object{
			"ConditionExpression":      "attribute_exists(id)",
			"ExpressionAttributeNames": object{"s": "state"},
		}, `ExpressionAttributeNames contains invalid key: Syntax error; key: "s"`},
		"a value without :": {object{
			"ConditionExpression":       "attribute_exists(id)",
			"ExpressionAttributeValues": object{"me": s("me")},
		}, `ExpressionAttributeValues contains invalid key: Syntax error; key: "me"`},
		"another function": {object{"ConditionExpression": "size(id) = id"},
			"Invalid ConditionExpression: Invalid function name; function: size"},
		"another operator": {object{"ConditionExpression": "id > id"},
			`Invalid ConditionExpression: Syntax error; token: ">"`},
		"no end": {object{"ConditionExpression": "NOT"},
			`Invalid ConditionExpression: Syntax error; token: "<EOF>"`},
		"more than an end": {object{"ConditionExpression": "id = id id"},
			`Invalid ConditionExpression: Syntax error; token: "id"`},
		"an open parenthesis": {object{"ConditionExpression": "(id = id"},
			`Invalid ConditionExpression: Syntax error; token: "<EOF>"`},
		"a document path": {object{"ConditionExpression": "id.a = id"},
			`Invalid ConditionExpression: Syntax error; token: "."`},
		"a list as a value": {object{
			"ConditionExpression":       "id = :l",
			"ExpressionAttributeValues": object{":l": object{"L": []any{}}},
		}, `attribute :l is neither {"S": text} nor {"N": "number"}`},
		"a number that is none": {object{
			"ConditionExpression":       "id = :n",
			"ExpressionAttributeValues": object{":n": n("1/2")},
		}, "The parameter cannot be converted to a numeric value: 1/2"},
		"another wish for what comes back": {object{"ReturnValues": "ALL_NEW"},
			"Return values set to invalid value: ALL_NEW"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := memory{}
			c.p["Item"] = row(nil)
			_, err := call(t, rows, "putItem", c.p)
			require.EqualError(t, err, "DynamoDB.ValidationException: "+c.want)
			assert.Empty(t, rows)
		})
	}
}
