// Package history reads the deployment history: the rows that the recorder and
// the release machines write, from DynamoDB or from a simulated account.
//
// What must not be here: writing a row. Only the state machines do that.
package history

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Row is one row: attribute to text.
type Row map[string]string

// Event types of what a release machine writes.
const (
	Release  = "RELEASE"
	Rollback = "ROLLBACK"
)

// between separates the items of an attribute that is a list.
const between = "; "

// Reader reads rows.
type Reader interface {
	// Rows are the latest of a service, the oldest of them first; limit 0 means all.
	Rows(ctx context.Context, service string, limit int) ([]Row, error)
	// Of are the rows of one deployment, in the order of what happened.
	Of(ctx context.Context, deployment string) ([]Row, error)
	// Releases are a service's rows of releases and rollbacks, the latest first. They
	// are read as they are asked for, so that who stops early waits for no more.
	Releases(ctx context.Context, service string) iter.Seq2[Row, error]
}

// IsRelease tells whether a release machine wrote the row.
func (r Row) IsRelease() bool { return r["eventType"] == Release || r["eventType"] == Rollback }

// When is the moment the row tells of, RFC 3339. The rows of a release have the
// key of its start; the end row tells of its end.
func (r Row) When() string {
	for _, attribute := range []string{"endedAt", "startedAt"} {
		if r[attribute] != "" {
			return r[attribute]
		}
	}
	when, _, _ := strings.Cut(r["timestamp"], "#")
	return when
}

// Given is an attribute's value, "" where the machines write that there is none.
func (r Row) Given(attribute string) string {
	switch value := r[attribute]; value {
	case "none", "unknown", "none: none":
		return ""
	default:
		return value
	}
}

// Read gathers the rows of several services in the order of what happened, at most so
// many of each, the latest; 0 means all.
func Read(ctx context.Context, from Reader, services []string, limit int) ([]Row, error) {
	var all []Row
	for _, service := range services {
		rows, err := from.Rows(ctx, service, limit)
		if err != nil {
			return nil, fmt.Errorf("read history of %s: %w", service, err)
		}
		all = append(all, rows...)
	}
	Sort(all)
	return all, nil
}

// Sort puts rows in the order of what happened. Times with and without
// milliseconds do not sort as text, so the mark for UTC is left out.
func Sort(rows []Row) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(
			strings.Compare(strings.TrimSuffix(a.When(), "Z"), strings.TrimSuffix(b.When(), "Z")),
			strings.Compare(a["timestamp"], b["timestamp"]))
	})
}

// Milestones leaves out the stages and actions, which only tell where a pipeline is.
func Milestones(rows []Row) []Row {
	return slices.DeleteFunc(slices.Clone(rows),
		func(r Row) bool { return r["eventType"] == "STAGE" || r["eventType"] == "ACTION" })
}

// PrintJSON writes all rows as one list.
func PrintJSON(out io.Writer, rows []Row) error {
	if rows == nil {
		rows = []Row{}
	}
	text, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return fmt.Errorf("encode history: %w", err)
	}
	_, err = fmt.Fprintf(out, "%s\n", text)
	return err
}
