package history

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"slipway/scripts/localaws"
)

// Simulated is the history in a simulated account.
type Simulated struct {
	Store         *localaws.Store
	Account, Name string
}

// Rows reads the latest rows of a service.
func (t Simulated) Rows(_ context.Context, service string, limit int) ([]Row, error) {
	rows, err := t.by("service", service)
	if limit > 0 && len(rows) > limit {
		rows = rows[len(rows)-limit:]
	}
	return rows, err
}

// Releases reads the rows of a service's releases and rollbacks.
func (t Simulated) Releases(_ context.Context, service string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		rows, err := t.by("service", service)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, row := range slices.Backward(rows) {
			if row.IsRelease() && !yield(row, nil) {
				return
			}
		}
	}
}

// Of reads the rows of one deployment, in the order of what happened.
func (t Simulated) Of(_ context.Context, deployment string) ([]Row, error) {
	rows, err := t.by("deploymentId", deployment)
	Sort(rows)
	return rows, err
}

// All reads every row there is.
func (t Simulated) All() ([]Row, error) { return t.by("", "") }

func (t Simulated) by(attribute, value string) ([]Row, error) {
	items, err := t.Store.Query(t.Account, t.Name, attribute, value)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, item := range items {
		row := Row{}
		for name, value := range item {
			row[name] = plain(value)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// plain is an attribute as text: a list is its items, one after the other.
func plain(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case []any:
		var items []string
		for _, item := range value {
			items = append(items, plain(item))
		}
		return strings.Join(items, between)
	}
	return ""
}
