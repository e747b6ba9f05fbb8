package history

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// ReadDeployment reads the rows of the deployments of some services whose id begins with
// a text: tables print no more than its begin.
func ReadDeployment(ctx context.Context, from Reader, services []string, id string) ([]Row, error) {
	rows, err := from.Of(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read history of %s: %w", id, err)
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return !slices.Contains(services, r["service"]) })
	if len(rows) > 0 {
		return rows, nil
	}
	if rows, err = Read(ctx, from, services, 0); err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return !strings.HasPrefix(r["deploymentId"], id) })
	if len(rows) == 0 {
		return nil, fmt.Errorf("no deployment of %s has an id that begins with %q; `make history` lists them",
			strings.Join(services, ", "), id)
	}
	return rows, nil
}

// Count is how many rows are of a service.
func Count(rows []Row, service string) int {
	n := 0
	for _, r := range rows {
		if r["service"] == service {
			n++
		}
	}
	return n
}
