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
	return map[string]types.AttributeValue{"state": text(state), "kept": &types.AttributeValueMemberBOOL{Value: true}}
}

func TestTheIndexIsAskedForTheLatestRowsOfAService(t *testing.T) {
	t.Parallel()
	key := map[string]types.AttributeValue{"service": text("api")}
	api := &pages{answers: []*dynamodb.QueryOutput{
		{Items: []map[string]types.AttributeValue{item("C"), item("B")}, LastEvaluatedKey: key},
		{Items: []map[string]types.AttributeValue{item("A")}},
	}}
	rows, err := history.Table{
		API:  api,
		Name: "table-deployments-dev",
	}.Rows(t.Context(), "api", 2000)
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
	rows, err := history.Table{API: api, Name: "t"}.Rows(t.Context(), "api", 2)
	require.NoError(t, err)
	assert.Len(t, rows, 2)
	assert.Equal(t, int32(2), *api.asked[0].Limit)
}

func TestEveryRowIsReadIfThereIsNoLimit(t *testing.T) {
	t.Parallel()
	api := &pages{}
	for range 30 {
		page := &dynamodb.QueryOutput{LastEvaluatedKey: map[string]types.AttributeValue{"x": text("y")}}
		for range 100 {
			page.Items = append(page.Items, item("A"))
		}
		api.answers = append(api.answers, page)
	}
	api.answers[29].LastEvaluatedKey = nil
	rows, err := history.Table{API: api, Name: "t"}.Rows(t.Context(), "api", 0)
	require.NoError(t, err)
	assert.Len(t, rows, 3000)
	assert.Nil(t, api.asked[0].Limit)
}

func TestReleasesAreReadAsTheyAreAskedFor(t *testing.T) {
	t.Parallel()
	more := map[string]types.AttributeValue{"x": text("y")}
	api := &pages{answers: []*dynamodb.QueryOutput{
		{LastEvaluatedKey: more}, // a page of which the filter leaves nothing
		{Items: []map[string]types.AttributeValue{item("C"), item("B")}, LastEvaluatedKey: more},
	}}
	var read []string
	for row, err := range (history.Table{API: api, Name: "t"}).Releases(t.Context(), "api") {
		require.NoError(t, err)
		if read = append(read, row["state"]); len(read) == 2 {
			break
		}
	}
	assert.Equal(t, []string{"C", "B"}, read)
	assert.Len(t, api.asked, 2, "a page that nobody wants is not asked for")
	assert.Equal(t, "#type IN (:release, :rollback)", *api.asked[0].FilterExpression)
	assert.Equal(t, map[string]string{"#service": "service", "#type": "eventType"}, api.asked[0].ExpressionAttributeNames)
	assert.Equal(t, map[string]types.AttributeValue{
		":service":  text("api"),
		":release":  text("RELEASE"),
		":rollback": text("ROLLBACK"),
	}, api.asked[0].ExpressionAttributeValues)
}

func TestOneDeploymentIsReadFromTheTable(t *testing.T) {
	t.Parallel()
	api := &pages{answers: []*dynamodb.QueryOutput{{Items: []map[string]types.AttributeValue{{
		"timestamp": text("2"),
		"requests":  &types.AttributeValueMemberN{Value: "12"},
		"problems":  &types.AttributeValueMemberL{Value: []types.AttributeValue{text("one"), text("two")}},
		"tags":      &types.AttributeValueMemberSS{Value: []string{"a", "b"}},
	}, {"timestamp": text("1")}}}}}
	rows, err := history.Table{API: api, Name: "t"}.Of(t.Context(), "d1")
	require.NoError(t, err)
	assert.Equal(t, []history.Row{{"timestamp": "1"}, {
		"timestamp": "2",
		"requests":  "12",
		"problems":  "one; two",
		"tags":      "a; b",
	}}, rows)
	assert.Nil(t, api.asked[0].IndexName)
	assert.Equal(t, "deploymentId = :deployment", *api.asked[0].KeyConditionExpression)
	assert.True(t, *api.asked[0].ConsistentRead)
}

func TestAQueryThatFailsNamesTableAndIndex(t *testing.T) {
	t.Parallel()
	table := history.Table{API: &pages{}, Name: "table-deployments-dev"}
	_, err := table.Rows(t.Context(), "api", 1)
	assert.EqualError(t, err, "query index byService of table table-deployments-dev: ThrottlingException")
	_, err = table.Of(t.Context(), "d1")
	assert.EqualError(t, err, "query table table-deployments-dev: ThrottlingException")
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
		}, {"deploymentId": "d2", "timestamp": "3", "service": "cart", "requests": 12.0, "problems": []any{"one", "two"}},
	} {
		require.NoError(t, store.PutItem("000000000000", "t", row, true))
	}
	table := history.Simulated{
		Store:   store,
		Account: "000000000000",
		Name:    "t",
	}
	rows, err := table.Rows(t.Context(), "cart", 0)
	require.NoError(t, err)
	assert.Equal(t, []history.Row{{
		"deploymentId": "d2",
		"timestamp":    "3",
		"service":      "cart",
		"requests":     "12",
		"problems":     "one; two",
	}}, rows)
	rows, err = table.Rows(t.Context(), "api", 1)
	require.NoError(t, err)
	assert.Len(t, rows, 1)
	assert.Equal(t, "2", rows[0]["timestamp"], "the latest")
	rows, err = table.Of(t.Context(), "d1")
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
