package history

import (
	"context"
	"fmt"
	"slices"

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
	// Limit is how many rows of a service are read, the latest.
	Limit int
}

// Rows asks the index, the latest first, until there are enough.
func (t Table) Rows(ctx context.Context, service string) ([]Row, error) {
	input := &dynamodb.QueryInput{
		TableName:                 &t.Name,
		IndexName:                 aws.String(contract.HistoryServiceIndex),
		ScanIndexForward:          aws.Bool(false),
		KeyConditionExpression:    aws.String("#service = :service"),
		ExpressionAttributeNames:  map[string]string{"#service": contract.HistoryService},
		ExpressionAttributeValues: map[string]types.AttributeValue{":service": &types.AttributeValueMemberS{Value: service}},
	}
	var rows []Row
	for len(rows) < t.Limit {
		input.Limit = aws.Int32(int32(min(t.Limit-len(rows), 1000)))
		out, err := t.API.Query(ctx, input)
		if err != nil {
			return nil, fmt.Errorf("query index %s of table %s: %w", contract.HistoryServiceIndex, t.Name, err)
		}
		for _, item := range out.Items {
			rows = append(rows, textOf(item))
		}
		if len(out.LastEvaluatedKey) == 0 {
			break
		}
		input.ExclusiveStartKey = out.LastEvaluatedKey
	}
	slices.Reverse(rows)
	return rows, nil
}

// textOf keeps the attributes that are text; the machines write no others.
func textOf(item map[string]types.AttributeValue) Row {
	row := Row{}
	for name, value := range item {
		if text, ok := value.(*types.AttributeValueMemberS); ok {
			row[name] = text.Value
		}
	}
	return row
}
