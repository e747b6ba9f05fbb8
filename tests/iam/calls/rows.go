package calls

import "slipway/tests/iam/policy"

// ARow is the partition of a row of the history: the id of a deployment, which is known
// at run time only.
const ARow = "0f6e1f4a-run"

// leadingKey is what DynamoDB says of the row that a state calls about: its partition
// (Service Authorization Reference, Amazon DynamoDB, condition keys).
func (t task) leadingKey() policy.Context {
	partition := ARow
	for _, name := range []string{"Key", "Item"} {
		row, _ := t.Parameters[name].(map[string]any)
		key, _ := row["deploymentId"].(map[string]any)
		if text, known := key["S"].(string); known {
			partition = text
		}
	}
	return policy.Context{}.With("dynamodb:LeadingKeys", partition)
}
