package history

import (
	"context"

	"slipway/scripts/localaws"
)

// Simulated is the history in a simulated account.
type Simulated struct {
	Store         *localaws.Store
	Account, Name string
}

// Rows reads the simulated table.
func (t Simulated) Rows(_ context.Context, service string) ([]Row, error) {
	return t.by("service", service)
}

// Of reads the rows of one deployment, in the order of what happened.
func (t Simulated) Of(deployment string) ([]Row, error) {
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
			row[name], _ = value.(string)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
