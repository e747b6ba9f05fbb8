package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestDynamoDBRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	key := list{m{"name": "id", "type": "S"}}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a table name of two characters",
			Token: awstest.Table,
			In:    m{"name": "tb", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			Want:  "name: expected length of name to be in the range (3 - 255), got tb",
		},
		{
			Says:  "a table name with a slash",
			Token: awstest.Table,
			In:    m{"name": "table/a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			Want: "name: invalid value for name (must only include alphanumeric, underscore, period, " +
				"or hyphen characters): table/a",
		},
		{
			Says:  "an unknown billing mode",
			Token: awstest.Table,
			In:    m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "FREE"},
			Want:  "billingMode: expected billingMode to be one of [\"PROVISIONED\" \"PAY_PER_REQUEST\"], got FREE",
		},
		{
			Says:  "provisioned billing without capacity",
			Token: awstest.Table,
			In:    m{"name": "table-a", "hashKey": "id", "attributes": key},
			Want:  "readCapacity: readCapacity must be > 0 when billingMode is PROVISIONED",
		},
		{
			Says:  "a key that is no attribute",
			Token: awstest.Table,
			In:    m{"name": "table-a", "hashKey": "name", "attributes": list{}, "billingMode": "PAY_PER_REQUEST"},
			Want:  "attributes: all indexes must match a defined attribute. Unmatched indexes: [\"name\"]",
		},
		{
			Says:  "an attribute of no key",
			Token: awstest.Table,
			In: m{
				"name":        "table-a",
				"hashKey":     "id",
				"attributes":  list{key[0], m{"name": "extra", "type": "S"}},
				"billingMode": "PAY_PER_REQUEST",
			},
			Want: "attributes: all attributes must be indexed. Unused attributes: [\"extra\"]",
		},
		{
			Says:  "a key that does not exist",
			Token: awstest.Table,
			In: m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST",
				"serverSideEncryption": m{"enabled": true, "kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"}},
			Want: "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, api error NotFoundException: " +
				"Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			Says: "a second table of the same name",
			Given: func(c awstest.Client) {
				c.Given(awstest.Table, "t", m{
					"name":        "table-a",
					"hashKey":     "id",
					"attributes":  key,
					"billingMode": "PAY_PER_REQUEST",
				})
			},
			Token: awstest.Table,
			In:    m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			Want: "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, " +
				"api error ResourceInUseException: Table already exists: table-a",
		},
	})
}
