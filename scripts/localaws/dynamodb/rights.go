package dynamodb

import (
	"fmt"
	"strings"

	"slipway/scripts/asl"
)

// Action is the right that a resource that Serves asks for, such as dynamodb:PutItem.
func Action(resource string) string {
	name := resource[strings.LastIndex(resource, ":")+1:]
	return "dynamodb:" + strings.ToUpper(name[:1]) + name[1:]
}

// LeadingKey is what DynamoDB sends as dynamodb:LeadingKeys of a call: the partition of
// its row or of its query (DynamoDB Developer Guide, specifying-conditions). It is "" if
// the call says none, which is rejected in the end.
func LeadingKey(rows Rows, resource string, parameters any) string {
	p, _ := parameters.(map[string]any)
	k, err := keysOf(rows, text(p, "TableName"))
	if err != nil {
		return ""
	}
	for _, name := range []string{"Item", "Key"} {
		if one, _ := decode(object(p, name)); one[k.hash] != nil {
			return fmt.Sprint(one[k.hash])
		}
	}
	asked := text(p, "KeyConditionExpression")
	names, err := placeholdersOf(p, asked, text(p, "FilterExpression"))
	if err != nil || asked == "" {
		return ""
	}
	wanted, _ := parseCondition("KeyConditionExpression", asked, names)
	for _, c := range wanted.compared {
		if c.attribute == k.hash {
			return fmt.Sprint(c.value)
		}
	}
	return ""
}

// Denied is the error of a call that the caller has no right to, which the API's model
// does not list: Step Functions names it after the service.
func Denied(resource, caller, table string) error {
	name := "DynamoDB.AmazonDynamoDBException"
	if strings.HasPrefix(resource, ofSDK) {
		name = "DynamoDb.DynamoDbException"
	}
	return &asl.Error{Name: name, Cause: fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %s because "+
		"no identity-based policy allows the %s action", caller, Action(resource), table, Action(resource))}
}
