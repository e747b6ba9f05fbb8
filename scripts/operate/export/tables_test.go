package export_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/operate/export"
)

// pages answers a scan page by page.
type pages struct {
	answers []*dynamodb.ScanOutput
	asked   []dynamodb.ScanInput
}

func (p *pages) Scan(
	_ context.Context, in *dynamodb.ScanInput, _ ...func(*dynamodb.Options),
) (*dynamodb.ScanOutput, error) {
	p.asked = append(p.asked, *in)
	if len(p.answers) < len(p.asked) {
		return nil, errors.New("ThrottlingException")
	}
	return p.answers[len(p.asked)-1], nil
}

func all(t *testing.T, from export.Table) ([]string, error) {
	t.Helper()
	var lines []string
	for item, err := range from.Items(t.Context()) {
		if err != nil {
			return lines, err
		}
		text, err := json.Marshal(item)
		require.NoError(t, err)
		lines = append(lines, string(text))
	}
	return lines, nil
}

func text(value string) types.AttributeValue { return &types.AttributeValueMemberS{Value: value} }

func TestEveryItemOfATableIsReadWithItsTypes(t *testing.T) {
	t.Parallel()
	last := map[string]types.AttributeValue{"deploymentId": text("a")}
	api := &pages{answers: []*dynamodb.ScanOutput{
		{Items: []map[string]types.AttributeValue{{"deploymentId": text("a")}}, LastEvaluatedKey: last},
		{Items: []map[string]types.AttributeValue{{
			"b":    &types.AttributeValueMemberB{Value: []byte("x")},
			"bool": &types.AttributeValueMemberBOOL{Value: true},
			"l":    &types.AttributeValueMemberL{Value: []types.AttributeValue{text("x")}},
			"m":    &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"k": text("v")}},
			"n":    &types.AttributeValueMemberN{Value: "12345678901234567890"},
			"ns":   &types.AttributeValueMemberNS{Value: []string{"1"}},
			"null": &types.AttributeValueMemberNULL{Value: true},
			"ss":   &types.AttributeValueMemberSS{Value: []string{"y"}},
		}}},
	}}
	lines, err := all(t, export.DynamoDB{API: api, Name: "t"})
	require.NoError(t, err)
	assert.Equal(t, []string{
		`{"deploymentId":{"S":"a"}}`,
		`{"b":{"B":"eA=="},"bool":{"BOOL":true},"l":{"L":[{"S":"x"}]},"m":{"M":{"k":{"S":"v"}}},` +
			`"n":{"N":"12345678901234567890"},"ns":{"NS":["1"]},"null":{"NULL":true},"ss":{"SS":["y"]}}`,
	}, lines)
	assert.True(t, *api.asked[0].ConsistentRead)
	assert.Nil(t, api.asked[0].IndexName, "an index lacks locks and marks")
	assert.Equal(t, last, api.asked[1].ExclusiveStartKey)

	for name, value := range map[string]types.AttributeValue{
		"alone":     &types.UnknownUnionMember{Tag: "X"},
		"in a list": &types.AttributeValueMemberL{Value: []types.AttributeValue{&types.UnknownUnionMember{}}},
		"in a map": &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{
			"k": &types.UnknownUnionMember{},
		}},
	} {
		_, err = all(t, export.DynamoDB{API: &pages{answers: []*dynamodb.ScanOutput{
			{Items: []map[string]types.AttributeValue{{"x": value}}},
		}}, Name: "t"})
		require.ErrorContains(t, err, "attribute x: ", name)
	}
	_, err = all(t, export.DynamoDB{API: &pages{}, Name: "t"})
	require.EqualError(t, err, "scan t: ThrottlingException")
}

func TestASimulatedTableIsReadWithTheTypesThatItHasInDynamoDB(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	simulated := export.Simulated{
		Store:   store,
		Account: "000000000000",
		Name:    "t",
	}
	_, err := all(t, simulated)
	require.ErrorContains(t, err, "not found")
	require.NoError(t, store.Put(localaws.Resource{
		Account: "000000000000",
		Type:    "aws:dynamodb/table:Table",
		ID:      "t",
		Outputs: map[string]any{"hashKey": "deploymentId", "rangeKey": "timestamp"},
	}))
	require.NoError(t, store.PutItem("000000000000", "t", map[string]any{
		"deploymentId": "a", "timestamp": "1", "requests": 12.0, "yes": true, "problems": []any{"one"},
	}, true))
	lines, err := all(t, simulated)
	require.NoError(t, err)
	assert.Equal(t, []string{`{"deploymentId":{"S":"a"},"problems":{"L":[{"S":"one"}]},"requests":{"N":"12"},` +
		`"timestamp":{"S":"1"},"yes":{"BOOL":true}}`}, lines)
}
