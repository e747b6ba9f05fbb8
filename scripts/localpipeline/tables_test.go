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
	services := tables{store, "000000000000", nil}
	put := func(table string, item map[string]any) error {
		_, err := services.Call(t.Context(), putItem, "", map[string]any{"TableName": table, "Item": item})
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

	assert.EqualError(t, put("t", map[string]any{"deploymentId": map[string]any{"N": "1"}}),
		`DynamoDB.ValidationException: attribute deploymentId is not {"S": text}`)
	var named *asl.Error
	require.ErrorAs(t, put("other", nil), &named)
	assert.Equal(t, "DynamoDB.AmazonDynamoDBException", named.Name)
	_, err = services.Call(t.Context(), "arn:aws:states:::lambda:invoke", "", nil)
	assert.EqualError(t, err, "the simulated pipeline has no arn:aws:states:::lambda:invoke here")
}

func TestATargetOfAServiceThatIsNotSimulatedIsRejected(t *testing.T) {
	t.Parallel()
	r := &run{clock: asl.NewSkippingClock(time.Unix(0, 0))}
	assert.EqualError(t, r.deliver(t.Context(), account.Target{Arn: "arn:aws:sqs:us-east-1:1:q"}, []byte(`{}`)),
		"the simulated pipeline has no target of sqs: arn:aws:sqs:us-east-1:1:q")
	assert.ErrorContains(t,
		r.deliver(t.Context(), account.Target{Arn: "arn:aws:codepipeline:us-east-1:1:p"}, []byte(`no`)),
		"read start request: ")
	require.NoError(t, r.deliver(t.Context(), account.Target{Arn: "arn:aws:codepipeline:us-east-1:1:p", Rule: "r"},
		[]byte(`{"sourceRevisions":[{"actionName":"Source","revisionType":"COMMIT_ID","revisionValue":"abc"}]}`)))
	assert.Equal(t, []start{{
		pipelineArn: "arn:aws:codepipeline:us-east-1:1:p",
		commit:      "abc",
		rule:        "r",
	}}, r.starts)
}
