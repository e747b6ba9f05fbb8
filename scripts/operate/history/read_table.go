package history

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"slipway/shared/contract"
)

// Queries is the part of the DynamoDB API that is used here.
type Queries interface {
	Query(context.Context, *dynamodb.QueryInput, ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error)
}

// Table is the history in DynamoDB.
type Table struct {
	API  Queries
	Name string
}

// Rows asks the index for the latest rows of a service, until there are enough.
func (t Table) Rows(ctx context.Context, service string, limit int) ([]Row, error) {
	input := t.byService(service)
	if limit > 0 {
		input.Limit = aws.Int32(int32(min(limit, perPage)))
	}
	var rows []Row
	for row, err := range t.query(ctx, input) {
		if err != nil {
			return nil, err
		}
		if rows = append(rows, row); len(rows) == limit {
			break
		}
	}
	slices.Reverse(rows)
	return rows, nil
}

// perPage is how many rows are asked for at once; a page of DynamoDB is 1 MB at most.
const perPage = 1000

// Releases asks the index for the rows of releases and rollbacks alone.
func (t Table) Releases(ctx context.Context, service string) iter.Seq2[Row, error] {
	input := t.byService(service)
	input.FilterExpression = aws.String("#type IN (:release, :rollback)")
	input.ExpressionAttributeNames["#type"] = "eventType"
	input.ExpressionAttributeValues[":release"] = text(Release)
	input.ExpressionAttributeValues[":rollback"] = text(Rollback)
	return t.query(ctx, input)
}

// Of asks the table itself for one deployment.
func (t Table) Of(ctx context.Context, deployment string) ([]Row, error) {
	var rows []Row
	for row, err := range t.query(ctx, &dynamodb.QueryInput{
		TableName:                 &t.Name,
		KeyConditionExpression:    aws.String("deploymentId = :deployment"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":deployment": text(deployment)},
		ConsistentRead:            aws.Bool(true),
	}) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	Sort(rows)
	return rows, nil
}

// byService asks for the rows of a service, the latest first.
func (t Table) byService(service string) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{
		TableName:                 &t.Name,
		IndexName:                 aws.String(contract.HistoryServiceIndex),
		ScanIndexForward:          aws.Bool(false),
		KeyConditionExpression:    aws.String("#service = :service"),
		ExpressionAttributeNames:  map[string]string{"#service": contract.HistoryService},
		ExpressionAttributeValues: map[string]types.AttributeValue{":service": text(service)},
	}
}

// query gives the rows page by page; no page is asked for before its rows are wanted.
func (t Table) query(ctx context.Context, input *dynamodb.QueryInput) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			out, err := t.API.Query(ctx, input)
			if err != nil {
				yield(nil, fmt.Errorf("query %stable %s: %w", indexOf(input), t.Name, err))
				return
			}
			for _, item := range out.Items {
				if !yield(textOf(item), nil) {
					return
				}
			}
			if len(out.LastEvaluatedKey) == 0 {
				return
			}
			input.ExclusiveStartKey = out.LastEvaluatedKey
		}
	}
}

func indexOf(input *dynamodb.QueryInput) string {
	if input.IndexName == nil {
		return ""
	}
	return "index " + *input.IndexName + " of "
}

func text(value string) types.AttributeValue { return &types.AttributeValueMemberS{Value: value} }

// textOf keeps the attributes that text can say.
func textOf(item map[string]types.AttributeValue) Row {
	row := Row{}
	for name, value := range item {
		if said, ok := said(value); ok {
			row[name] = said
		}
	}
	return row
}

// said is an attribute as text: a list is its items, one after the other.
func said(value types.AttributeValue) (string, bool) {
	switch value := value.(type) {
	case *types.AttributeValueMemberS:
		return value.Value, true
	case *types.AttributeValueMemberN:
		return value.Value, true
	case *types.AttributeValueMemberSS:
		return strings.Join(value.Value, between), true
	case *types.AttributeValueMemberL:
		var items []string
		for _, item := range value.Value {
			if one, ok := said(item); ok {
				items = append(items, one)
			}
		}
		return strings.Join(items, between), true
	}
	return "", false
}
