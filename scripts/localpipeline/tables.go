package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/dynamodb"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/store"
)

// tables are the services behind a state machine, with tables that are the simulated
// account's: rows written there stay.
type tables struct {
	kept    *store.Store
	account string
	others  asl.Tasks // nil: there are none
	// may tells whether the machine's role may do something to rows of a partition.
	may func(action, table, partition string) (bool, error)
	// role is that role.
	role string
}

// behind are the services behind a machine of the environment.
func (r *run) behind(machine account.Machine, others asl.Tasks) tables {
	return tables{
		kept:    r.env.View.Store,
		account: r.account,
		others:  others,
		role:    machine.RoleArn,
		may: func(action, table, partition string) (bool, error) {
			return r.env.View.Permits(machine.RoleArn, policy.Request{
				Action:   action,
				Resource: fmt.Sprintf("arn:aws:dynamodb:%s:%s:table/%s", r.region, r.account, table),
				Context:  map[string]string{"dynamodb:leadingkeys": partition},
			})
		},
	}
}

// Call performs a call to a table, or passes it on.
func (t tables) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	switch {
	case dynamodb.Serves(resource) && role == "":
		if err := t.admit(resource, parameters); err != nil {
			return nil, err
		}
		return dynamodb.Call(t, resource, parameters)
	case t.others == nil:
		return nil, fmt.Errorf("the simulated pipeline has no %s here", resource)
	}
	return t.others.Call(ctx, resource, role, parameters)
}

// admit rejects what the machine's role has no right to.
func (t tables) admit(resource string, parameters any) error {
	p, _ := parameters.(map[string]any)
	table, _ := p["TableName"].(string)
	allowed, err := t.may(dynamodb.Action(resource), table, dynamodb.LeadingKey(t, resource, parameters))
	if err == nil && !allowed {
		err = dynamodb.Denied(resource, t.role, table)
	}
	return err
}

// Keys is dynamodb.Rows.
func (t tables) Keys(table string) (hash, sort string, err error) {
	hash, sort, err = t.kept.TableKeys(t.account, table)
	if errors.Is(err, store.ErrNoTable) {
		err = dynamodb.ErrNoTable
	}
	return hash, sort, err
}

// Get is dynamodb.Rows.
func (t tables) Get(table string, key dynamodb.Item) (dynamodb.Item, error) {
	row, err := t.kept.GetItem(t.account, table, store.Item(key))
	return typed(row), err
}

// Put is dynamodb.Rows.
func (t tables) Put(table string, item dynamodb.Item) error {
	return t.kept.PutItem(t.account, table, store.Item(item), false)
}

// Delete is dynamodb.Rows.
func (t tables) Delete(table string, key dynamodb.Item) error {
	return t.kept.DeleteItem(t.account, table, store.Item(key))
}

// All is dynamodb.Rows.
func (t tables) All(table string) ([]dynamodb.Item, error) {
	rows, err := t.kept.Query(t.account, table, "", nil)
	items := make([]dynamodb.Item, len(rows))
	for i, row := range rows {
		items[i] = typed(row)
	}
	return items, err
}

// typed is a row with its numbers as DynamoDB has them; nil for none.
func typed(row store.Item) dynamodb.Item {
	for name, value := range row {
		if number, is := value.(float64); is {
			row[name] = json.Number(strconv.FormatFloat(number, 'f', -1, 64))
		}
	}
	return dynamodb.Item(row)
}
