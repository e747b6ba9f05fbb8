package export

import (
	"context"
	"encoding/base64"
	"fmt"
	"iter"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"slipway/scripts/localaws"
)

// Scans is the part of the DynamoDB API that is used here.
type Scans interface {
	Scan(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error)
}

// DynamoDB is the table in an account.
type DynamoDB struct {
	API  Scans
	Name string
}

// Items reads the table itself, page by page: its index lacks locks and marks.
func (t DynamoDB) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		input := &dynamodb.ScanInput{TableName: &t.Name, ConsistentRead: aws.Bool(true)}
		for {
			out, err := t.API.Scan(ctx, input)
			if err != nil {
				yield(nil, fmt.Errorf("scan %s: %w", t.Name, err))
				return
			}
			for _, attributes := range out.Items {
				item, err := encoded(attributes)
				if !yield(item, err) {
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

func encoded(attributes map[string]types.AttributeValue) (Item, error) {
	item := Item{}
	for name, value := range attributes {
		var err error
		if item[name], err = typed(value); err != nil {
			return nil, fmt.Errorf("attribute %s: %w", name, err)
		}
	}
	return item, nil
}

// typed is a value beside its type, as DynamoDB's JSON has it.
func typed(value types.AttributeValue) (any, error) {
	one := func(kind string, value any) (any, error) { return map[string]any{kind: value}, nil }
	switch value := value.(type) {
	case *types.AttributeValueMemberS:
		return one("S", value.Value)
	case *types.AttributeValueMemberN:
		return one("N", value.Value)
	case *types.AttributeValueMemberBOOL:
		return one("BOOL", value.Value)
	case *types.AttributeValueMemberNULL:
		return one("NULL", value.Value)
	case *types.AttributeValueMemberB:
		return one("B", base64.StdEncoding.EncodeToString(value.Value))
	case *types.AttributeValueMemberSS:
		return one("SS", value.Value)
	case *types.AttributeValueMemberNS:
		return one("NS", value.Value)
	case *types.AttributeValueMemberL:
		list := make([]any, len(value.Value))
		for i, item := range value.Value {
			var err error
			if list[i], err = typed(item); err != nil {
				return nil, err
			}
		}
		return one("L", list)
	case *types.AttributeValueMemberM:
		item, err := encoded(value.Value)
		if err != nil {
			return nil, err
		}
		return one("M", item)
	}
	return nil, fmt.Errorf("the type %T is not known", value)
}

// Simulated is the table in a simulated account.
type Simulated struct {
	Store         *localaws.Store
	Account, Name string
}

// Items reads every row.
func (t Simulated) Items(context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		rows, err := t.Store.Query(t.Account, t.Name, "", nil)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, row := range rows {
			item := Item{}
			for name, value := range row {
				item[name] = plain(value)
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

// plain is a value of JSON beside the type that it has in DynamoDB.
func plain(value any) map[string]any {
	switch value := value.(type) {
	case float64:
		return map[string]any{"N": strconv.FormatFloat(value, 'f', -1, 64)}
	case bool:
		return map[string]any{"BOOL": value}
	case []any:
		list := make([]any, len(value))
		for i, item := range value {
			list[i] = plain(item)
		}
		return map[string]any{"L": list}
	}
	return map[string]any{"S": fmt.Sprint(value)}
}
