package localpipeline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

// open is the tables of an account to a role that may do everything.
func open(kept *localaws.Store) tables {
	return tables{
		kept:    kept,
		account: "000000000000",
		may:     func(string, string, string) (bool, error) { return true, nil },
	}
}

func attribute(value string) map[string]any { return map[string]any{"S": value} }

func TestARowThatAMachineWritesStays(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	require.NoError(t, store.Put(localaws.Resource{
		Account: "000000000000",
		Type:    "aws:dynamodb/table:Table",
		ID:      "t",
		Outputs: map[string]any{"hashKey": "deploymentId", "rangeKey": "timestamp"},
	}))
	services := open(store)
	put := func(table string, item map[string]any) error {
		_, err := services.Call(t.Context(), "arn:aws:states:::dynamodb:putItem", "", map[string]any{
			"TableName": table,
			"Item":      item,
		})
		return err
	}
	require.NoError(t, put("t", map[string]any{
		"deploymentId": attribute("d"),
		"timestamp":    attribute("1"),
		"state":        attribute("STARTED"),
	}))
	require.NoError(t, put("t", map[string]any{
		"deploymentId": attribute("d"),
		"timestamp":    attribute("1"),
		"state":        attribute("STARTED"),
	}))
	rows, err := store.Query("000000000000", "t", "", nil)
	require.NoError(t, err)
	assert.Equal(t, []map[string]any{{"deploymentId": "d", "timestamp": "1", "state": "STARTED"}},
		[]map[string]any{rows[0]}, "twice the same is one row")
	assert.Len(t, rows, 1)

	require.EqualError(t, put("other", nil), "DynamoDB.ResourceNotFoundException: Requested resource not found")
	_, err = services.Call(t.Context(), "arn:aws:states:::lambda:invoke", "", nil)
	assert.EqualError(t, err, "the simulated pipeline has no arn:aws:states:::lambda:invoke here")
}

func TestALockOnDiskIsTakenCountedFoundAndReleased(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	require.NoError(t, store.Put(localaws.Resource{
		Account: "000000000000",
		Type:    "aws:dynamodb/table:Table",
		ID:      "t",
		Outputs: map[string]any{"hashKey": "deploymentId", "rangeKey": "timestamp"},
	}))
	call := func(resource string, p map[string]any) (any, error) {
		p["TableName"] = "t"
		return open(store).Call(t.Context(), "arn:aws:states:::"+resource, "", p)
	}
	key := map[string]any{"deploymentId": attribute("lock#api"), "timestamp": attribute("lock")}
	take := map[string]any{
		"Item": map[string]any{
			"deploymentId": attribute("lock#api"),
			"timestamp":    attribute("lock"),
			"attempts":     map[string]any{"N": "1"},
		},
		"ConditionExpression": "attribute_not_exists(deploymentId)",
	}
	_, err := call("dynamodb:putItem", take)
	require.NoError(t, err)
	_, err = call("dynamodb:putItem", take)
	require.EqualError(t, err, "DynamoDB.ConditionalCheckFailedException: The conditional request failed")
	_, err = call("dynamodb:updateItem", map[string]any{
		"Key":                       key,
		"UpdateExpression":          "ADD attempts :one",
		"ExpressionAttributeValues": map[string]any{":one": map[string]any{"N": "1"}},
	})
	require.NoError(t, err)
	found, err := call("aws-sdk:dynamodb:query", map[string]any{
		"KeyConditionExpression":    "deploymentId = :id",
		"ExpressionAttributeValues": map[string]any{":id": attribute("lock#api")},
	})
	require.NoError(t, err)
	assert.Equal(t, []any{map[string]any{
		"deploymentId": attribute("lock#api"),
		"timestamp":    attribute("lock"),
		"attempts":     map[string]any{"N": "2"},
	}}, found.(map[string]any)["Items"])
	_, err = call("dynamodb:deleteItem", map[string]any{"Key": key})
	require.NoError(t, err)
	held, err := call("dynamodb:getItem", map[string]any{"Key": key, "ConsistentRead": true})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{}, held)
}

func TestARoleWritesTheRowsThatItMay(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	require.NoError(t, store.Put(localaws.Resource{
		Account: "000000000000",
		Type:    "aws:dynamodb/table:Table",
		ID:      "t",
		Outputs: map[string]any{"hashKey": "deploymentId", "rangeKey": "timestamp"},
	}))
	services := open(store)
	services.role = "role-release-api-dev"
	var asked []string
	services.may = func(action, table, partition string) (bool, error) {
		asked = []string{action, table, partition}
		return partition == "lock#api", nil
	}
	get := func(partition string) error {
		_, err := services.Call(t.Context(), "arn:aws:states:::dynamodb:getItem", "", map[string]any{
			"TableName": "t",
			"Key":       map[string]any{"deploymentId": attribute(partition), "timestamp": attribute("lock")},
		})
		return err
	}
	require.NoError(t, get("lock#api"))
	assert.Equal(t, []string{"dynamodb:GetItem", "t", "lock#api"}, asked)
	require.ErrorContains(t, get("lock#cart"), "DynamoDB.AmazonDynamoDBException: User: role-release-api-dev is not "+
		"authorized to perform: dynamodb:GetItem on resource: t")
}

func TestATargetOfAServiceThatIsNotSimulatedIsRejected(t *testing.T) {
	t.Parallel()
	r := &run{clock: asl.NewSkippingClock(time.Unix(0, 0))}
	assert.EqualError(t, r.deliver(t.Context(), account.Target{Arn: "arn:aws:sqs:us-east-1:1:q"}, []byte(`{}`)),
		"the simulated pipeline has no target of sqs: arn:aws:sqs:us-east-1:1:q")
}
