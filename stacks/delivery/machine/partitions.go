package machine

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/contract"
	"slipway/shared/iampolicy"
)

// OnlyRows lets a call reach the rows of the history, and neither a lock nor a mark.
// A row's partition is the id of its deployment, which does not tell the service.
func OnlyRows() []iampolicy.Condition {
	return Partitions("ForAllValues:StringNotLike", contract.LockPrefix+"*", contract.TakenBackPrefix+"*")
}

// Partitions compares the partitions that a call to the history's table reaches.
// ForAllValues is met by a call that names none, such as Scan: hence Null (DynamoDB
// Developer Guide, specifying-conditions).
func Partitions(test string, values ...string) []iampolicy.Condition {
	var all []pulumi.StringInput
	for _, value := range values {
		all = append(all, pulumi.String(value))
	}
	const key = "dynamodb:LeadingKeys"
	return []iampolicy.Condition{
		iampolicy.When(test, key, all...),
		iampolicy.When("Null", key, pulumi.String("false")),
	}
}
