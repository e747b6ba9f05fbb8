package history_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/operate/history"
)

// pages answers a query page by page and keeps what was asked.
type pages struct {
	answers []*dynamodb.QueryOutput
	asked   []dynamodb.QueryInput
}

func (p *pages) Query(
	_ context.Context, in *dynamodb.QueryInput, _ ...func(*dynamodb.Options),
) (*dynamodb.QueryOutput, error) {
	p.asked = append(p.asked, *in)
	if len(p.answers) < len(p.asked) {
		return nil, errors.New("ThrottlingException")
	}
	return p.answers[len(p.asked)-1], nil
}

func text(value string) types.AttributeValue { return &types.AttributeValueMemberS{Value: value} }

func item(state string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"state": text(state), "size": &types.AttributeValueMemberN{Value: "1"}}
}

func TestTheIndexIsAskedForTheLatestRowsOfAService(t *testing.T) {
	t.Parallel()
	key := map[string]types.AttributeValue{"service": text("api")}
	api := &pages{answers: []*dynamodb.QueryOutput{
		{Items: []map[string]types.AttributeValue{item("C"), item("B")}, LastEvaluatedKey: key},
		{Items: []map[string]types.AttributeValue{item("A")}},
	}}
	rows, err := history.Table{
		API:   api,
		Name:  "table-deployments-dev",
		Limit: 2000,
	}.Rows(t.Context(), "api")
	require.NoError(t, err)
	assert.Equal(t, []history.Row{{"state": "A"}, {"state": "B"}, {"state": "C"}}, rows, "the oldest first")
	require.Len(t, api.asked, 2)
	assert.Equal(t, "byService", *api.asked[0].IndexName)
	assert.Equal(t, "#service = :service", *api.asked[0].KeyConditionExpression)
	assert.Equal(t, map[string]types.AttributeValue{":service": text("api")}, api.asked[0].ExpressionAttributeValues)
	assert.False(t, *api.asked[0].ScanIndexForward)
	assert.Equal(t, [...]int32{1000, 1000}, [...]int32{*api.asked[0].Limit, *api.asked[1].Limit})
	assert.Equal(t, key, api.asked[1].ExclusiveStartKey)
}

func TestNoMoreRowsAreReadThanAskedFor(t *testing.T) {
	t.Parallel()
	api := &pages{answers: []*dynamodb.QueryOutput{{
		Items:            []map[string]types.AttributeValue{item("B"), item("A")},
		LastEvaluatedKey: map[string]types.AttributeValue{"x": text("y")},
	}}}
	rows, err := history.Table{
		API:   api,
		Name:  "t",
		Limit: 2,
	}.Rows(t.Context(), "api")
	require.NoError(t, err)
	assert.Len(t, rows, 2)
	assert.Equal(t, int32(2), *api.asked[0].Limit)
}

func TestAQueryThatFailsNamesTableAndIndex(t *testing.T) {
	t.Parallel()
	_, err := history.Table{
		API:   &pages{},
		Name:  "table-deployments-dev",
		Limit: 1,
	}.Rows(t.Context(), "api")
	assert.EqualError(t, err, "query index byService of table table-deployments-dev: ThrottlingException")
}

func TestASimulatedTableIsReadByServiceAndByDeployment(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	require.NoError(t, store.Put(localaws.Resource{
		Account: "000000000000",
		Type:    "aws:dynamodb/table:Table",
		ID:      "t",
		Outputs: map[string]any{"hashKey": "deploymentId", "rangeKey": "timestamp"},
	}))
	for _, row := range []map[string]any{
		{"deploymentId": "d1", "timestamp": "2", "service": "api"}, {
			"deploymentId": "d1",
			"timestamp":    "1",
			"service":      "api",
		}, {"deploymentId": "d2", "timestamp": "3", "service": "cart"},
	} {
		require.NoError(t, store.PutItem("000000000000", "t", row, true))
	}
	table := history.Simulated{
		Store:   store,
		Account: "000000000000",
		Name:    "t",
	}
	rows, err := table.Rows(t.Context(), "cart")
	require.NoError(t, err)
	assert.Equal(t, []history.Row{{"deploymentId": "d2", "timestamp": "3", "service": "cart"}}, rows)
	rows, err = table.Of("d1")
	require.NoError(t, err)
	assert.Equal(t, []history.Row{{
		"deploymentId": "d1",
		"timestamp":    "1",
		"service":      "api",
	}, {"deploymentId": "d1", "timestamp": "2", "service": "api"}}, rows)
	rows, err = table.All()
	require.NoError(t, err)
	assert.Len(t, rows, 3)
}
